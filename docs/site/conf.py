# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Sphinx makes one site of the pages in docs/, the docstrings and stubs of the Python package, and the reference in C.

tools/docs runs it; the reference in C, by gi-docgen, is put beside it as c/.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))

project = "gaudiofile"
author = "gaudiofile contributors"
copyright = author
(release,) = re.findall(r"^  version: '([\d.]+)'", (ROOT / "meson.build").read_text(), re.MULTILINE)
version = release

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_copybutton",
    "c_links",
    "page_titles",
    "pairs",
    "stub_signatures",
]
exclude_patterns = ["site/static"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
language = "en"
highlight_language = "none"
smartquotes = False  # there is code in docstrings

myst_heading_anchors = 3
suppress_warnings = ["myst.header"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
add_module_names = False
toc_object_entries_show_parents = "hide"
autodoc_default_options = {"members": True, "undoc-members": False}

html_theme = "furo"
html_title = f"gaudiofile {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "native"
copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

# What is not installed here, and need not be.
autodoc_mock_imports = ["ray", "pyarrow"]
