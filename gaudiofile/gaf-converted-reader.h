/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-resampled-reader.h>

G_BEGIN_DECLS

/**
 * GafConvertedReader:
 *
 * A source of audio with another number of channels, at another rate, or in another sample format.
 *
 * It mixes the channels of the source that it was made for, resamples as a [class@ResampledReader] does, and delivers
 * samples as float or integers. What is read is the same, bit for bit, wherever reading begins and in whatever pieces.
 * Reading moves the position of the source; closing this leaves the source open. Other threads may use that source
 * meanwhile, as with a [class@ResampledReader].
 *
 * It is read and sought in by the functions of [iface@Source], as 32-bit float, and by [method@ConvertedReader.read_as]
 * and [method@ConvertedReader.read_block] in other formats. Lengths and positions are frames at its own rate.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafConvertedReader) speech = NULL;
 * g_autoptr (GafBlock) block = NULL;
 *
 * if (file != NULL)  // one channel at 16 kHz
 *   speech = gaf_converted_reader_new (GAF_SOURCE (file), 16000, 1, NULL, 0, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32,
 *                                      &error);
 * if (speech != NULL)
 *   block = gaf_converted_reader_read_block (speech, GAF_SAMPLE_FORMAT_INT16, 16000, NULL, &error);
 * if (block == NULL)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
#define GAF_TYPE_CONVERTED_READER (gaf_converted_reader_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafConvertedReader, gaf_converted_reader, GAF, CONVERTED_READER, GObject)

GAF_AVAILABLE_IN_ALL
GafConvertedReader *gaf_converted_reader_new         (GafSource           *source,
                                                      double               rate,
                                                      guint                channels,
                                                      const float         *matrix,
                                                      gsize                n_matrix,
                                                      GafResampleQuality   quality,
                                                      GError             **error);
GAF_AVAILABLE_IN_ALL
GafSource          *gaf_converted_reader_get_source  (GafConvertedReader  *self);
GAF_AVAILABLE_IN_ALL
const float        *gaf_converted_reader_get_matrix  (GafConvertedReader  *self,
                                                      gsize               *n_matrix);
GAF_AVAILABLE_IN_ALL
gint64              gaf_converted_reader_read_as     (GafConvertedReader  *self,
                                                      GafSampleFormat      format,
                                                      void *const         *planes,
                                                      gint64               n_frames,
                                                      GCancellable        *cancellable,
                                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
gint64              gaf_converted_reader_read_at     (GafConvertedReader  *self,
                                                      gint64               frame,
                                                      GafSampleFormat      format,
                                                      void *const         *planes,
                                                      gint64               n_frames,
                                                      GCancellable        *cancellable,
                                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GAF_AVAILABLE_IN_ALL
GafBlock           *gaf_converted_reader_read_block  (GafConvertedReader  *self,
                                                      GafSampleFormat      format,
                                                      gint64               n_frames,
                                                      GCancellable        *cancellable,
                                                      GError             **error);
GAF_AVAILABLE_IN_ALL
void                gaf_converted_reader_close       (GafConvertedReader  *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_converted_reader_read_as_async (GafConvertedReader  *self,
                                         GafSampleFormat      format,
                                         void                *const *planes,
                                         gint64               n_frames,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_converted_reader_read_as_finish (GafConvertedReader  *self,
                                            GAsyncResult        *result,
                                            GError             **error);
GAF_AVAILABLE_IN_ALL
void gaf_converted_reader_read_at_async (GafConvertedReader  *self,
                                         gint64               frame,
                                         GafSampleFormat      format,
                                         void                *const *planes,
                                         gint64               n_frames,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gint64 gaf_converted_reader_read_at_finish (GafConvertedReader  *self,
                                            GAsyncResult        *result,
                                            GError             **error);
GAF_AVAILABLE_IN_ALL
void gaf_converted_reader_read_block_async (GafConvertedReader  *self,
                                            GafSampleFormat      format,
                                            gint64               n_frames,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GAF_AVAILABLE_IN_ALL
GafBlock *gaf_converted_reader_read_block_finish (GafConvertedReader  *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);

G_END_DECLS
