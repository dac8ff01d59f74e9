"""PNG, GIF and MP4: a few of each, opened again."""

from __future__ import annotations

from pathlib import Path

import imageio_ffmpeg
import pytest
from PIL import Image

from pictures.poses import read_pictures
from pictures.render import MOST_FRAMES, film_of, panels, round_trip, save_film, save_gif, still
from pictures.sheet import contact_sheet, save_sheet
from pictures.svg import HEIGHT, WIDTH
from triage.library import load_library

PICTURES = read_pictures()


def test_a_still_shows_the_figure() -> None:
    image = still(PICTURES["STC1"], 1.0)
    assert image.size == (WIDTH, HEIGHT)
    # Skin, clothes, arrow, mark: an empty picture has a colour or two.
    assert len(image.getcolors(WIDTH * HEIGHT) or []) > 50


@pytest.mark.parametrize(("name", "rows"), [("STC1", 1), ("CLA1", 2)])
def test_the_poses_stand_side_by_side(name: str, rows: int) -> None:
    sheet = panels(PICTURES[name])
    assert sheet.size == (2 * WIDTH, rows * HEIGHT)
    left, right = sheet.crop((0, 0, WIDTH, HEIGHT)), sheet.crop((WIDTH, 0, 2 * WIDTH, HEIGHT))
    assert left.tobytes() != right.tobytes()


@pytest.mark.parametrize("name", PICTURES)
def test_a_round_is_short_and_ends_where_it_began(name: str) -> None:
    picture = PICTURES[name]
    trip = list(round_trip(picture))
    assert len(trip) <= MOST_FRAMES
    assert trip[0][0] == 0
    line = picture.steps()[-1][0]
    assert sum(seconds for _, seconds in trip) == pytest.approx(
        line if picture.closed else 2 * line
    )


def test_a_gif_moves_for_ever_and_is_the_same_every_time(tmp_path: Path) -> None:
    save_gif(film_of(PICTURES["CLB2"]), tmp_path / "once.gif")
    save_gif(film_of(PICTURES["CLB2"]), tmp_path / "again.gif")
    assert (tmp_path / "once.gif").read_bytes() == (tmp_path / "again.gif").read_bytes()
    with Image.open(tmp_path / "once.gif") as image:
        assert 4 < getattr(image, "n_frames", 1) <= MOST_FRAMES
        assert image.info["loop"] == 0
        assert image.size == (WIDTH, HEIGHT)


def test_a_film_plays_and_is_the_same_every_time(tmp_path: Path) -> None:
    save_film(film_of(PICTURES["CLB2"]), tmp_path / "once.mp4")
    save_film(film_of(PICTURES["CLB2"]), tmp_path / "again.mp4")
    assert (tmp_path / "once.mp4").read_bytes() == (tmp_path / "again.mp4").read_bytes()
    frames = imageio_ffmpeg.read_frames(str(tmp_path / "once.mp4"))
    about = next(frames)
    assert about["size"] == (WIDTH, HEIGHT)
    assert about["codec"].startswith("h264")
    first, *rest = frames
    assert any(frame != first for frame in rest)


def test_the_contact_sheet_is_small(tmp_path: Path) -> None:
    few = [PICTURES[name] for name in ("ARC1", "CLB2", "STC1")]
    save_sheet(contact_sheet(few, load_library().exercises), tmp_path)
    for name in ("contact-sheet.png", "contact-sheet.webp"):
        with Image.open(tmp_path / name) as image:
            assert image.width > 3 * 2 * 200
        assert (tmp_path / name).stat().st_size < 60_000
