/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-tags.h"
#include "tags/tag-set.h"

G_BEGIN_DECLS

/* @set: transfer full */
GafTags         *gaf_tags_new_for_set (GafTagSet *set);
/* Owned by @self, and changes with it. */
const GafTagSet *gaf_tags_get_set     (GafTags   *self);

G_END_DECLS
