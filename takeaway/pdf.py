"""The papers as PDF, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import datetime
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

import matplotlib
import segno
import typst

from takeaway.content import Data, Slots, plan_content, summary_content
from triage import Library

LAYOUT = Path(__file__).resolve().parent / "layout"
STANDARD: Literal["ua-1"] = "ua-1"


def plan_pdf(slots: Slots, library: Library, today: datetime.date, url: str = "") -> bytes:
    """The exercises, with pages to tick off, for the answers in `slots`.

    `url`: the chat page, as text and square code. Raises NothingToTake without exercises.
    """
    data = plan_content(slots, library, today, url)
    data["exercises"] = [{**item, "picture": "", "alt": ""} for item in data["exercises"]]
    return _compiled("plan", {**data, "qr": _square_code(url)})


def summary_pdf(slots: Slots, library: Library, today: datetime.date) -> bytes:
    """One page for the clinician. Raises NothingToTake before anything was answered."""
    return _compiled("summary", summary_content(slots, library, today))


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


def _square_code(url: str) -> str:
    """A QR code as SVG, empty without an address."""
    if not url:
        return ""
    out = io.BytesIO()
    segno.make(url, micro=False).save(out, kind="svg", scale=4, border=2)
    return out.getvalue().decode()
