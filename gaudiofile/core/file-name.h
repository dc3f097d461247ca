/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What messages say of files and their names. */

/* Why there may be no file of the name @path, other than that there is none: it is a URL, or begins with "~". The
 * end of a sentence, or NULL. */
const char *gaf_file_name_get_hint    (const char *path);

/* Puts the name in front of the message of @error, unless the message has it; @name may be NULL. Nothing is done if
 * @error is NULL, or points to NULL or to a cancellation. */
void        gaf_file_name_put_in_front (const char *name,
                                        GError    **error);

G_END_DECLS
