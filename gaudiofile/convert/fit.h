/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/settings.h"

G_BEGIN_DECLS

/*
 * What a converted file is like: what was asked for, and for what was left open, what @source is like, or what is
 * nearest to that in the format. @name: of the new file, whose extension is the format where none was asked for; or
 * NULL. NULL with @error: there can be no such file.
 */
GafEncodeSpec *gaf_fit_new (const GafConvertSettings  *settings,
                            GafSource                 *source,
                            const char                *name,
                            GError                   **error);

/* What the tags of a converted file are: those of @source, unless they are not to be kept, with the changes that were
 * asked for; NULL for none. Into @spec. FALSE with @error. */
gboolean       gaf_fit_tags (const GafConvertSettings *settings,
                             GafSource                *source,
                             GafEncodeSpec            *spec,
                             GCancellable             *cancellable,
                             GError                  **error);

G_END_DECLS
