/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A waveform in characters: of each channel lowest and highest samples, in braille, each of which has two by four dots;
 * where the terminal has only ASCII, in #. @values are those of gaf_peaks_query() for cli_wave_get_n_pixels(). */
guint cli_wave_get_n_pixels (guint columns);
void  cli_wave_print        (const float *values,
                             guint        channels,
                             guint        columns,
                             double       start,     /* seconds */
                             double       end);

G_END_DECLS
