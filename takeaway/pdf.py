"""The papers as PDF, tagged for screen readers (PDF/UA-1), and exercises as PNG."""

from __future__ import annotations

import datetime
import io
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import matplotlib
import segno
import typst

from pictures.poses import Picture, read_pictures
from pictures.svg import write
from pictures.theme import plain
from takeaway.content import NOWHERE, Data, Door, Slots, plan_content, summary_content
from triage import Library

LAYOUT = Path(__file__).resolve().parent / "layout"
PIXELS_AN_INCH = 144.0
STANDARD: Literal["ua-1"] = "ua-1"


def plan_pdf(slots: Slots, library: Library, today: datetime.date, door: Door = NOWHERE) -> bytes:
    """The exercises, with pages to tick off, for the answers in `slots`.

    `door`: the way back, as text and square code. Raises NothingToTake without exercises.
    """
    data = plan_content(slots, library, today, door)
    data["exercises"] = [{**item, **_pictures(item["id"])} for item in data["exercises"]]
    return _compiled("plan", {**data, "qr": _square_code(door.address)})


def summary_pdf(slots: Slots, library: Library, today: datetime.date) -> bytes:
    """One page for the clinician. Raises NothingToTake before anything was answered."""
    return _compiled("summary", summary_content(slots, library, today))


def exercise_png(name: str) -> bytes | None:
    """Exercise `name` from its first pose to its last, None if it has no picture."""
    drawn = _pictures(name)["pictures"]
    if not drawn:
        return None
    made: bytes = typst.compile(
        str(LAYOUT / "exercise.typ"),
        root=str(LAYOUT),
        format="png",
        ppi=PIXELS_AN_INCH,
        sys_inputs={"data": json.dumps({"pictures": drawn})},
    )
    return made


def _compiled(layout: str, data: Data) -> bytes:
    """The layout filled with `data`; the same data give the same bytes."""
    made: bytes = typst.compile(
        str(LAYOUT / f"{layout}.typ"),
        root=str(LAYOUT),
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=STANDARD,
        timestamp=0,
    )
    return made


@lru_cache(maxsize=1)
def _fonts() -> str:
    """DejaVu Sans, which matplotlib carries: a paper looks the same on every machine."""
    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")


@cache
def _drawn() -> dict[str, Picture]:
    """The poses of all exercises, read once."""
    return read_pictures()


@cache
def _pictures(name: str) -> dict[str, list[str] | str]:
    """Exercise `name` from its first pose to its last, as SVG, and what is seen in words."""
    picture = _drawn().get(name)
    if picture is None:
        return {"pictures": [], "alt": ""}
    last = len(picture.poses) - 1
    moments = [plain(write(picture, still=float(at), feel=at == last)) for at in (0, last)]
    return {"pictures": moments, "alt": picture.alt}


def _square_code(url: str) -> str:
    """A QR code as SVG, empty without an address."""
    if not url:
        return ""
    out = io.BytesIO()
    segno.make(url, micro=False).save(out, kind="svg", scale=4, border=2)
    return out.getvalue().decode()
