# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a GIR does not say: which functions are written by hand, and which are left out, and why."""

from __future__ import annotations

# In gaudiofile/src, with slices where C has pointers to samples, and closures where it has functions.
BY_HAND = {
    "gaf_conversion_set_process",
    "gaf_converted_reader_read_as",
    "gaf_converted_reader_read_at",
    "gaf_effect_process",
    "gaf_error_quark",
    "gaf_peaks_append",
    "gaf_peaks_query_into",
    "gaf_reader_read",
    "gaf_reader_read_at",
    "gaf_reader_read_interleaved",
    "gaf_reader_read_raw",
    "gaf_resampled_reader_read_at",
    "gaf_resampler_flush",
    "gaf_resampler_process",
    "gaf_resampler_resample",
    "gaf_source_read",
    "gaf_stream_read",
    "gaf_stream_read_interleaved",
    "gaf_stream_set_process",
    "gaf_stream_write",
    "gaf_stream_write_interleaved",
    "gaf_writer_write",
    "gaf_writer_write_interleaved",
    "gaf_writer_write_raw",
}

_LENT = "memory that is lent until the call is over cannot be lent to a future that may be dropped before; use {}"

LEFT_OUT = {
    "gaf_object_unref": "Rust drops objects by itself; for C programs that fork",
    "gaf_set_interrupt_func": "for languages that handle signals between their own instructions; use a Cancellable",
    "gaf_set_thread_cancellable": "for languages that handle signals between their own instructions; use a Cancellable",
    "gaf_clip_set_memory": "the memory would have to live as long as the clip; use Clip::block()",
}
LEFT_OUT |= {
    f"gaf_{name}{form}": _LENT.format(instead)
    for name, instead in {
        "converted_reader_read_as": "ConvertedReader::read_block_future()",
        "converted_reader_read_at": "ConvertedReader::read_block_future()",
        "reader_read": "Reader::read_frames_future()",
        "reader_read_at": "Reader::read_frames_at_future()",
        "reader_read_interleaved": "Reader::read_frames_future()",
        "reader_read_raw": "Reader::read_raw_frames_future()",
        "resampled_reader_read_at": "SourceExt::read_frames_future()",
        "source_read": "SourceExt::read_frames_future()",
        "stream_read": "Stream::read_frames_future()",
        "stream_read_interleaved": "Stream::read_frames_future()",
        "stream_write": "Stream::write_block_future()",
        "stream_write_interleaved": "Stream::write_block_future()",
        "writer_write": "Writer::write_block_future()",
        "writer_write_interleaved": "Writer::write_block_future()",
        "writer_write_raw": "Writer::write_block_future()",
    }.items()
    for form in ("_async", "_finish")
}

# Types whose objects may be moved to other threads, and used by several, with what the library promises.
SEND = {
    "Level": "it does not change, and its references are counted atomically",
    "Reader": "one reader can be used from several threads, one call at a time",
    "Resampler": "one resampler can be used from several threads, one call at a time",
    "Writer": "one writer can be used from several threads, one call at a time",
}

# Functions of a progress: what the closure is given.
PROGRESS = {
    "AnalysisProgress": ("analysis_progress", "i64, i64"),
    "LoadProgress": ("load_progress", "usize, usize"),
}
