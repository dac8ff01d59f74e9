"""The SVGs: sound, small, on their own, still for those who want it, and the same every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pictures import build as builder
from pictures import shelf
from pictures.parts import shapes
from pictures.poses import Picture, read_pictures
from pictures.svg import write
from pictures.theme import COLOURS, PROPERTY, coded, plain

PICTURES = read_pictures()
DRAWN = {name: write(picture) for name, picture in PICTURES.items()}
EACH = pytest.mark.parametrize("name", PICTURES)
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 17 * 1024
AVERAGE = 12 * 1024


@EACH
def test_it_is_sound_and_needs_nothing_from_outside(name: str) -> None:
    root = ET.fromstring(DRAWN[name])  # noqa: S314
    assert root.tag == f"{SVG}svg"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(ident.startswith(name) for ident in ids if ident)
    for element in root.iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        link = element.get("href")
        assert link is None or (link[0] == "#" and link[1:] in ids)
    assert re.findall(r"https?://[^\"]*", DRAWN[name]) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in DRAWN[name].replace(f"url(#{name}clip)", "")


@EACH
def test_it_says_what_it_shows(name: str) -> None:
    root = ET.fromstring(DRAWN[name])  # noqa: S314
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == PICTURES[name].alt
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id")


@EACH
def test_it_has_arrows_and_a_mark_where_it_is_felt(name: str) -> None:
    root = ET.fromstring(DRAWN[name])  # noqa: S314
    classes = [element.get("class") for element in root.iter()]
    assert coded(name, "head") in classes
    assert coded(name, "feel") in classes


@EACH
def test_it_moves_but_not_for_those_who_want_it_still(name: str) -> None:
    svg, go = DRAWN[name], coded(name, "go")
    assert f"@media(prefers-reduced-motion:reduce){{.{go}{{animation:none!important}}}}" in svg
    moved = set(re.findall(rf'class="{go} ({name}m\d+)"', svg))
    assert moved
    assert moved == set(re.findall(r"@keyframes (\w+)", svg))
    assert "<animate" not in svg


def test_every_moving_part_has_the_class_that_stops_it() -> None:
    for name, svg in DRAWN.items():
        for used in re.findall(r'class="([^"]*)"', svg):
            if re.search(rf"{name}m\d", used):
                assert coded(name, "go") in used.split()


def test_they_are_small() -> None:
    sizes = {name: len(svg.encode()) for name, svg in DRAWN.items()}
    assert max(sizes.values()) <= LARGEST, max(sizes, key=lambda name: sizes[name])
    assert sum(sizes.values()) / len(sizes) <= AVERAGE


@EACH
def test_every_colour_can_be_set(name: str) -> None:
    assert PROPERTY.search(DRAWN[name])
    # What is left are highlights and shadows, which lie on top of any colour.
    assert set(re.findall(r"#[0-9a-f]{3,6}\b(?!\))", DRAWN[name])) <= {"#fff", "#2a1408"}
    assert "var(" not in plain(DRAWN[name])


def test_no_colour_is_left_over() -> None:
    used = {found[1] for svg in DRAWN.values() for found in PROPERTY.finditer(svg)}
    assert used == set(COLOURS)


def test_no_shape_is_left_over() -> None:
    used = {
        part.shape
        for picture in PICTURES.values()
        for drawn in (picture.at(0.0).body, picture.at(0.0).lens)
        if drawn
        for parts in drawn.layers.values()
        for part in parts
    }
    assert used == set(shapes())


def test_a_still_does_not_move() -> None:
    svg = write(PICTURES["CLB2"], still=0.0)
    assert "animation" not in svg
    assert svg != write(PICTURES["CLB2"], still=1.0)


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    assert builder.build(once)
    builder.write_svgs(read_pictures().values(), again)
    for file in again.iterdir():
        assert file.read_bytes() == (once / file.name).read_bytes()
    assert len(list(again.glob("*.svg"))) == len(PICTURES)


def test_built_only_when_something_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few: list[Picture] = [PICTURES["CLB2"]]
    monkeypatch.setattr(builder, "read_pictures", lambda: {"CLB2": few[0]})
    assert builder.build(tmp_path)
    assert not builder.build(tmp_path)
    (tmp_path / "OLD1.svg").write_text("no longer an exercise")
    monkeypatch.setattr(builder, "fingerprint", lambda: "changed")
    assert builder.build(tmp_path)
    assert [file.name for file in tmp_path.glob("*.svg")] == ["CLB2.svg"]


def test_the_shelf_gives_only_what_was_built(tmp_path: Path) -> None:
    builder.write_svgs([PICTURES["CLB2"]], tmp_path)
    (tmp_path / "secret.svg").write_text("<svg/>")
    assert shelf.picture_of("CLB2", tmp_path) == {
        "src": "/pictures/CLB2.svg",
        "alt": PICTURES["CLB2"].alt,
    }
    assert shelf.svg_of("CLB2", tmp_path) == DRAWN["CLB2"].encode()
    for name in ("CLB3", "secret", "../CLB2", ""):
        assert shelf.picture_of(name, tmp_path) is None
        assert shelf.svg_of(name, tmp_path) is None
    assert shelf.picture_of("CLB2", tmp_path / "nothing") is None
