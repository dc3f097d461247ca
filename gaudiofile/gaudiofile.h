/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * gaudiofile reads, writes and resamples audio files, exact to the frame, on the thread of the caller; and it plays and
 * records live audio, on threads of its own.
 *
 * Reading:
 *
 *   path, GFile, GInputStream or GBytes
 *        │ gaf_reader_new_for_…()
 *        ▼
 *    GafReader ── gaf_reader_seek() ─► gaf_reader_read()             ─► planar float, in your memory
 *        │                             gaf_reader_read_interleaved()
 *        │                             gaf_reader_read_raw()         ─► the file's own sample format
 *        │                             gaf_reader_read_frames()      ─► a GafBlock, for language bindings
 *        │ is a GafSource, as is any object of yours that implements it
 *        │ gaf_resampled_reader_new()
 *        ▼
 *    GafResampledReader: the same at another rate; it is a GafSource too
 *    GafConvertedReader: also with other channels, and in other sample formats
 *    GafProcessedReader: the same, gone through GStreamer elements
 *
 * Many files at once, on all processors: GafClip, gaf_load_many()
 *
 * What a file is, by its headers: gaf_probe(), which makes a GafInfo
 *
 * What a file is like: GafPeaks (the waveform, also of a recording; gaf_plot_save() draws it), GafLoudness, GafSilences
 *
 * Resampling a stream, block by block: GafResampler
 *
 * Writing:
 *
 *   GafEncodeSpec: format, rate, channels, quality
 *        │ gaf_writer_new_for_…()
 *        ▼
 *    GafWriter ◄─ gaf_writer_write(), gaf_writer_write_block(): frames
 *        │ gaf_writer_close()
 *        ▼
 *   path, GFile, GOutputStream or memory
 *
 * One file of another: gaf_convert(), GafConversion; of many: gaf_convert_many()
 *
 * Live:
 *
 *   device ─► GafStream ─► gaf_stream_read(), gaf_stream_record_to()   devices: gaf_device_find(), GafDeviceMonitor
 *                │ gaf_stream_set_pass_through(), gaf_stream_set_process(), GafEffect
 *                ▼
 *   device ◄─ GafStream ◄─ gaf_stream_write()
 *
 *   device ─► GafRecorder ─► files, with pauses, splits and a waveform
 *   device ◄─ GafPlayer ◄─ GafSource: files, with seeking, a queue, volume and speed
 *
 * In pipelines of GStreamer's: gaf_source_make_element(), gaf_writer_make_element()
 *
 * Lengths and positions are frames: one sample of each channel. Rates are Hz. What fails returns NULL, FALSE or -1 and
 * sets a GError, of the domain GAF_ERROR unless said otherwise.
 */

#include <gaudiofile/gaf-analysis.h>
#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-clip.h>
#include <gaudiofile/gaf-conversion.h>
#include <gaudiofile/gaf-convert-many.h>
#include <gaudiofile/gaf-converted-reader.h>
#include <gaudiofile/gaf-cover.h>
#include <gaudiofile/gaf-device-monitor.h>
#include <gaudiofile/gaf-device.h>
#include <gaudiofile/gaf-effect.h>
#include <gaudiofile/gaf-element.h>
#include <gaudiofile/gaf-encode-spec.h>
#include <gaudiofile/gaf-enum-types.h>
#include <gaudiofile/gaf-error.h>
#include <gaudiofile/gaf-formats.h>
#include <gaudiofile/gaf-info.h>
#include <gaudiofile/gaf-interrupt.h>
#include <gaudiofile/gaf-level.h>
#include <gaudiofile/gaf-limits.h>
#include <gaudiofile/gaf-load.h>
#include <gaudiofile/gaf-loudness.h>
#include <gaudiofile/gaf-mark.h>
#include <gaudiofile/gaf-peaks.h>
#include <gaudiofile/gaf-player.h>
#include <gaudiofile/gaf-plot.h>
#include <gaudiofile/gaf-probe.h>
#include <gaudiofile/gaf-processed-reader.h>
#include <gaudiofile/gaf-reader.h>
#include <gaudiofile/gaf-recorder.h>
#include <gaudiofile/gaf-resampled-reader.h>
#include <gaudiofile/gaf-resampler.h>
#include <gaudiofile/gaf-silences.h>
#include <gaudiofile/gaf-source.h>
#include <gaudiofile/gaf-stream.h>
#include <gaudiofile/gaf-support.h>
#include <gaudiofile/gaf-tags.h>
#include <gaudiofile/gaf-types.h>
#include <gaudiofile/gaf-unref.h>
#include <gaudiofile/gaf-writer.h>
#include <gaudiofile/gaf-version.h>
