"""What the tests of faults and odd inputs counted, as the table of docs/reliability.md.

`python -m tests.faults.figures` writes it from what the last runs left in build/reliability/.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bench.tables import filled, marks
from scripts.environment import ROOT

KEPT = ROOT / "build" / "reliability"
DOCUMENT = ROOT / "docs" / "reliability.md"
NAME = "figures"
BEGIN, END = marks(NAME)
HEAD = "| tried | how many | seen | run |\n| --- | --- | --- | --- |\n"


def note(name: str, tried: str, how_many: str, seen: str, run: str) -> None:
    """Keeps one row of the table for later: a test calls it after all it checked held."""
    KEPT.mkdir(parents=True, exist_ok=True)
    row = {"tried": tried, "how_many": how_many, "seen": seen, "run": run}
    (KEPT / f"{name}.json").write_text(json.dumps(row))


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as Markdown."""
    return HEAD + "".join(
        f"| {row['tried']} | {row['how_many']} | {row['seen']} | `{row['run']}` |\n" for row in rows
    )


def with_figures(text: str, rows: list[dict[str, Any]]) -> str:
    """The document `text` with these rows between its marks. Raises ValueError without marks."""
    return filled(text, NAME, table(rows))


def main() -> int:
    """Writes the table; returns the exit code."""
    rows = [json.loads(path.read_text()) for path in sorted(KEPT.glob("*.json"))]
    if not rows:
        print("No test has left figures in build/reliability/ yet.", file=sys.stderr)
        return 1
    DOCUMENT.write_text(with_figures(DOCUMENT.read_text(encoding="utf-8"), rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
