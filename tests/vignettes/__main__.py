"""`python -m tests.vignettes` prints the report; with --readme it also renews the README."""

from __future__ import annotations

import argparse

from tests.vignettes.cases import outcome, vignettes
from tests.vignettes.report import README, readme_with, table, text


def main() -> None:
    """Ask the engine about every vignette and print what came out."""
    parser = argparse.ArgumentParser(prog="python -m tests.vignettes", description=__doc__)
    parser.add_argument("--readme", action="store_true", help="renew the tables of the README")
    options = parser.parse_args()
    outcomes = [outcome(vignette) for vignette in vignettes()]
    print(text(outcomes))
    if options.readme:
        now = README.read_text(encoding="utf-8")
        README.write_text(readme_with(now, table(outcomes)), encoding="utf-8")


if __name__ == "__main__":
    main()
