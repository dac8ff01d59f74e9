"""Reads YAML strictly: duplicate keys are errors, yes/no stay words, every value knows its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

Path_ = tuple[Any, ...]


class KnowledgeError(Exception):
    """Something in a knowledge file is wrong; the text names file, line and what to change."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader that keeps yes, no, on and off as words, and dates as text."""


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in pairs if not tag.endswith((":bool", ":timestamp"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"]
)


class Document:
    """One YAML file: its `data`, and the line on which each value stands."""

    def __init__(self, file: Path, text: str | None = None) -> None:
        """Read `text`, else the file; KnowledgeError when missing, broken or with a key twice."""
        self.file = file
        self._lines: dict[Path_, int] = {(): 1}
        try:
            loader = _StrictLoader(file.read_text(encoding="utf-8") if text is None else text)
            node = loader.get_single_node()
            if node is None:
                raise KnowledgeError(file.name, 1, "the file is empty")
            self._walk(node, (), ())
            self.data: Any = loader.construct_document(node)
        except OSError as error:
            raise KnowledgeError(file.name, 1, f"cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise KnowledgeError(file.name, 1, "is not text in UTF-8") from error
        except yaml.reader.ReaderError as error:
            message = f"is not valid YAML: {error.reason}"
            raise KnowledgeError(file.name, 1, message) from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise KnowledgeError(file.name, line, f"is not valid YAML: {error.problem}") from error

    def _walk(self, node: yaml.Node, path: Path_, inside: tuple[yaml.Node, ...]) -> None:
        self._lines[path] = line = node.start_mark.line + 1
        if any(node is outer for outer in inside):
            raise KnowledgeError(self.file.name, line, "an alias leads back to itself")
        if isinstance(node, yaml.SequenceNode):
            for index, child in enumerate(node.value):
                self._walk(child, (*path, index), (*inside, node))
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, child in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else None
                if name is None or name in seen:
                    wrong = (
                        "a key must be one word"
                        if name is None
                        else f"the key {name!r} stands twice"
                    )
                    raise KnowledgeError(self.file.name, key.start_mark.line + 1, wrong)
                seen.add(name)
                self._walk(child, (*path, name), (*inside, node))

    def line(self, path: Path_) -> int:
        """Line (from 1) of the value at `path`, or of its nearest parent that has one."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def error(self, path: Path_, message: str) -> KnowledgeError:
        """A KnowledgeError that points at the value at `path`."""
        return KnowledgeError(self.file.name, self.line(path), message)
