/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tags/taglib.h"

#include "core/beside.h"
#include "core/late-library.h"
#include "gaf-error.h"

#ifdef GAF_TAGLIB_PACKAGE

static const GafTaglibHost host = {
  gaf_cover_new, gaf_cover_get_data, gaf_cover_get_mime_type, gaf_cover_get_kind, gaf_cover_get_description,
};

const GafTaglib *
gaf_taglib_load (GError **error)
{
  static const GafTaglib *taglib; /* atomic; two threads that load it find the same */
  static const char *const names[] = { "gaf_taglib_begin", NULL };
  const GafTaglib *loaded = g_atomic_pointer_get (&taglib);
  g_autofree char *path = NULL;
  GafTaglibBegin begin;

  if (loaded != NULL)
    return loaded;
  path = gaf_find_beside ("gaudiofile-taglib.so", GAF_MODULEDIR);
  if (!gaf_late_library_load (path, names, (gpointer *) (void *) &begin)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "Tags are read and written by TagLib, which cannot be loaded (%s): apt install " GAF_TAGLIB_PACKAGE,
                 g_module_error ());
    return NULL;
  }
  loaded = begin (&host, GAF_BUILD);
  if (loaded == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
                 "%s is not of this version of gaudiofile (" GAF_BUILD "): install both of one build", path);
  g_atomic_pointer_set (&taglib, loaded);
  return loaded;
}

#else

const GafTaglib *
gaf_taglib_load (GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "This gaudiofile was built without TagLib, which reads and writes tags: apt install libtag1-dev, and "
               "build it anew");
  return NULL;
}

#endif
