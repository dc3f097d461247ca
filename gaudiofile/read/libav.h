/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

/* What gaf_elements_need() calls it. */
#define GAF_LIBAV_NAME "libavcodec"

#ifdef GAF_LIBAVCODEC

#include <libavcodec/avcodec.h>

G_BEGIN_DECLS

/*
 * libavcodec, loaded when its first function is wanted. To link it would make every program wait for the hundred
 * libraries that come with it (50 ms, 15 MB), also those that read WAV. Its headers say which version fits: another one
 * has another file name.
 */
#define GAF_LIBAV_FUNCTIONS(F) \
  F (avcodec_find_decoder)     \
  F (avcodec_alloc_context3)   \
  F (avcodec_open2)            \
  F (avcodec_send_packet)      \
  F (avcodec_receive_frame)    \
  F (avcodec_flush_buffers)    \
  F (avcodec_free_context)     \
  F (av_packet_alloc)          \
  F (av_packet_free)           \
  F (av_frame_alloc)           \
  F (av_frame_unref)           \
  F (av_frame_free)            \
  F (av_mallocz)

typedef struct {
#define F(name) __typeof__ (&name) name;
  GAF_LIBAV_FUNCTIONS (F)
#undef F
} GafLibav;

/* NULL: it is not installed. */
const GafLibav *gaf_libav_get (void);

G_END_DECLS

#endif
