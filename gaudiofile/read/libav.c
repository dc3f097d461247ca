/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/libav.h"

#ifdef GAF_LIBAVCODEC

#include <fenv.h>
#include <gmodule.h>

#include "gst/elements.h"

#ifdef GAF_CARRY

/* The one in the package, which has few codecs and brings nothing with it, is linked. */
static gboolean
load (GafLibav *libav)
{
#define F(name) libav->name = name;
  GAF_LIBAV_FUNCTIONS (F)
#undef F
  return TRUE;
}

#else

#define FILE_NAME "libavcodec.so." G_STRINGIFY (LIBAVCODEC_VERSION_MAJOR)

static gboolean
load (GafLibav *libav)
{
  GModule *module = g_module_open (FILE_NAME, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;
  g_module_make_resident (module);
#define F(name)                                                             \
  if (!g_module_symbol (module, #name, (gpointer *) (void *) &libav->name)) \
    return FALSE;
  GAF_LIBAV_FUNCTIONS (F)
#undef F
  return TRUE;
}

#endif

const GafLibav *
gaf_libav_get (void)
{
  static GafLibav libav;
  static gsize state = 0; /* 1: it is there, 2: it is not */

  if (g_once_init_enter (&state)) {
    gboolean ok;
    fenv_t environment;

    gaf_elements_need (GAF_LIBAV_NAME);
    /* Libraries that were compiled with -ffast-math change, when they are loaded, how the thread that loads them
     * computes: very small numbers become zero. That is the caller's thread. */
    fegetenv (&environment);
    ok = load (&libav);
    fesetenv (&environment);
    g_once_init_leave (&state, ok ? 1 : 2);
  }
  return state == 1 ? &libav : NULL;
}

#endif
