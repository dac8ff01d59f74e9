"""Builds the handbook: `python -m handbook [FOLDER]` (default build/handbook)."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from handbook.pages import pages
from triage import KnowledgeError, Library, load_library

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "build" / "handbook"
FIRST, LAST = ["index.md", "flow.md", "questions.md", "rules.md", "terms.md"], "sign-off.md"


def main(arguments: list[str] | None = None) -> int:
    """Build the site and say where it is; exit code 2 where the knowledge or a link is wrong."""
    parser = argparse.ArgumentParser(prog="python -m handbook", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OUTPUT)
    folder = parser.parse_args(arguments).folder.resolve()
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        count = build_site(load_library(), folder)
    except (KnowledgeError, Abort) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} pages: {folder / 'index.html'}")
    return 0


def build_site(library: Library, folder: Path) -> int:
    """Write the site into `folder`, replacing what is there; returns the number of pages.

    Raises mkdocs' Abort where a link leads nowhere.
    """
    written = pages(library, date.today())
    with tempfile.TemporaryDirectory() as place:
        source = Path(place)
        for name, text in written.items():
            (source / name).write_text(text, encoding="utf-8")
        shutil.copy(HERE / "handbook.css", source)
        build(_config(source, folder, list(written)))
    return len(written)


def _config(source: Path, folder: Path, names: list[str]) -> Any:
    rest = sorted(name for name in names if name not in (*FIRST, LAST))
    return load_config(
        str(HERE / "mkdocs.yml"),
        docs_dir=str(source),
        site_dir=str(folder),
        nav=[*FIRST, *rest, LAST],
        strict=True,
    )


if __name__ == "__main__":
    sys.exit(main())
