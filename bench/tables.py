"""Tables of figures in the documents, between two marks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def marks(name: str) -> tuple[str, str]:
    """What stands before and after the table `name`."""
    return f"<!-- {name} -->\n", f"<!-- end of {name} -->"


def filled(text: str, name: str, table: str) -> str:
    """The document `text` with `table` between its marks. Raises ValueError without them."""
    begin, end = marks(name)
    before, _, rest = text.partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        raise ValueError(f"{begin.strip()} or {end} is missing")
    return f"{before}{begin}{table}{end}{after}"


def fill(document: Path, name: str, lines: Iterable[str]) -> None:
    """Puts `lines` between the marks of `name` in the file `document`.

    Raises ValueError, and changes nothing, where a mark is missing.
    """
    table = "".join(f"{line}\n" for line in lines)
    try:
        text = filled(document.read_text(encoding="utf-8"), name, table)
    except ValueError as error:
        raise ValueError(f"{document.name}: {error}") from None
    document.write_text(text, encoding="utf-8")
