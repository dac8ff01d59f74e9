"""Copies of the knowledge with one thing changed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from triage.library import KNOWLEDGE, Library, library_of
from triage.reader import read_documents
from triage.yaml_source import Document

DOCUMENTS, VERSION = read_documents(KNOWLEDGE)
Step = str | int


def changed(file: str, change: Callable[[Any], Any]) -> Library:
    """The knowledge with `change` made to the data of `file`; raises what loading it raises."""
    return library_of({**DOCUMENTS, file: changed_document(file, change)}, VERSION)


def changed_document(file: str, change: Callable[[Any], Any]) -> Document:
    """The document `file` after `change`."""
    document = copy.copy(DOCUMENTS[file])
    document.data = copy.deepcopy(document.data)
    change(document.data)
    return document


def put(value: Any, *path: Step) -> Callable[[Any], None]:
    """A change that puts `value` at `path`."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def drop(*path: Step) -> Callable[[Any], None]:
    """A change that takes away what stands at `path`."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def add(value: Any, *path: Step) -> Callable[[Any], None]:
    """A change that adds `value` to the list at `path`."""

    def change(data: Any) -> None:
        for step in path:
            data = data[step]
        data.append(value)

    return change
