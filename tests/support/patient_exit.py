# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A plugin of pytest for tools/coverage: pytest-xdist kills processes that take more than 10 seconds to end, and which
lines of C have run is written down at the end; on a busy machine what a whole process had run was lost."""

from xdist.workermanage import NodeManager

NodeManager.EXIT_TIMEOUT = 600
