"""Reads the pose files, and gives what is seen at each moment of an exercise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pictures.bones import CannotReach
from pictures.figure import Drawn, side_figure
from pictures.props import add_props
from pictures.views import VIEWS
from triage.yaml_source import Document, KnowledgeError

POSES = Path(__file__).resolve().parent / "poses"
BASES = "bases.yml"
KEYS = {"alt", "base", "body", "lens", "feel", "arrows", "poses", "closed", "hold_s", "move_s"}
REQUIRED = ("alt", "poses", "feel", "arrows")
HOLD_S, MOVE_S = 0.9, 1.5


def merged(under: Any, over: Any) -> Any:
    """`over` laid on `under`, mapping by mapping; an empty value (null) takes a key away."""
    if not isinstance(under, Mapping) or not isinstance(over, Mapping):
        return over
    both = {key: merged(under.get(key), value) for key, value in over.items()}
    return {key: value for key, value in {**under, **both}.items() if value is not None}


def between(start: Any, end: Any, share: float) -> Any:
    """Every number of two like poses, `share` of the way from one to the other."""
    if isinstance(start, Mapping) and isinstance(end, Mapping):
        return {key: between(value, end.get(key, value), share) for key, value in start.items()}
    if isinstance(start, list) and isinstance(end, list) and len(start) == len(end):
        return [between(one, other, share) for one, other in zip(start, end, strict=True)]
    numbers = (int, float)
    if isinstance(start, numbers) and isinstance(end, numbers) and not isinstance(start, bool):
        return start + (end - start) * share
    return start


@dataclass(frozen=True)
class Moment:
    """What is drawn at one time: the figure and, if there is one, the close-up."""

    body: Drawn
    lens: Drawn | None


@dataclass(frozen=True)
class Picture:
    """One exercise's entry: its poses with the base laid under them, its words and marks."""

    id: str
    alt: str
    poses: list[dict[str, Any]]
    entry: dict[str, Any]
    document: Document

    @cached_property
    def camera(self) -> dict[str, float]:
        """Where the floor's 0 is on the picture, and pixels for each cm."""
        camera: dict[str, float] = merged(
            {"x": 112.0, "y": 338.0, "scale": 1.75}, self.entry["body"].get("camera", {})
        )
        return camera

    @property
    def closed(self) -> bool:
        """Whether the last pose leads on to the first (else the way back is the way there)."""
        return bool(self.entry.get("closed", False))

    def steps(self) -> list[tuple[float, float]]:
        """The timeline: (seconds from the start, position among the poses)."""
        hold = float(self.entry.get("hold_s", HOLD_S))
        move = float(self.entry.get("move_s", MOVE_S))
        time, line = 0.0, [(0.0, 0.0)]
        for index in range(len(self.poses) - (0 if self.closed else 1)):
            line.append((time + hold, float(index)))
            time += hold + move
            line.append((time, index + 1.0))
        if not self.closed:
            line.append((time + hold, len(self.poses) - 1.0))
        return line

    def at(self, position: float) -> Moment:
        """The moment at a position among the poses: 0 is the first, 0.5 half-way to the second.

        Raises KnowledgeError, with file and line, if the pose cannot be drawn.
        """
        first = math.floor(position)
        last = len(self.poses)
        start, end = self.poses[first % last], self.poses[(first + 1) % last]
        pose = between(start, end, position - first)
        try:
            return self._drawn(pose)
        except (CannotReach, KeyError, TypeError, ValueError) as error:
            # Merged from several places: the nearest line is that of the pose itself.
            raise self.document.error(
                (self.id, "poses", first % last), f"{self.id} cannot be drawn here: {error!r}"
            ) from error

    def _drawn(self, pose: dict[str, Any]) -> Moment:
        body = side_figure(pose)
        add_props(body, pose.get("props", {}))
        lens = pose.get("lens", {})
        if "view" not in lens:
            return Moment(body, None)
        close = VIEWS[lens["view"]](lens)
        add_props(close, lens.get("props", {}))
        return Moment(body, close)


def _odd_key(one: Any, other: Any) -> str:
    """A key that only one of two poses has, "" if they are alike."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return ""
    if set(one) != set(other):
        return " and ".join(sorted(set(one) ^ set(other)))
    return next(filter(None, (_odd_key(one[key], other[key]) for key in one)), "")


def _picture(document: Document, name: str, bases: Mapping[str, Any]) -> Picture:
    entry = document.data[name]
    if not isinstance(entry, dict):
        raise document.error((name,), f"{name} must be a mapping")
    for key in entry:
        if key not in KEYS:
            raise document.error((name, key), f"{key!r} is not known; known are {sorted(KEYS)}")
    for key in REQUIRED:
        if not entry.get(key):
            raise document.error((name,), f"{name} has no {key!r}")
    base = entry.get("base")
    if base is not None and base not in bases:
        raise document.error((name, "base"), f"there is no base {base!r}")
    body = merged(bases[base] if base else {}, entry.get("body", {}))
    ground = merged(body, {"lens": entry.get("lens", {})})
    if len(entry["poses"]) < 2:
        raise document.error((name, "poses"), f"{name} needs at least two poses")
    poses = [merged(ground, pose or {}) for pose in entry["poses"]]
    for index, pose in enumerate(poses):
        odd = _odd_key(poses[0], pose)
        if odd:
            message = f"{odd} is not in every pose of {name}: it could not be followed"
            raise document.error((name, "poses", index), message)
    return Picture(name, entry["alt"], poses, {**entry, "body": body}, document)


def read_pictures(folder: Path = POSES) -> dict[str, Picture]:
    """Every picture by the id of its exercise, in file order.

    Raises KnowledgeError, with file and line, at the first thing that is wrong.
    """
    bases = Document(folder / BASES).data
    found: dict[str, Picture] = {}
    for file in sorted(folder.glob("*.yml")):
        if file.name == BASES:
            continue
        document = Document(file)
        for name in document.data:
            if name in found:
                raise document.error((name,), f"the id {name!r} stands twice")
            found[name] = _picture(document, name, bases)
    if not found:
        raise KnowledgeError(folder.name, 1, "there are no pose files here")
    return found
