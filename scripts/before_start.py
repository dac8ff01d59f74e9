"""What must be whole before the servers start: the model file and the knowledge."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from pathlib import Path

from triage import KnowledgeError, load_library

A_PIECE = 1 << 20


def fault_of_model(path: Path) -> str | None:
    """Why this model cannot be used, None if it can: every byte of it is read and checked.

    Rasa starts without a model that it cannot read, and then answers nobody.
    """
    if not path.is_file():
        return f"There is no model at {path}: run 'make train' first."
    try:
        with gzip.open(path) as packed:
            while packed.read(A_PIECE):  # to its end, where the sum of all bytes stands
                pass
        with tarfile.open(path, "r:gz") as archive:
            archive.getmembers()
    except (tarfile.TarError, OSError, EOFError, zlib.error):
        return f"The model at {path} is damaged: delete it and run 'make train'."
    return None


def fault_of_knowledge() -> str | None:
    """What is wrong with the knowledge, with file and line, None if nothing is."""
    try:
        load_library()
    except (KnowledgeError, OSError, UnicodeDecodeError) as error:
        return f"The knowledge cannot be used: {' '.join(str(error).split())}"
    return None
