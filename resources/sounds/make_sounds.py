"""Make the sounds of the workstation: short, distinct, our own. Run it to write them anew.

Each sound is a row of sine tones with soft ends. Pitch falls when something is lost, rises when it comes back, stays
level for a new case, hurries for an urgent one, climbs for an order and swings for a red card; a telephone's ring comes
with its own part of the program.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
RATE = 44_100        # samples a second
LOUDEST = 0.5        # of full scale; the room's volume does the rest
SOFT = 0.012         # seconds over which a tone comes and goes, so that it does not click

# name → (frequency in Hz or 0 for silence, seconds), one after the other
SOUNDS = {
    "link_lost": ((660, 0.16), (0, 0.05), (440, 0.16), (0, 0.05), (294, 0.30)),
    "link_back": ((440, 0.12), (0, 0.04), (660, 0.22)),
    "new_case": ((784, 0.10), (0, 0.06), (784, 0.14)),
    "urgent": ((988, 0.09), (0, 0.04), (988, 0.09), (0, 0.04), (988, 0.09), (0, 0.04), (1319, 0.20)),
    "red_card": ((587, 0.22), (415, 0.22), (587, 0.22)),
    "order": ((523, 0.10), (659, 0.10), (784, 0.22)),
}


def samples(tones: tuple[tuple[int, float], ...]) -> bytes:
    """16-bit samples of the tones, one channel."""
    made = bytearray()
    for frequency, seconds in tones:
        count = round(RATE * seconds)
        for n in range(count):
            t = n / RATE
            edge = min(1.0, t / SOFT, (seconds - t) / SOFT)
            # A little of the octave above makes it carry through a small loudspeaker.
            tone = 0.8 * math.sin(2 * math.pi * frequency * t) + 0.2 * math.sin(4 * math.pi * frequency * t)
            made += struct.pack("<h", round(32_767 * LOUDEST * edge * tone))
    return bytes(made)


def main() -> None:
    """Write every sound beside this file."""
    for name, tones in SOUNDS.items():
        with wave.open(str(HERE / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))


if __name__ == "__main__":
    main()
