"""The parts of a picture as SVG: shapes, placed and moved, and marks where it is felt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pictures.bones import Placed, Point
from pictures.figure import Drawn, Part
from pictures.marks import felt_at, short
from pictures.motion import keyframes, moving
from pictures.poses import Moment, Picture
from pictures.theme import coded

SHAPES = Path(__file__).resolve().parent / "shapes.yml"
NO_JOINT = Point(0, 0)
# Stretched or thin things, which have no outline of their own, or draw it themselves.
BARE = ("sight", "letters", "band", "strap")


@lru_cache(maxsize=1)
def shapes() -> dict[str, dict[str, str]]:
    """The outlines: for each shape its classes with their path, the body of the shape first."""
    found: dict[str, dict[str, str]] = yaml.safe_load(SHAPES.read_text(encoding="utf-8"))
    return found


@dataclass
class Writer:
    """Gathers what one picture needs: definitions, styles, and the scene itself."""

    picture: Picture
    still: float | None
    feel: bool = True
    defs: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    styles: list[str] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prefix = self.picture.id
        rest = len(self.picture.poses) - 1.0 if self.still is None else self.still
        self.rest = self.picture.at(rest)
        self.track = None if self.still is not None else moving(self.picture)

    def name(self, kind: str) -> str:
        """A class with this picture's prefix; it will be styled."""
        self.classes.add(kind)
        return coded(self.prefix, kind)

    def shape(self, name: str) -> str:
        """The id of a shape, which is defined once."""
        if name not in self.known:
            self.known.add(name)
            (_, body), *rest = shapes()[name].items()
            more = "".join(f'<path class="{self.name(kind)}" d="{d}"/>' for kind, d in rest)
            path = f'<path d="{body}"/>{more}'
            ident = f"{self.prefix}{name}"
            if more:
                self.defs.append(f'<g id="{ident}">{path}</g>')
            else:
                self.defs.append(f'<path id="{ident}" d="{body}"/>')
        return f"{self.prefix}{name}"

    def motion(self, values: list[str] | None, joint: Point = NO_JOINT) -> str:
        """The classes that set a part in motion, "" for one that keeps still."""
        if self.track is None or values is None or len(set(values)) == 1:
            return ""
        frames, even = keyframes(values, self.track)
        more = "" if joint == NO_JOINT else f";transform-origin:{short(joint.x)}px {joint.y}px"
        more += "" if even else ";animation-timing-function:linear"
        name = f"{self.prefix}m{len(self.moves)}"
        if frames + more not in self.moves:
            self.moves[frames + more] = name
            rule = f".{name}{{animation-name:{name}{more}}}"
            self.styles.append(f"@keyframes {name}{{{frames}}}{rule}")
        return f"{self.name('go')} {self.moves[frames + more]}"


def transform(at: Placed, stretch: tuple[float, float] = (1.0, 1.0)) -> str:
    """Place, turn and stretch as an attribute; "" if there is nothing to do."""
    text = ""
    if at.at.length() > 0.005:
        text += f"translate({short(at.at.x, 2)} {short(at.at.y, 2)})"
    if abs(at.angle) > 0.05:
        text += f"rotate({short(at.angle)})"
    if stretch != (1.0, 1.0):
        text += f"scale({short(stretch[0], 2)} {short(stretch[1], 3)})"
    return f' transform="{text}"' if text else ""


def layer(writer: Writer, name: str, which: str) -> str:
    """One layer: its parts, drawn first with a wide line and then without, so that no line
    runs where two parts of a limb meet."""
    parts: list[Part] = getattr(writer.rest, which).layers[name]
    roots = [n for n, part in enumerate(parts) if part.on is None]
    drawn = "".join(_part(writer, name, n, which) for n in roots)
    ident = f"{writer.prefix}{which[0]}{name}"
    writer.defs.append(f'<g id="{ident}">{drawn}</g>')
    if parts[0].shape in BARE:
        return f'<use href="#{ident}"/>'
    line = writer.name("thin" if which == "lens" else "outline")
    return f'<use href="#{ident}" class="{line}"/><use href="#{ident}"/>'


def _within(moment: Moment, which: str, name: str, index: int) -> tuple[Part, Placed]:
    """A part, and its frame as seen from the part that carries it."""
    parts: list[Part] = getattr(moment, which).layers[name]
    part = parts[index]
    return part, part.at if part.on is None else part.at.within(parts[part.on].at)


