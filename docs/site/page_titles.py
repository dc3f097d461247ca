# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Links whose text is the name of a file, as one reads them in an editor, get the title of the page in the site; of
those to files that are not in it, their text stays."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def give_titles(app: Sphinx, doctree: nodes.document, name: str) -> None:
    titles = {title: app.env.titles[title].astext() for title in app.env.titles}
    for link in doctree.findall(nodes.reference):
        page = link.astext().removeprefix("docs/").removesuffix(".md")
        if link.astext().endswith(".md") and page in titles:
            link.children = []
            link += nodes.Text(titles[page])


def keep_text(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = source[0].replace("](../SECURITY.md)", "](site/security.md)")
    source[0] = re.sub(r"(?<!!)\[([^\]]+)\]\(\.\./[^)]*\)", r"\1", source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", keep_text)
    app.connect("doctree-resolved", give_titles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
