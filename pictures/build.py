"""Builds all SVGs, but only when something they are made from has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pictures.poses import Picture, read_pictures
from pictures.shelf import BUILT, INDEX
from pictures.svg import write

HERE = Path(__file__).resolve().parent
STAMP = ".hash"
# The SVGs do not hang on what draws the other formats.
NOT_IN_SVG = ("render.py", "sheet.py", "__main__.py", "shelf.py")


def fingerprint() -> str:
    """A hash over the names and contents of the code and poses that the SVGs are made from."""
    digest = hashlib.sha256()
    for file in sorted(HERE.rglob("*")):
        if file.suffix in (".py", ".yml") and file.name not in NOT_IN_SVG:
            digest.update(f"{file.relative_to(HERE)}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def save(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, so that a server never reads half of one."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def write_svgs(pictures: Iterable[Picture], folder: Path) -> None:
    """Writes `<id>.svg` for each picture and the index of their words; drops old ones."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {}
    for picture in pictures:
        save(folder / f"{picture.id}.svg", write(picture).encode())
        words[picture.id] = picture.alt
    for old in folder.glob("*.svg"):
        if old.stem not in words:
            old.unlink()
    save(folder / INDEX, json.dumps(words, indent=1, sort_keys=True).encode())


def build(folder: Path = BUILT) -> bool:
    """Brings the SVGs up to date; returns whether there was anything to do.

    Raises KnowledgeError, with file and line, if a pose file is wrong.
    """
    stamp, wanted = folder / STAMP, fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted and (folder / INDEX).is_file():
        return False
    write_svgs(read_pictures().values(), folder)
    stamp.write_text(wanted)
    return True
