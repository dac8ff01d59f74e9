"""Arrows that show the way, and the mark on what one should feel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pictures.bones import Placed, Point
from pictures.theme import coded

# Where it is felt: the part that carries the mark, the place on it, and the mark's radius in cm.
FEEL: dict[str, tuple[str, tuple[float, float], float]] = {
    "calf": ("shin", (-4.0, 13.0), 5.5),
    "calf_low": ("shin", (-2.4, 25.0), 4.5),
    "achilles": ("shin", (-2.6, 35.0), 3.6),
    "shin_front": ("shin", (3.2, 17.0), 4.5),
    "shin_side": ("shin", (0.0, 20.0), 4.5),
    "ankle": ("foot", (0.0, 0.5), 4.5),
    "ankle_top": ("foot", (5.0, 0.8), 3.4),
    "arch": ("foot", (5.0, 5.4), 3.2),
    "sole": ("foot", (5.0, 7.0), 3.4),
    "ball": ("fore", (13.4, 7.2), 2.8),
    "toes": ("toes", (16.4, 7.2), 2.8),
    "thigh": ("thigh", (3.0, 22.0), 6.0),
}
HEAD_PX, WIDTH_PX = 11.0, 4.2


@dataclass(frozen=True)
class Frame:
    """How a scene's centimetres become pixels."""

    x: float
    y: float
    scale: float

    def pixel(self, point: Point) -> Point:
        """Where a point of the scene lies on the picture."""
        return Point(self.x + point.x * self.scale, self.y + point.y * self.scale)

    def transform(self) -> str:
        """The same as an SVG transform."""
        return f"translate({short(self.x)} {short(self.y)})scale({short(self.scale, 3)})"


def short(number: float, places: int = 1) -> str:
    """A number in as few characters as its places need."""
    text = f"{number:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-0.", "-.") if text.startswith("-0.") else text.removeprefix("0")
    return "0" if text in ("-0", "-", "") else text


def felt_at(mark: Any) -> tuple[str, Point, float]:
    """The anchor, the place in it and the radius of a mark: a name from FEEL, or all spelt out."""
    if isinstance(mark, str):
        side, _, name = mark.rpartition(".")
        part, (x, y), radius = FEEL[name]
        return f"{side or 'near'}.{part}", Point(x, y), radius
    return mark["on"], Point(*mark.get("by", (0, 0))), mark.get("r", 4.0)


def arrow(
    start: Point, way: Point, bend: float, both: bool, prefix: str, size: float = 1.0
) -> tuple[str, list[Point]]:
    """An arrow in pixels from `start` along `way`, bowed sideways by `bend` times its length.

    Returns its SVG and the points that bound it.
    """
    end = start.plus(way)
    middle = start.plus(Point(way.x / 2 - way.y * bend, way.y / 2 + way.x * bend))
    shafts, tips = [], []
    for tip, origin in [(end, middle)] + ([(start, middle)] if both else []):
        base, head = _head(tip, tip.minus(origin), HEAD_PX * size)
        shafts.append(base)
        tips.append(head)
    tail = shafts[1] if both else start
    shaft = f"M{_at(tail)}Q{_at(middle)} {_at(shafts[0])}"
    return _drawn(shaft, tips, prefix, WIDTH_PX * size), [start, middle, end]


def _head(tip: Point, along: Point, length: float) -> tuple[Point, str]:
    """An arrow head that points `along`: where its base is, and its path."""
    share = length / along.length()
    base = tip.minus(Point(along.x * share, along.y * share))
    side = Point(-along.y * share * 0.6, along.x * share * 0.6)
    corners = (tip, base.plus(side), base.minus(side))
    return base, "M" + "L".join(_at(corner) for corner in corners) + "Z"


def _drawn(shaft: str, heads: list[str], prefix: str, width: float) -> str:
    """Shaft and heads on a pale edge, so that they show on any ground."""
    halo, line, tip = (coded(prefix, name) for name in ("halo", "arrow", "head"))
    return "".join(
        [
            f'<path class="{halo}" stroke-width="{short(width + 4)}" d="{shaft}"/>',
            *(f'<path class="{halo}" stroke-width="5" d="{head}"/>' for head in heads),
            f'<path class="{line}" stroke-width="{short(width)}" d="{shaft}"/>',
            *(f'<path class="{tip}" stroke-width="1.5" d="{head}"/>' for head in heads),
        ]
    )


def _at(point: Point) -> str:
    return f"{short(point.x)} {short(point.y)}"


def arrow_start(spec: Mapping[str, Any], anchors: Mapping[str, Placed]) -> Point:
    """Where an arrow begins: `from: [x, height]`, or `on` an anchor and `by` so many cm off it.

    The offset counts to the right and up on the picture, however the part is turned.
    """
    if "from" in spec:
        x, up = spec["from"]
        return Point(x, -up)
    x, up = spec.get("by", (0, 0))
    return anchors[spec["on"]].at.plus(Point(x, -up))


def circle_arrow(centre: Point, radius: float, prefix: str, size: float) -> tuple[str, list[Point]]:
    """Most of a circle with an arrow head, in pixels."""
    start = centre.plus(Point(0, -radius).turned(50))
    end = centre.plus(Point(0, -radius).turned(-10))
    along = Point(HEAD_PX, 0).turned(-12)
    curve = f"M{_at(start)}A{short(radius)} {short(radius)} 0 1 1 {_at(end)}"
    _, head = _head(end.plus(along), along, HEAD_PX * size)
    corner = Point(radius + 8, radius + 8)
    around = [centre.minus(corner), centre.plus(corner)]
    return _drawn(curve, [head], prefix, WIDTH_PX * size), around
