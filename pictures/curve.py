"""Pain and load over the check-ins, as a small SVG that a page may colour, with its words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pictures.theme import colour

WIDTH, HEIGHT, LEFT, TOP = 320, 160, 28, 26
PLOT_W, PLOT_H = WIDTH - LEFT - 12, HEIGHT - TOP - 24
WORST = 10
TICKS = (0, 5, 10)
BAR = 10
Point = Mapping[str, Any]


def curve(points: Sequence[Point], words: Mapping[str, str]) -> dict[str, str]:
    """`svg` and `alt` of the curve: pain (0-10, a line) and load (bars, of the highest one).

    `points`: `day` (ISO), `pain` (None: not told) and `load` each, in order. `words`: `pain`,
    `load`, `day` (with {day}), `alt` (with {pains} and {loads}), `not_told`.
    """
    days = [datetime.date.fromisoformat(point["day"]) for point in points]
    span = max(1, (days[-1] - days[0]).days)
    across = [LEFT + BAR / 2 + (PLOT_W - BAR) * (day - days[0]).days / span for day in days]
    pains = [str(words["not_told"] if p["pain"] is None else p["pain"]) for p in points]
    loads = [f"{p['load']:g}" for p in points]
    alt = words["alt"].format(pains=", ".join(pains), loads=", ".join(loads))
    last = words["day"].format(day=(days[-1] - days[0]).days)
    parts = [
        *_grid(),
        *_bars(points, across),
        *_line(points, across),
        _text(LEFT, HEIGHT - 6, words["day"].format(day=0)),
        _text(WIDTH - 12, HEIGHT - 6, last, "end"),
        _text(LEFT, 14, words["pain"], fill=colour("feel")),
        _text(WIDTH - 12, 14, words["load"], "end", colour("arrow")),
    ]
    head = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    return {"svg": f"<svg {head} aria-label={quoteattr(alt)}>{''.join(parts)}</svg>", "alt": alt}


def _height(pain: float) -> float:
    """Where a pain (0-10) lies, from the top."""
    return TOP + PLOT_H * (1 - pain / WORST)


def _grid() -> list[str]:
    lines = []
    for tick in TICKS:
        y = _height(tick)
        line = f'<path d="M{LEFT} {y:g}H{LEFT + PLOT_W}" stroke="{colour("floor")}" fill="none"/>'
        lines += [line, _text(LEFT - 6, y + 4, str(tick), "end")]
    return lines


def _bars(points: Sequence[Point], across: Sequence[float]) -> list[str]:
    most = max(point["load"] for point in points) or 1
    bars = []
    for point, x in zip(points, across, strict=True):
        tall = PLOT_H * point["load"] / most
        place = f'x="{x - BAR / 2:g}" y="{TOP + PLOT_H - tall:g}" width="{BAR}" height="{tall:g}"'
        bars.append(f'<rect {place} fill="{colour("arrow")}" fill-opacity=".35"/>')
    return bars


def _line(points: Sequence[Point], across: Sequence[float]) -> list[str]:
    told = [
        (x, _height(point["pain"]))
        for point, x in zip(points, across, strict=True)
        if point["pain"] is not None
    ]
    ink = colour("feel")
    path = " ".join(f"{x:g},{y:g}" for x, y in told)
    line = f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2.5"/>'
    return [line, *(f'<circle cx="{x:g}" cy="{y:g}" r="3.5" fill="{ink}"/>' for x, y in told)]


def _text(x: float, y: float, words: str, anchor: str = "start", fill: str = "") -> str:
    style = f'font-size="11" text-anchor="{anchor}" fill="{fill or colour("line")}"'
    return f'<text x="{x:g}" y="{y:g}" font-family="sans-serif" {style}>{escape(words)}</text>'
