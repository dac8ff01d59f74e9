"""The built pictures, as the servers find them: by id, and only if they are there."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

BUILT = Path(__file__).resolve().parent.parent / "build" / "pictures"
INDEX = "index.json"
ADDRESS = "/pictures/"


@lru_cache(maxsize=4)
def alts(folder: Path = BUILT) -> dict[str, str]:
    """What each built picture shows, in words, by the exercise's id; empty if none are built."""
    index = folder / INDEX
    found: dict[str, str] = json.loads(index.read_text()) if index.is_file() else {}
    return found


def picture_of(name: str, folder: Path = BUILT) -> dict[str, str] | None:
    """Address and words of exercise `name`'s picture, None if it has none."""
    alt = alts(folder).get(name)
    return {"src": f"{ADDRESS}{name}.svg", "alt": alt} if alt else None


def svg_of(name: str, folder: Path = BUILT) -> bytes | None:
    """The SVG of exercise `name`, None if it has none. Any other name finds nothing."""
    path = folder / f"{name}.svg"
    return path.read_bytes() if name in alts(folder) and path.is_file() else None
