# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Lets PyGObject find the typelib that lies in this package, and what ``_gi_overrides`` adds to it.

The typelib names its library by soname only. The dynamic linker gives PyGObject the one that is loaded already, and
importing ``gaudiofile._native`` has loaded the right one, wherever it lies: so a typelib is all that has to be found.
"""

from __future__ import annotations

import os
import sys

# As in __init__.py: what is not needed makes importing slower.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_FOLDER = os.path.dirname(__file__)
_VARIABLE = "GI_TYPELIB_PATH"


class _OverridesFinder:
    """Finds ``gi.overrides.GAudioFile`` in this package, where PyGObject would not look. The last of all finders."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "gi.overrides.GAudioFile":
            return None
        from importlib.util import spec_from_file_location

        return spec_from_file_location(name, os.path.join(_FOLDER, "_gi_overrides.py"))


def make_findable() -> None:
    """Makes ``gi.require_version("GAudioFile", "1.0")`` work from now on.

    ``import gi`` costs more than everything else here, so it is left to those who want it: the repository reads the
    variable when it starts. When it runs already, it has to be told.
    """
    if not os.path.exists(os.path.join(_FOLDER, "GAudioFile-1.0.typelib")):
        return  # installed for the whole system, where the repository looks anyway
    sys.meta_path.append(_OverridesFinder())
    if "gi" in sys.modules:
        _tell_repository()
    else:
        others = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = f"{_FOLDER}{os.pathsep}{others}" if others else _FOLDER


def load() -> ModuleType:
    """Returns ``gi.repository.GAudioFile``, which also makes PyGObject know the classes of the library by name."""
    import gi

    gi.require_version("GAudioFile", "1.0")
    from gi.repository import GAudioFile

    module: ModuleType = GAudioFile
    return module


def _tell_repository() -> None:
    import gi

    # Version 3.0 of the namespace is libgirepository-2.0, which PyGObject moved to in 3.52.
    new = gi.version_info >= (3, 51)
    gi.require_version("GIRepository", "3.0" if new else "2.0")
    from gi.repository import GIRepository

    repository = GIRepository.Repository
    (repository.dup_default() if new else repository).prepend_search_path(_FOLDER)
