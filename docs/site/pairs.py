# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Blocks of code with nothing between them are two ways to do the same: they are put side by side."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def put_side_by_side(app: Sphinx, doctree: nodes.document) -> None:
    for block in list(doctree.findall(nodes.literal_block)):
        parent = block.parent
        place = parent.index(block)
        following = parent[place + 1] if place + 1 < len(parent) else None
        if isinstance(parent, nodes.container) or not isinstance(following, nodes.literal_block):
            continue
        pair = nodes.container("", classes=["pair"])
        parent.remove(following)
        parent.replace(block, pair)
        pair += [block, following]


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", put_side_by_side)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
