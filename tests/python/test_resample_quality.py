# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How clean resampling is: what is promised of the default and of the best quality, and what each says of itself."""

import re

import numpy as np
import pytest
import resample_figures
from resample_figures import (
    PAIRS,
    aliases,
    measure,
    passband_edge,
    passband_tones,
    signal_to_noise,
    stopband_tones,
)

from gaudiofile import Resample, StreamResampler

pytestmark = pytest.mark.slow

Quality = Resample.Quality
every_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}")


@every_pair
@pytest.mark.parametrize(("quality", "snr", "alias"), [("WindowedSinc32", 110, -100), ("WindowedSinc256", 125, -125)])
def test_promises(pair, quality, snr, alias):
    gains, rests = measure(*pair, Quality[quality], passband_tones(*pair, 128))
    print(f"SNR {np.min(gains - rests):.1f} dB, gain {np.min(gains):.4f} to {np.max(gains):.4f} dB")
    assert np.abs(gains).max() <= 0.05
    assert np.min(gains - rests) >= snr
    loudest = measure(*pair, Quality[quality], stopband_tones(*pair, 128))[1].max()
    print(f"aliases {loudest:.1f} dB")
    assert loudest <= alias


@pytest.mark.parametrize("quality", Quality)
def test_what_a_quality_says_of_itself(quality):
    said = quality.__doc__
    assert StreamResampler(44100, 48000, 1, quality).input_latency == float(re.search(r"Latency (\d+)\.", said)[1])
    if quality.value < Quality.WindowedSinc.value:
        return
    flat, level = map(float, re.search(r"flat to (\S+) of the lower rate, aliases below (\S+) dB", said).groups())
    for pair in PAIRS:
        edge = passband_edge(*pair, quality)
        assert flat <= edge <= flat + 0.035
        assert level - 10 <= aliases(*pair, quality) <= level


@pytest.mark.parametrize("pair", [(44100, 48000), (96000, 44100)])
def test_the_figures_can_tell(pair):
    """What aliases, and what rolls off, is seen."""
    assert signal_to_noise(*pair, Quality.Linear) < 30
    assert aliases(*pair, Quality.CatmullRom) > -10
    assert passband_edge(*pair, Quality.Linear) < 0.1
    assert signal_to_noise(*pair, Quality.WindowedSinc8) < 100


def test_the_figures_see_what_is_120_db_below(monkeypatch):
    def spoilt(*arguments):
        out = resample(*arguments)
        return out + 1e-6 * resample_figures.AMPLITUDE * np.random.default_rng(0).choice([-0.7, 0.7], out.shape)

    resample = resample_figures.resample
    assert signal_to_noise(*PAIRS[0], Quality.WindowedSinc256) > 125
    monkeypatch.setattr(resample_figures, "resample", spoilt)
    assert signal_to_noise(*PAIRS[0], Quality.WindowedSinc256) == pytest.approx(120, abs=1)
