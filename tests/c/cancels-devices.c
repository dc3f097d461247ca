/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The calls of the campaign of cancelling that are about devices; see cancels.c. */

#include "cancels.h"

const Call campaign_device_calls[] = { { NULL } };
