"""Colours and line widths. Every colour is a CSS custom property with a default."""

from __future__ import annotations

import re

COLOURS = {
    "paper": "#f6f4ee",
    "lens": "#ffffff",
    "skin": "#d9a47e",
    "skin-far": "#c08b68",
    "shirt": "#4f86a6",
    "shorts": "#33475c",
    "hair": "#4a3527",
    "line": "#3b2c25",
    "wood": "#c9ad86",
    "wall": "#ddd8cc",
    "sheet": "#c7d6e2",
    "towel": "#8fb8a2",
    "band": "#2f9e6e",
    "ball": "#f2b33d",
    "bag": "#8a5a83",
    "floor": "#b9b2a4",
    "arrow": "#1b5fc1",
    "feel": "#e4572e",
}
# Class of a shape's part: what it is filled with, or how its line is drawn.
FILLS = {
    "skin": "skin",
    "far": "skin-far",
    "shirt": "shirt",
    "shorts": "shorts",
    "hair": "hair",
    "wood": "wood",
    "wall": "wall",
    "sheet": "sheet",
    "towel": "towel",
    "cushion": "sheet",
    "band": "band",
    "ball": "ball",
    "marble": "arrow",
    "bowl": "ball",
    "bag": "bag",
}
OTHER = {
    "shade": "fill:#2a1408;fill-opacity:.13;stroke:none",
    "nail": "fill:#fff;fill-opacity:.45;stroke:none",
    "shine": "fill:#fff;stroke:none",
    "ink": "fill:{line};stroke:none",
    "line": "fill:none;stroke:{line};stroke-width:.45;stroke-linecap:round",
    "dots": "fill:none;stroke:{arrow};stroke-width:.9;stroke-dasharray:1.5 2",
    "outline": "stroke:{line};stroke-width:1.1;stroke-linejoin:round",
    "thin": "stroke:{line};stroke-width:.7;stroke-linejoin:round",
    "floor": "fill:none;stroke:{floor};stroke-width:1.4;stroke-linecap:round",
    "paper": "fill:{paper}",
    "glass": "fill:{lens}",
    "rim": "fill:none;stroke:{line};stroke-width:2.5",
    "arrow": "fill:none;stroke:{arrow};stroke-linecap:round;stroke-linejoin:round",
    "head": "fill:{arrow};stroke:{arrow};stroke-linejoin:round",
    "halo": "fill:none;stroke:{lens};stroke-linecap:round;stroke-linejoin:round",
    "feel": "fill:{feel};fill-opacity:.3;stroke:{feel};stroke-opacity:.85",
}
# Short names for all classes: they stand on every part. `go` is what moves.
CODES = {
    name: f"_{chr(97 + n // 26)}{chr(97 + n % 26)}"
    for n, name in enumerate(sorted({*FILLS, *OTHER, "go"}))
}
PROPERTY = re.compile(r"var\(--fw-([a-z-]+),(#[0-9a-f]+)\)")


def coded(prefix: str, kind: str) -> str:
    """The class in one picture for what is filled or drawn as `kind`."""
    return prefix + CODES[kind]


def colour(name: str) -> str:
    """A colour as CSS: a custom property that a page may set, and its default."""
    return f"var(--fw-{name},{COLOURS[name]})"


def rules(prefix: str, used: set[str]) -> str:
    """The style rules of the classes in `used`, each class name with this prefix."""
    lines = []
    for name in sorted(used):
        if name in FILLS:
            lines.append(f".{coded(prefix, name)}{{fill:{colour(FILLS[name])}}}")
        else:
            rule = re.sub(r"\{([a-z]+)\}", lambda found: colour(found[1]), OTHER[name])
            lines.append(f".{coded(prefix, name)}{{{rule}}}")
    return "".join(lines)


def plain(svg: str) -> str:
    """The same picture with every custom property replaced by its default, for renderers."""
    return PROPERTY.sub(lambda found: found[2], svg)
