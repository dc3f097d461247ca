# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The qualities of resampling."""

import enum


class Resample:
    """Holds the enumeration Quality: what is ``pedalboard.Resample.Quality.X`` there is ``Resample.Quality.X`` here."""

    class Quality(enum.Enum):
        """How much work is put into a sample when the rate is changed.

        Only the windowed sincs keep what is above half of the lower rate from folding back as aliases. The first four
        are for special effects, for control signals, and for comparisons. All keep time zero where it is.

        The figures are of 44.1 to 48 kHz, measured; docs/resampling.md has them for other rates. The passband is
        within 0.05 dB, as a part of the lower rate; the latency is in input samples.
        """

        _value_: int

        def __new__(cls, value: int, text: str) -> "Resample.Quality":
            self = object.__new__(cls)
            self._value_ = value
            self.__doc__ = text
            return self

        def __int__(self) -> int:
            return self.value

        __index__ = __int__

        ZeroOrderHold = 0, "The nearest sample. Aliases are hardly lower than the signal."
        Linear = 1, "A straight line between two samples. Aliases, and a loss of treble."
        CatmullRom = 2, "A Catmull-Rom spline through four samples. Aliases."
        Lagrange = 3, "A polynomial of the fourth degree through five samples. Aliases."
        WindowedSinc = 4, "The same as WindowedSinc256."
        WindowedSinc256 = 5, "384 taps."
        WindowedSinc128 = 6, "256 taps."
        WindowedSinc64 = 7, "192 taps."
        WindowedSinc32 = 8, "160 taps. The default."
        WindowedSinc16 = 9, "64 taps."
        WindowedSinc8 = 10, "32 taps."
