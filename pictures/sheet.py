"""A contact sheet: every picture with its exercise's name and steps, to look them through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pictures.poses import Picture
from pictures.render import few_colours, still
from pictures.svg import HEIGHT, WIDTH
from triage.model import Exercise

COLUMNS = 4
SMALL = 210
MARGIN, CAPTION = 8, 20


def contact_sheet(pictures: Iterable[Picture], exercises: Mapping[str, Exercise]) -> Image.Image:
    """First and last pose of each picture, under the exercise's id and name."""
    every = list(pictures)
    height = SMALL * HEIGHT // WIDTH
    wide, high = SMALL * 2 + MARGIN, height + CAPTION + MARGIN
    rows = (len(every) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("RGB", (wide * COLUMNS + MARGIN, high * rows + MARGIN), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=13)
    for n, picture in enumerate(every):
        left, top = MARGIN + n % COLUMNS * wide, MARGIN + n // COLUMNS * high
        caption = f"{picture.id}  {exercises[picture.id].name}"
        draw.text((left + 2, top + 2), caption, fill="black", font=font)
        for m, position in enumerate((0.0, len(picture.poses) - 1.0)):
            small = still(picture, position, SMALL * 2).resize(
                (SMALL, height), Image.Resampling.LANCZOS
            )
            sheet.paste(small, (left + m * SMALL, top + CAPTION))
    return sheet


def save_sheet(sheet: Image.Image, folder: Path) -> None:
    """Saves the sheet as PNG, with few colours, and as a smaller WebP for the documentation."""
    few_colours(sheet).save(folder / "contact-sheet.png", optimize=True)
    sheet.save(folder / "contact-sheet.webp", quality=62, method=6)
