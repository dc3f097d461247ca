# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What PyGObject adds to its view of the library: the properties of each class as attributes.

PyGObject reaches a property by ``object.props.bit_depth`` only. ``object.bit_depth = 24`` would make an attribute of
the Python object that the library never sees, and nothing would say so. PyGObject loads this module as
``gi.overrides.GAudioFile``.
"""

from gi.module import get_introspection_module
from gi.repository import GObject

__all__: list[str] = []


def _make_attribute(name: str, flags: GObject.ParamFlags) -> property:
    def get(self: GObject.Object) -> object:
        return self.get_property(name)

    def set(self: GObject.Object, value: object) -> None:
        self.set_property(name, value)

    writable = flags & GObject.ParamFlags.WRITABLE and not flags & GObject.ParamFlags.CONSTRUCT_ONLY
    return property(get if flags & GObject.ParamFlags.READABLE else None, set if writable else None)


def _add_attributes(cls: type[GObject.Object]) -> None:
    for pspec in cls.list_properties():
        attribute = pspec.name.replace("-", "_")
        if not hasattr(cls, attribute):
            setattr(cls, attribute, _make_attribute(pspec.name, pspec.flags))


_module = get_introspection_module("GAudioFile")
for _name in dir(_module):
    _class = getattr(_module, _name)
    if isinstance(_class, type) and issubclass(_class, GObject.Object):
        _add_attributes(_class)
