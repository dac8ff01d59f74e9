"""The pose files: one picture for each exercise, true to the figure, and helpful when wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import textstat

from pictures.bones import FOREARM, SHIN, THIGH, UPPER_ARM, CannotReach, Point, two_bones
from pictures.figure import Drawn
from pictures.motion import moving
from pictures.parts import shapes
from pictures.poses import Picture, between, merged, read_pictures
from pictures.svg import HEIGHT, LENS_R, LENS_X, LENS_Y, WIDTH, arrows, lens_frame
from triage.library import load_library
from triage.yaml_source import KnowledgeError

PICTURES = read_pictures()
READING_AGE = 10
EACH = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
LENGTHS = {"thigh": THIGH, "shin": SHIN, "upper_arm": UPPER_ARM, "forearm": FOREARM}
BASE = "stand: {hip: 0, near: {ball: [6, 0], pitch: 0}, far: {ball: [9, 0], pitch: 0}}\n"
GOOD = """\
ONE1:
  alt: "A person rises."
  base: stand
  feel: [near.calf]
  arrows: [{from: [20, 20], go: [0, 10]}]
  poses:
    - {near: {pitch: 0}}
    - {near: {pitch: 20}, far: {pitch: 20}}
"""


def test_every_exercise_has_a_picture_and_every_picture_an_exercise() -> None:
    assert set(PICTURES) == set(load_library().exercises)


@EACH
def test_the_words_are_short_and_plain(picture: Picture) -> None:
    assert 20 < len(picture.alt) < 220
    # US grade 5 is age 10 to 11.
    assert textstat.flesch_kincaid_grade(picture.alt) <= READING_AGE - 5
    assert picture.alt.endswith(".")


@EACH
def test_it_starts_and_ends_differently(picture: Picture) -> None:
    first, last = picture.at(0.0), picture.at(len(picture.poses) - 1.0)
    assert places(first.body) != places(last.body) or (
        first.lens and last.lens and places(first.lens) != places(last.lens)
    )


@EACH
def test_limbs_keep_their_lengths(picture: Picture) -> None:
    for moment in moving(picture).moments:
        for name, length in moment.body.bones.items():
            wanted = LENGTHS.get(name.split(".")[1])
            if wanted:
                assert length == pytest.approx(wanted, abs=0.1), name


@EACH
def test_it_stays_within_the_picture(picture: Picture) -> None:
    camera = picture.camera
    for moment in moving(picture).moments:
        for point in outline(moment.body):
            x, y = camera["x"] + point.x * camera["scale"], camera["y"] + point.y * camera["scale"]
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    for _, points in arrows(picture, picture.at(0.5), "x"):
        assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in points)


@EACH
def test_the_figure_keeps_clear_of_the_close_up(picture: Picture) -> None:
    """What stands behind the close-up's glass is hidden: no joint of the figure may."""
    if lens_frame(picture, picture.at(0.5)) is None:
        return
    camera = picture.camera
    for moment in moving(picture).moments:
        for name in ("head", "near.foot", "far.foot", "near.hand", "far.hand"):
            point = moment.body.anchors[name].at
            x, y = camera["x"] + point.x * camera["scale"], camera["y"] + point.y * camera["scale"]
            assert (x - LENS_X) ** 2 + (y - LENS_Y) ** 2 > (LENS_R - 4) ** 2, name


def places(drawn: Drawn) -> list[tuple[float, float, float]]:
    """Where all parts are, to a tenth of a centimetre."""
    return [
        (round(part.at.at.x, 1), round(part.at.at.y, 1), round(part.at.angle, 1))
        for parts in drawn.layers.values()
        for part in parts
    ]


def outline(drawn: Drawn) -> list[Point]:
    """The points, and the handles of the curves, of all shapes as they are placed."""
    found = []
    for parts in drawn.layers.values():
        for part in parts:
            for path in shapes()[part.shape].values():
                # An arc's radii and flags are no places.
                bare = re.sub(r"A\S+ 0 [01] [01][ ]?", "L", path)
                numbers = [float(number) for number in NUMBER.findall(bare)]
                for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                    local = Point(x * part.stretch[0], y * part.stretch[1])
                    found.append(part.at.spot(local))
    return found


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  base: stand\n", "  base: fly\n", 3, "there is no base 'fly'"),
        ("  feel: [near.calf]\n", "  feels: [near.calf]\n", 4, "'feels' is not known"),
        ('  alt: "A person rises."\n', "", 2, "ONE1 has no 'alt'"),
        ("    - {near: {pitch: 0}}\n", "", 7, "at least two poses"),
        ("{near: {pitch: 0}}", "{hip: 300}", 7, "cannot be drawn"),
        ("{near: {pitch: 0}}", "{near: {curl: 5}}", 8, "curl is not in every pose"),
        ("{near: {pitch: 0}}", "{near: {pitch: 0}", 8, "not valid YAML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    (tmp_path / "bases.yml").write_text(BASE)
    (tmp_path / "one.yml").write_text(GOOD.replace(old, new))
    with pytest.raises(KnowledgeError) as told:
        read_pictures(tmp_path)["ONE1"].at(0.0)
    assert f"one.yml:{line}: " in str(told.value)
    assert says in str(told.value)


def test_the_same_id_twice_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bases.yml").write_text(BASE)
    (tmp_path / "one.yml").write_text(GOOD)
    (tmp_path / "two.yml").write_text(GOOD)
    with pytest.raises(KnowledgeError, match="two.yml:2: the id 'ONE1' stands twice"):
        read_pictures(tmp_path)


def test_a_folder_without_poses_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bases.yml").write_text(BASE)
    with pytest.raises(KnowledgeError, match="no pose files"):
        read_pictures(tmp_path)


def test_two_bones_meet_at_both_ends_and_bend_the_right_way() -> None:
    start, end = Point(0, 0), Point(10, 60)
    for forward, sign in ((True, 1), (False, -1)):
        first, second = two_bones(start, end, 41, 41, forward)
        knee = Point(0, 41).turned(first)
        assert knee.plus(Point(0, 41).turned(second)).minus(end).length() < 1e-9
        beside = knee.x * end.y - knee.y * end.x
        assert beside * sign > 0
    with pytest.raises(CannotReach, match="82 cm long, the way is 90.0 cm"):
        two_bones(start, Point(0, 90), 41, 41, True)


def test_poses_are_laid_on_each_other_and_mixed() -> None:
    assert merged({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"x": 9}, "b": None}) == {
        "a": {"x": 9, "y": 2}
    }
    assert between({"a": [0, 10], "k": "band"}, {"a": [4, 20], "k": "band"}, 0.25) == {
        "a": [1, 12.5],
        "k": "band",
    }


def test_the_time_line_waits_and_moves() -> None:
    steps = PICTURES["CLB2"].steps()
    assert [position for _, position in steps] == [0, 0, 1, 1]
    assert all(later > sooner for (sooner, _), (later, _) in zip(steps, steps[1:], strict=False))
