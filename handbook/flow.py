"""Draws the flow of the questions as an SVG picture: what is asked, in which order, after what."""

from __future__ import annotations

from html import escape

from handbook.uses import worst_level
from triage.library import Library

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 240, 30, 60, 14, 16
RADIUS, BAR = 5, 6
Edges = dict[str, list[str]]
Places = dict[str, tuple[int, int]]


def edges(library: Library) -> Edges:
    """For each question the earlier ones whose answers decide whether it is asked.

    One that leads here through another question is left out.
    """
    names = list(library.questions)
    direct: Edges = {}
    for number, name in enumerate(names):
        wanted = library.condition("question", name).findings
        wanted = wanted | {"location"} if "location_main" in wanted else wanted
        direct[name] = [
            earlier
            for earlier in names[:number]
            if not wanted.isdisjoint(library.questions[earlier].fills)
        ]
    before: dict[str, set[str]] = {}
    for name in names:
        before[name] = set(direct[name]).union(*(before[e] for e in direct[name]))
    return {
        name: [e for e in found if not any(e in before[other] for other in found)]
        for name, found in direct.items()
    }


def layers(found: Edges) -> dict[str, int]:
    """How many questions lead, one after the other, to each question."""
    depth: dict[str, int] = {}
    for name, earlier in found.items():
        depth[name] = max((depth[e] + 1 for e in earlier), default=0)
    return depth


def draw(library: Library) -> str:
    """The picture as SVG text; each box leads to its question."""
    found = edges(library)
    depth = layers(found)
    places = {
        name: (
            MARGIN + depth[name] * (WIDTH + GAP_X),
            MARGIN + row * (HEIGHT + GAP_Y),
        )
        for row, name in enumerate(found)
    }
    width = MARGIN + (max(depth.values()) + 1) * (WIDTH + GAP_X)
    height = 2 * MARGIN + len(found) * (HEIGHT + GAP_Y)
    lines = [_line(places, e, name) for name, earlier in found.items() for e in earlier]
    boxes = [_box(library, places, name) for name in found]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" class="flow" role="img">',
            "<title>Questions in asking order</title>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" '
            'markerHeight="6" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>',
            *lines,
            *boxes,
            "</svg>",
        ]
    )


def _line(places: Places, start: str, end: str) -> str:
    """From the bottom of the deciding question down and into the left of the other."""
    (x, y), (to_x, to_y) = places[start], places[end]
    drop = x + WIDTH + GAP_X // 3 + (y // (HEIGHT + GAP_Y)) % 7 * 5
    middle, target = y + HEIGHT // 2, to_y + HEIGHT // 2
    return (
        f'<path class="line" marker-end="url(#tip)" '
        f'd="M{x + WIDTH} {middle} H{drop} V{target} H{to_x}"/>'
    )


def _box(library: Library, places: Places, name: str) -> str:
    question, (x, y) = library.questions[name], places[name]
    level = worst_level(library, question)
    kind = level.value if level else question.purpose
    return (
        f'<a href="questions.html#{name}"><g class="box {kind}">'
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="{RADIUS}"/>'
        f'<rect class="bar" x="{x}" y="{y}" width="{BAR}" height="{HEIGHT}"/>'
        f'<text x="{x + 2 * BAR}" y="{y + HEIGHT * 2 // 3}">{escape(question.short)}</text>'
        "</g></a>"
    )
