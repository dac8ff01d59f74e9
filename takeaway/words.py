"""The words of takeaway/words.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from triage.yaml_source import Document

FILE = Path(__file__).resolve().parent / "words.yml"


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """All of them, by paper. Raises KnowledgeError, with file and line, if the file is broken."""
    data: dict[str, Any] = Document(FILE).data
    return data