def _part(writer: Writer, name: str, index: int, which: str) -> str:
    """A part with all that it carries, in a group that is moved by its joint."""
    part, frame = _within(writer.rest, which, name, index)
    moves, base = "", None
    if writer.track is not None:
        every = [_within(moment, which, name, index) for moment in writer.track.moments]
        moves, base = _moves(writer, every)
    if part.opacity < 0.5 and not moves:
        return ""
    parts: list[Part] = getattr(writer.rest, which).layers[name]
    carried = [n for n, other in enumerate(parts) if other.on == index]
    inside = "".join(_part(writer, name, n, which) for n in carried)
    kind = next(iter(shapes()[part.shape]))
    kind = "far" if kind == "skin" and part.far else kind
    body = f'<use href="#{writer.shape(part.shape)}" class="{writer.name(kind)}"'
    if carried and part.stretch != (1.0, 1.0):
        body += f' transform="scale({short(part.stretch[0], 2)} {short(part.stretch[1], 3)})"'
    place = transform(frame, (1.0, 1.0) if carried else part.stretch)
    hidden = ' opacity="0"' if part.opacity < 0.5 else ""
    if not moves:
        return f"<g{place}{hidden}>{body}/>{inside}</g>" if place else f"{body}/>{inside}"
    if base is not None:
        place = transform(Placed(Point(0, 0), frame.angle))
        group = f'<g class="{moves}"{place}{hidden}>{body}/>{inside}</g>'
        outer = transform(Placed(base, 0.0))
        return f"<g{outer}>{group}</g>" if outer else group
    return f'<g class="{moves}"{place}{hidden}>{body}/>{inside}</g>'


def _moves(writer: Writer, every: list[tuple[Part, Placed]]) -> tuple[str, Point | None]:
    """The classes that move a part; and, if it only turns about its joint, where that frame is."""
    joint = every[0][0].joint
    wide = any(part.stretch != (1.0, 1.0) for part, _ in every)
    fades = any(part.opacity != 1.0 for part, _ in every)
    bases = [at.spot(joint).minus(joint) for _, at in every]
    turns = all(base.minus(bases[0]).length() < 0.02 for base in bases)
    if turns and not wide and not fades:
        values = [f"transform:rotate({short(at.angle)}deg)" for _, at in every]
        return writer.motion(values, joint), bases[0]
    return writer.motion([_style(at, part, wide, fades) for part, at in every]), None


def _style(at: Placed, part: Part, wide: bool, fades: bool) -> str:
    fade = f";opacity:{short(part.opacity, 2)}" if fades else ""
    stretch = f"scale({short(part.stretch[0], 2)},{short(part.stretch[1], 3)})" if wide else ""
    return (
        f"transform:translate({short(at.at.x)}px,{short(at.at.y)}px)"
        f"rotate({short(at.angle)}deg){stretch}{fade}"
    )


def _feel(writer: Writer, mark: Any, drawn: Drawn, which: str, scale: float) -> str:
    anchor, place, radius = felt_at(mark)
    frame = drawn.anchors[anchor]
    values = None
    if writer.track is not None:
        frames = [getattr(moment, which).anchors[anchor] for moment in writer.track.moments]
        mark_part = Part("marble", frame)
        values = [_style(one, mark_part, False, False) for one in frames]
    moves = writer.motion(values)
    go = f' class="{moves}"' if moves else ""
    at = f'cx="{short(place.x)}" cy="{short(place.y)}"'
    ring = f'<circle class="{writer.name("feel")}" stroke-width="{short(2 / scale, 2)}" '
    rings = f'{ring}{at} r="{short(radius)}"/>{ring}{at} r="{short(radius * 0.5)}"/>'
    return f"<g{go}{transform(frame)}>{rings}</g>"


def scene(writer: Writer, which: str, scale: float) -> str:
    """All layers of the body or of the close-up, with the marks of what is felt there."""
    drawn: Drawn = getattr(writer.rest, which)
    layers = "".join(layer(writer, name, which) for name in drawn.layers)
    marks = [mark for mark in writer.picture.entry["feel"] if in_view(mark) == which]
    if not writer.feel:
        marks = []
    return layers + "".join(_feel(writer, mark, drawn, which, scale) for mark in marks)


def in_view(mark: Any) -> str:
    """Whether a mark or arrow belongs to the `body` or the `lens` view."""
    return str(mark.get("in", "body")) if isinstance(mark, dict) else "body"
