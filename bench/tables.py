"""Tables of figures in the documents, between two marks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def fill(document: Path, name: str, lines: Iterable[str]) -> None:
    """Puts `lines` between `<!-- NAME -->` and `<!-- end of NAME -->` of `document`.

    Raises ValueError, and changes nothing, where a mark is missing.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = document.read_text(encoding="utf-8").partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        raise ValueError(f"{document.name}: {begin.strip()} or {end} is missing")
    text = "".join(f"{line}\n" for line in lines)
    document.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")
