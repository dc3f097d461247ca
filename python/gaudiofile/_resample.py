# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The qualities of resampling."""

import enum


class Resample:
    """Holds the enumeration Quality: what is ``pedalboard.Resample.Quality.X`` there is ``Resample.Quality.X`` here.

    >>> gaudiofile.Resample.Quality.WindowedSinc32
    <Quality.WindowedSinc32: 8>
    """

    class Quality(enum.Enum):
        """How much work is put into a sample when the rate is changed.

        Only the windowed sincs keep what is above half of the lower rate from folding back as aliases. The first four
        are for special effects, for control signals, and for comparisons. All keep time zero where it is.

        Figures are measured, of 44.1 to 48 kHz and other rates (docs/resampling.md): flat means within 0.05 dB, up to a
        part of the lower rate; aliases are relative to the tones that they come from. The latency is that of 44.1 to
        48 kHz in input samples (StreamResampler.input_latency).
        """

        ZeroOrderHold = 0
        Linear = 1
        CatmullRom = 2
        Lagrange = 3
        WindowedSinc = 4
        WindowedSinc256 = 5
        WindowedSinc128 = 6
        WindowedSinc64 = 7
        WindowedSinc32 = 8
        WindowedSinc16 = 9
        WindowedSinc8 = 10

        def __int__(self) -> int:
            return self.value

        __index__ = __int__


def _document(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        Resample.Quality[name].__doc__ = text


_document(
    {
        "ZeroOrderHold": "The nearest sample: aliases nearly as loud as what they come from. Latency 0.",
        "Linear": "A straight line between two samples: aliases, and less and less treble. Latency 1.",
        "CatmullRom": "A Catmull-Rom spline through four samples: aliases. Latency 2.",
        "Lagrange": "A polynomial of the fourth degree through five samples: aliases. Latency 2.",
        "WindowedSinc": "As WindowedSinc256: flat to 0.48 of the lower rate, aliases below -135 dB. Latency 192.",
        "WindowedSinc256": "384 taps: flat to 0.48 of the lower rate, aliases below -135 dB. Latency 192.",
        "WindowedSinc128": "256 taps: flat to 0.47 of the lower rate, aliases below -128 dB. Latency 128.",
        "WindowedSinc64": "192 taps: flat to 0.46 of the lower rate, aliases below -120 dB. Latency 96.",
        "WindowedSinc32": "The default. 160 taps: flat to 0.455 of the lower rate, aliases below -115 dB. Latency 80.",
        "WindowedSinc16": "96 taps: flat to 0.44 of the lower rate, aliases below -88 dB. Latency 48.",
        "WindowedSinc8": "32 taps: flat to 0.37 of the lower rate, aliases below -65 dB. Latency 16.",
    }
)
