"""`python -m pictures`: the SVGs, if they are out of date; `python -m pictures all`: all formats.

Returns 1, and says where, if a pose file is wrong.
"""

from __future__ import annotations

import sys
import time

from pictures.build import build, write_svgs
from pictures.poses import read_pictures
from pictures.shelf import BUILT
from triage.library import load_library
from triage.yaml_source import KnowledgeError


def everything() -> None:
    """Writes every format of every picture, and the contact sheet, into build/pictures."""
    from pictures.render import film_of, panels, save_film, save_gif
    from pictures.sheet import contact_sheet, save_sheet

    pictures = read_pictures()
    write_svgs(pictures.values(), BUILT)
    for number, (name, picture) in enumerate(pictures.items(), 1):
        print(f"\r{number} of {len(pictures)}: {name} ", end="", flush=True)
        panels(picture).save(BUILT / f"{name}.png", optimize=True)
        film = film_of(picture)
        save_gif(film, BUILT / f"{name}.gif")
        save_film(film, BUILT / f"{name}.mp4")
    save_sheet(contact_sheet(pictures.values(), load_library().exercises), BUILT)


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    started = time.monotonic()
    try:
        if arguments == ["all"]:
            everything()
            print(f"\nPictures are in build/pictures ({time.monotonic() - started:.0f} s).")
        elif build():
            print(f"Pictures of the exercises ... {time.monotonic() - started:.0f} s")
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
