"""Writes one exercise as SVG: moving, or still at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pictures.bones import Point
from pictures.marks import Frame, arrow, arrow_start, circle_arrow, short
from pictures.parts import Writer, scene
from pictures.poses import Moment, Picture
from pictures.theme import coded, rules

WIDTH, HEIGHT = 480, 360
LENS_X, LENS_Y, LENS_R = 358.0, 180.0, 116.0


def lens_frame(picture: Picture, middle: Moment) -> Frame | None:
    """How the close-up's centimetres become pixels; None if there is no close-up."""
    lens = picture.poses[-1].get("lens")
    if not lens:
        return None
    scale = lens.get("scale", 4.6)
    x, y = lens.get("centre", (0, 0))
    if "zoom" in lens:
        at = middle.body.anchors[lens["zoom"]].at
        x, y = at.x + x, at.y - y
    return Frame(LENS_X - x * scale, LENS_Y - y * scale, scale)


def arrows(picture: Picture, middle: Moment, prefix: str) -> Iterator[tuple[str, list[Point]]]:
    """Every arrow's SVG and the points that bound it; where it begins is taken half-way."""
    camera = Frame(picture.camera["x"], picture.camera["y"], picture.camera["scale"])
    lens = lens_frame(picture, middle)
    for spec in picture.entry["arrows"]:
        close = spec.get("in") in ("lens", "zoom")
        frame = lens if close and lens else camera
        drawn = middle.lens if spec.get("in") == "lens" and middle.lens else middle.body
        start = frame.pixel(arrow_start(spec, drawn.anchors))
        size = 1.25 if close else 1.0
        if "circle" in spec:
            yield circle_arrow(start, spec["circle"] * frame.scale, prefix, size)
            continue
        x, up = spec["go"]
        way = Point(x * frame.scale, -up * frame.scale)
        yield arrow(start, way, spec.get("bend", 0.0), bool(spec.get("both")), prefix, size)


def _lens(writer: Writer, frame: Frame, camera: Frame, floor: str) -> str:
    clip = f"{writer.prefix}clip"
    circle = f'cx="{short(LENS_X)}" cy="{short(LENS_Y)}" r="{short(LENS_R)}"'
    writer.defs.append(f'<clipPath id="{clip}"><circle {circle}/></clipPath>')
    if writer.rest.lens is None:
        k = frame.scale / camera.scale
        move = Frame(frame.x - camera.x * k, frame.y - camera.y * k, k)
        inside = f'<use href="#{writer.prefix}scene" transform="{move.transform()}"/>'
    else:
        ground = writer.picture.poses[-1]["lens"].get("floor")
        line = f'<path class="{floor}" d="M-60 {short(ground)}H60"/>' if ground is not None else ""
        drawn = scene(writer, "lens", frame.scale)
        inside = f'<g transform="{frame.transform()}">{line}{drawn}</g>'
    rim = f'<circle class="{writer.name("rim")}" {circle}/>'
    glass = f'<circle class="{writer.name("glass")}" {circle}/>'
    return f'<g clip-path="url(#{clip})">{glass}{inside}</g>{rim}'


def write(picture: Picture, still: float | None = None, feel: bool = True) -> str:
    """The picture as SVG: animated, or with `still` as it is at that position of the poses."""
    writer = Writer(picture, still, feel)
    middle = picture.at((len(picture.poses) - 1) / 2)
    camera = Frame(picture.camera["x"], picture.camera["y"], picture.camera["scale"])
    floor = writer.name("floor")
    left, right = (short((x - camera.x) / camera.scale) for x in (14, WIDTH - 14))
    frame = lens_frame(picture, middle)
    body = (
        f'<g id="{writer.prefix}scene" transform="{camera.transform()}">'
        f'<path class="{floor}" d="M{left} .5H{right}"/>{scene(writer, "body", camera.scale)}</g>'
    )
    close = _lens(writer, frame, camera, floor) if frame else ""
    for name in ("arrow", "halo", "head", "paper"):
        writer.name(name)
    ways = "".join(svg for svg, _ in arrows(picture, middle, writer.prefix))
    return _document(writer, body + close + ways)


def _document(writer: Writer, drawn: str) -> str:
    prefix, alt = writer.prefix, escape(writer.picture.alt)
    style = rules(prefix, writer.classes - {"go"})
    if writer.styles and writer.track is not None:
        style += writer.track.rule(coded(prefix, "go")) + "".join(writer.styles)
    ids = f"{prefix}alt"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{ids}"><title id="{ids}">{alt}</title><style>{style}</style>'
        f"<defs>{''.join(writer.defs)}</defs>"
        f'<path class="{coded(prefix, "paper")}" d="M0 0H{WIDTH}V{HEIGHT}H0Z"/>{drawn}</svg>\n'
    )
