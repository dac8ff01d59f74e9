"""Projects with one thing wrong, to see the checks fail."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from tests.content.project import Project, load, names_of


def broken(path: str, value: Any) -> Project:
    """The project with `value` at a dotted path of the domain; None takes the entry away."""
    domain = copy.deepcopy(load().domain)
    *parents, last = path.split(".")
    place: Any = domain
    for parent in parents:
        place = place.setdefault(parent, {})
    if value is None:
        place.pop(last, None)
    elif isinstance(place, dict) and isinstance(place.get(last), list):
        place[last] = [*place[last], value]
    else:
        place[last] = value
    return replace(load(), domain=domain)


def without(path: str, name: str) -> Project:
    """The project without this name in the list at a dotted path of the domain."""
    domain = copy.deepcopy(load().domain)
    *parents, last = path.split(".")
    place: Any = domain
    for parent in parents:
        place = place.setdefault(parent, {})
    place[last] = [entry for entry in place[last] if name not in names_of(entry)]
    return replace(load(), domain=domain)
