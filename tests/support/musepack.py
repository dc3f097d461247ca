# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Musepack of stream version 7, which no encoder of today writes: two of its 32 bands, with numbers of eight bits."""

import numpy as np

FRAME, DELAY = 1152, 481

# How much a scale factor differs from the one before, and its code; "new" is followed by the whole of it.
STEPS = {-1: "011", 0: "1001", 1: "101"}
NEW = "1100"


def sv7(frames: int, last: int, seed: int = 1, *, fast_seek: bool = True) -> bytes:
    """A low rumble of so many coded frames, the last of which has `last` audio frames; and one more where the decoder's
    delay needs it."""
    rng = np.random.default_rng(seed)
    bits = f"{7:08b}"  # of the encoder's version
    scales = [20] * 4  # of both channels in both bands
    for frame in range(frames + (last + DELAY > FRAME)):
        content = f"{9:04b}" * 2 + "11"  # eight bits a number, in the other band the same
        content += "00" * 4  # one scale factor for all of the frame
        for i, scale in enumerate(scales):
            if frame % 32 == 0 if fast_seek else frame == 0:
                content += NEW + f"{scale:06b}"
                continue
            step = int(rng.integers(-1, 2))
            step = step if 15 <= scale + step <= 25 else 0
            scales[i] += step
            content += STEPS[step]
        for i in range(4):
            tone = 60 * np.sin(0.3 * (i + 1) * np.arange(frame * 36, frame * 36 + 36)) + rng.normal(0, 15, 36)
            content += "".join(f"{int(value):08b}" for value in np.clip(tone + 127, 0, 254))
        bits += f"{last:011b}" if frame == frames else ""
        bits += f"{len(content):020b}" + content
    bits += f"{last:011b}" if last + DELAY <= FRAME else ""
    bits += "0" * (-len(bits) % 32)
    words = int(bits, 2).to_bytes(len(bits) // 8, "big")
    settings = [1 << 24, 0, 0, 1 << 31 | last << 20 | fast_seek << 19]
    head = b"MP+\x07" + frames.to_bytes(4, "little") + b"".join(word.to_bytes(4, "little") for word in settings)
    return head + np.frombuffer(words, ">u4").astype("<u4").tobytes()
