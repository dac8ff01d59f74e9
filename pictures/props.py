"""The things that exercises need: furniture, bands, balls. Parts like those of the figure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from pictures.bones import Placed, Point
from pictures.figure import Drawn, Part

# Props that span two points: they are drawn along y and stretched to fit.
STRETCHED = ("band", "strap", "rail", "sight")


def point_of(where: Any, anchors: Mapping[str, Placed]) -> Point:
    """A point: `[x, height]`, or an anchor's name with an offset: `{on: near.fore, by: [x, y]}`.

    Offsets are in the anchored part's own coordinates, y down.
    """
    if isinstance(where, list):
        return Point(where[0], -where[1])
    if isinstance(where, str):
        return anchors[where].at
    x, y = where.get("by", (0, 0))
    return anchors[where["on"]].spot(Point(x, y))


def _spanning(shape: str, prop: Mapping[str, Any], anchors: Mapping[str, Placed]) -> Part:
    start, end = point_of(prop["from"], anchors), point_of(prop["to"], anchors)
    way = end.minus(start)
    angle = math.degrees(math.atan2(-way.x, way.y))
    # A band gets thinner as it gets longer.
    wide = prop.get("wide", 1.0)
    return Part(shape, Placed(start, angle), (wide, way.length() / 10))


def prop_part(prop: Mapping[str, Any], anchors: Mapping[str, Placed]) -> Part:
    """The part of one prop, as its `kind`, place, `turn` and `size` say."""
    kind = prop["kind"]
    if kind in STRETCHED:
        return _spanning(kind, prop, anchors)
    at = point_of(prop["at"], anchors)
    turn = prop.get("turn", 0.0)
    if isinstance(prop["at"], dict):
        turn += anchors[prop["at"]["on"]].angle
    size = prop.get("size", [1.0, 1.0])
    stretch = (size[0], size[1]) if isinstance(size, list) else (size, size)
    return Part(kind, Placed(at, turn), stretch, opacity=prop.get("opacity", 1.0))


def add_props(drawn: Drawn, props: Mapping[str, Mapping[str, Any]]) -> None:
    """Adds a layer for each prop: behind all, or in front of a layer that it names."""
    order = list(drawn.layers)
    for name, prop in props.items():
        layer = f"prop_{name}"
        drawn.layers[layer] = [prop_part(prop, drawn.anchors)]
        over = prop.get("over")
        order.insert(order.index(over) + 1 if over in order else _back(order), layer)
    drawn.layers = {name: drawn.layers[name] for name in order}


def _back(order: list[str]) -> int:
    """Behind the figure, in front of the props that already stand there."""
    return next((n for n, name in enumerate(order) if not name.startswith("prop_")), len(order))
