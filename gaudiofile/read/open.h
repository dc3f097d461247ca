/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "read/decoder.h"

G_BEGIN_DECLS

/* Finds out what @source is, and opens the decoder for it. @track: which of the audio tracks, counted from 0; -1: the
 * one that is meant to be heard. NULL with @error: GAF_ERROR_NOT_AUDIO, GAF_ERROR_CORRUPT, … or of I/O. */
GafDecoder *gaf_decoder_open (GafByteSource *source, int track, GError **error);

G_END_DECLS
