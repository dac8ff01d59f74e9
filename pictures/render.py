"""PNG, GIF and MP4 for messaging platforms, which take no SVG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import resvg_py
from PIL import Image, ImageDraw, ImageFont

from pictures.motion import soft
from pictures.poses import Picture
from pictures.svg import HEIGHT, WIDTH, write
from pictures.theme import plain

Film = list[tuple[Image.Image, float]]

MOST_FRAMES = 24
FILM_PER_S = 10
GIF_COLOURS = 64
BADGE, INK = "#1b5fc1", "white"


def still(picture: Picture, position: float, width: int = WIDTH, feel: bool = True) -> Image.Image:
    """One moment as an image, `width` pixels wide."""
    svg = plain(write(picture, still=position, feel=feel))
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def panels(picture: Picture, width: int = WIDTH) -> Image.Image:
    """All poses side by side, numbered, two in a row; the last one is marked where it is felt."""
    count = len(picture.poses)
    height = width * HEIGHT // WIDTH
    sheet = Image.new("RGB", (width * 2, height * ((count + 1) // 2)), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=width // 20)
    for n in range(count):
        left, top = n % 2 * width, n // 2 * height
        sheet.paste(still(picture, float(n), width, feel=n == count - 1), (left, top))
        spot = (left + width // 18, top + width // 18)
        radius = width // 28
        box = (spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)
        draw.ellipse(box, fill=BADGE)
        draw.text(spot, str(n + 1), fill=INK, font=font, anchor="mm")
    return sheet


def round_trip(picture: Picture) -> Iterator[tuple[float, float]]:
    """One whole round as (position, seconds that it stays), with at most MOST_FRAMES entries."""
    line = picture.steps()
    legs = list(zip(line, line[1:], strict=False))
    if not picture.closed:
        total = line[-1][0]
        back = [(2 * total - time, position) for time, position in reversed(line)]
        legs += list(zip(back, back[1:], strict=False))
    moves = sum(1 for (_, a), (_, b) in legs if a != b)
    steps = max(2, min(6, (MOST_FRAMES - len(legs) + moves) // moves))
    for (start, a), (end, b) in legs:
        count = 1 if a == b else steps
        for n in range(count):
            if end > start:
                yield a + (b - a) * soft(n / count), (end - start) / count


def film_of(picture: Picture) -> Film:
    """The images of one round, and for how many seconds each is seen."""
    trip = list(round_trip(picture))
    drawn = {position: still(picture, position) for position in {at for at, _ in trip}}
    return [(drawn[position], seconds) for position, seconds in trip]


def few_colours(image: Image.Image) -> Image.Image:
    """The same with GIF_COLOURS colours; small things keep theirs."""
    method = Image.Quantize.MAXCOVERAGE
    return image.quantize(GIF_COLOURS, method=method, dither=Image.Dither.NONE)


def save_gif(film: Film, path: Path) -> None:
    """The movement as a GIF that goes round for ever."""
    frames = [frame for frame, _ in film]
    palette = few_colours(frames[-1])
    few = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    times = [round(seconds * 100) * 10 for _, seconds in film]
    few[0].save(path, save_all=True, append_images=few[1:], duration=times, loop=0, optimize=True)


def save_film(film: Film, path: Path) -> None:
    """One round of the movement as an MP4 (H.264)."""
    exact = ["-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-crf", "26"]
    writer = imageio_ffmpeg.write_frames(
        str(path),
        (WIDTH, HEIGHT),
        fps=FILM_PER_S,
        codec="libx264",
        quality=None,
        macro_block_size=8,
        output_params=[*exact, "-movflags", "+faststart"],
    )
    writer.send(None)
    for frame, seconds in film:
        for _ in range(max(1, round(seconds * FILM_PER_S))):
            writer.send(frame.tobytes())
    writer.close()
