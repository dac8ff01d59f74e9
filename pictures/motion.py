"""How a picture moves: moments sampled along the poses, and as few keyframes as show them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pictures.poses import Moment, Picture

# How many moments are drawn for each move. At even times, moves start and end softly.
SAMPLES = 4
# The curve of `soft`, as CSS has it.
EASE = "cubic-bezier(.37,0,.63,1)"
NUMBER = re.compile(r"-?\d*\.?\d+")
# A keyframe is left out if the straight way between its neighbours is no further off than this.
TOLERANCE = 0.5


@dataclass(frozen=True)
class Track:
    """The times (0 to 1), their moments, and how long one round takes."""

    times: list[float]
    moments: list[Moment]
    stops: list[int]
    seconds: float
    there_and_back: bool

    def rule(self, name: str) -> str:
        """The style of all that moves; those who ask for less motion see a still picture."""
        back = " alternate" if self.there_and_back else ""
        return (
            f".{name}{{animation:{self.seconds:g}s {EASE} infinite{back}}}"
            f"@media(prefers-reduced-motion:reduce){{.{name}{{animation:none!important}}}}"
        )


def soft(share: float) -> float:
    """Time turned into way: slow at both ends."""
    return (1 - math.cos(math.pi * share)) / 2


def moving(picture: Picture) -> Track:
    """The whole round of a picture."""
    line = picture.steps()
    total = line[-1][0]
    way, stops = [line[0]], [0]
    for (start, a), (end, b) in zip(line, line[1:], strict=False):
        steps = 1 if a == b else SAMPLES
        for n in range(1, steps + 1):
            way.append((start + (end - start) * n / steps, a + (b - a) * soft(n / steps)))
        stops.append(len(way) - 1)
    seen = {position: picture.at(position) for _, position in way}
    moments = [seen[position] for _, position in way]
    return Track([time / total for time, _ in way], moments, stops, total, not picture.closed)


def keyframes(values: list[str], track: Track) -> tuple[str, bool]:
    """CSS keyframes of one part, and whether they are eased between the stops.

    A part that moves evenly from stop to stop needs no more than those; one that does not is
    followed by short straight moves, as few as keep close to its way.
    """
    rows = [_weighed(value) for value in values]
    even = all(
        _off(rows[n], rows[a], rows[b], soft((n - a) / (b - a))) < TOLERANCE
        for a, b in zip(track.stops, track.stops[1:], strict=False)
        for n in range(a + 1, b)
    )
    keep = set(track.stops)
    if not even:
        keep = {0, len(rows) - 1}
        _thin(rows, track.times, 0, len(rows) - 1, keep)
    frames: dict[str, list[str]] = {}
    for n in sorted(keep):
        frames.setdefault(values[n], []).append(_percent(track.times[n]))
    return "".join(f"{','.join(at)}{{{value}}}" for value, at in frames.items()), even


def _weighed(value: str) -> list[float]:
    """The numbers of a transform; those after place and turn are shares, and weigh more."""
    numbers = [float(number) for number in NUMBER.findall(value)]
    return [*numbers[:3], *(15 * number for number in numbers[3:])]


def _off(row: list[float], first: list[float], last: list[float], share: float) -> float:
    """How far a moment is from the straight way between two others."""
    return max(abs(one - (a + (b - a) * share)) for one, a, b in zip(row, first, last, strict=True))


def _thin(
    rows: list[list[float]], times: list[float], first: int, last: int, keep: set[int]
) -> None:
    worst, at = TOLERANCE, None
    for n in range(first + 1, last):
        share = (times[n] - times[first]) / (times[last] - times[first])
        off = _off(rows[n], rows[first], rows[last], share)
        if off > worst:
            worst, at = off, n
    if at is not None:
        keep.add(at)
        _thin(rows, times, first, at, keep)
        _thin(rows, times, at, last, keep)


def _percent(time: float) -> str:
    return f"{time * 100:.1f}".rstrip("0").rstrip(".") + "%"
