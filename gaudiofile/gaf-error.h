/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

/**
 * GAF_ERROR:
 *
 * The error domain of this library.
 *
 * What the system refuses, in reading and in writing alike, has one of these codes where there is one for it:
 * %GAF_ERROR_NOT_FOUND (`ENOENT`, `ENOTDIR`) and %GAF_ERROR_NOT_A_FILE (`EISDIR`); else GIO's where that has one, such
 * as %G_IO_ERROR_PERMISSION_DENIED (`EACCES`, `EPERM`), %G_IO_ERROR_NO_SPACE (`ENOSPC`) or %G_IO_ERROR_READ_ONLY
 * (`EROFS`); else %GAF_ERROR_IO. [func@error_get_errno] has the number of each of them.
 *
 * Cancelling gives %G_IO_ERROR_CANCELLED, and an error that a stream handed in by the caller reports is passed on as
 * it is.
 *
 * Since: 0.1
 */
#define GAF_ERROR (gaf_error_quark ())

/**
 * GafError:
 * @GAF_ERROR_NOT_FOUND: There is no file of that name, or no folder for it.
 * @GAF_ERROR_NOT_A_FILE: It is a directory, a pipe, a device or a socket.
 * @GAF_ERROR_NOT_AUDIO: The bytes are of no audio format that this library reads.
 * @GAF_ERROR_EMPTY: There are no bytes at all.
 * @GAF_ERROR_CORRUPT: The format was recognised, but the file is damaged beyond use.
 * @GAF_ERROR_LIMIT: The file claims more than a documented limit allows.
 * @GAF_ERROR_UNSUPPORTED: A known format, in a variant that cannot be decoded.
 * @GAF_ERROR_MISSING_PLUGIN: A GStreamer element is not installed; the message names it and its package.
 * @GAF_ERROR_NOT_SEEKABLE: The stream cannot seek.
 * @GAF_ERROR_OUT_OF_RANGE: A position lies outside the file.
 * @GAF_ERROR_INVALID_ARGUMENT: An argument has no meaning here.
 * @GAF_ERROR_CLOSED: The object was closed before.
 * @GAF_ERROR_BUSY: The object was used again from inside one of its own calls, or the file to be written is being read
 *   by this process.
 * @GAF_ERROR_IO: Reading or writing bytes failed; the message holds the system's reason, and gaf_error_get_errno() its
 *   number.
 * @GAF_ERROR_NO_DEVICE: There is no such audio device, or it has gone, or the sound server does not answer.
 * @GAF_ERROR_NO_ISOLATION: The file was to be decoded in a process of its own, and that cannot be had here; nothing of
 *   the file was decoded.
 *
 * What can go wrong. Each code has one meaning, and each message names the thing and the way out.
 *
 * Since: 0.1
 */
typedef enum {
  GAF_ERROR_NOT_FOUND,
  GAF_ERROR_NOT_A_FILE,
  GAF_ERROR_NOT_AUDIO,
  GAF_ERROR_EMPTY,
  GAF_ERROR_CORRUPT,
  GAF_ERROR_LIMIT,
  GAF_ERROR_UNSUPPORTED,
  GAF_ERROR_MISSING_PLUGIN,
  GAF_ERROR_NOT_SEEKABLE,
  GAF_ERROR_OUT_OF_RANGE,
  GAF_ERROR_INVALID_ARGUMENT,
  GAF_ERROR_CLOSED,
  GAF_ERROR_BUSY,
  GAF_ERROR_IO,
  GAF_ERROR_NO_DEVICE,
  GAF_ERROR_NO_ISOLATION,
} GafError;

GAF_AVAILABLE_IN_ALL
GQuark gaf_error_quark (void);

GAF_AVAILABLE_IN_ALL
int gaf_error_get_errno (const GError *error);

G_END_DECLS
