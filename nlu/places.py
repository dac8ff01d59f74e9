"""Where it hurts and on which side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nlu.context import Context
from nlu.lexicon import Lexicon
from nlu.tokens import Text

MOST = 3
NOWHERE = "nowhere"
PART = "part_"  # groups of lexicon/scope.yml, named after a location
_NEAR = 4  # words between "mostly" and the place it points at
_SHORT = 5  # tokens of an answer in which "right" can only be the side
_ASIDE = frozenset(",(-;")
_SIDE_REACH = 3  # words between "left" and what it is the left of


@dataclass(frozen=True)
class Place:
    """One place: a location or a region, and the tokens that name it."""

    kind: str
    name: str
    first: int
    last: int


class Places:
    """Finds places and sides in one message."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        places = lexicon.files["places"]
        self._side_of = set(places["side_of"])
        self._before_side = set(places["before_side"])
        self._region_of: dict[str, str] = places["region_of"]

    def find(self, text: Text) -> list[Place]:
        """Every place named, denied or not; the longest match wins, in order of the text."""
        spans: list[Place] = []
        for kind, patterns in self._lexicon.places.items():
            for name, pattern in patterns:
                for match in pattern.finditer(text.line):
                    first, last = text.index(match.start()), text.index(match.end() - 1)
                    spans.append(Place(kind, name, first, last))
        rank = {"decoy": 0, "location": 1, "region": 2}
        spans.sort(key=lambda place: (place.first - place.last, rank[place.kind]))
        taken: set[int] = set()
        chosen: list[Place] = []
        for place in spans:
            words = range(place.first, place.last + 1)
            if not any(index in taken for index in words):
                chosen.append(place)
                taken.update(words)
        return sorted((p for p in chosen if p.kind != "decoy"), key=lambda place: place.first)

    def facts(
        self, text: Text, context: Context, found: list[Place], asked: str | None
    ) -> dict[str, Any]:
        """location, region and side, as far as they are told."""
        facts: dict[str, Any] = {}
        kept = self._current(context, found)
        locations = self._main_first(text, [p for p in kept if p.kind == "location"])
        names = list(dict.fromkeys(place.name for place in locations))
        if NOWHERE in names:
            names = [name for name in names if name != NOWHERE] or [NOWHERE]
        regions = [place.name for place in kept if place.kind == "region"]
        region = self._region(regions, names)
        if region and not names:
            names = self._part_of(region, text)
            region = None if names else region
        if names:
            facts["location"] = names[:MOST]
        if region:
            facts["region"] = region
        side = self._side(text, context, asked)
        if side:
            facts["side"] = side
        return facts

    def _current(self, context: Context, found: list[Place]) -> list[Place]:
        """Without denied places and other people's; old ones only where there is no other."""
        states = [(place, context.status(place.first, place.last)) for place in found]
        states = [(p, s) for p, s in states if not (s.denied or s.elsewhere) or p.name == NOWHERE]
        now = [place for place, status in states if not status.over]
        return now or [place for place, _ in states]

    def _main_first(self, text: Text, places: list[Place]) -> list[Place]:
        for match in self._lexicon.sides["main"].finditer(text.line):
            cue, end = text.index(match.start()), text.index(match.end() - 1)
            after = [p for p in places if 0 < p.first - end <= _NEAR]
            before = [p for p in places if 0 < cue - p.last <= _NEAR]
            for main in after[:1] or before[-1:]:
                return [main, *(p for p in places if p is not main)]
        return places

    def _region(self, regions: list[str], locations: list[str]) -> str | None:
        if not regions:
            return None
        if not locations or locations == [NOWHERE]:
            return min(regions, key=["ankle", "foot", "leg"].index)
        covered = {self._region_of.get(name) for name in locations}
        return "ankle" if "ankle" in regions and "ankle" not in covered else None

    def _part_of(self, region: str, text: Text) -> list[str]:
        """The one part of `region` that is named apart from it: "my ankle ... on the outside"."""
        told = [
            key.removeprefix(PART)
            for (file, key), pattern in self._lexicon.groups.items()
            if file == "scope" and key.startswith(PART) and pattern.search(text.line)
        ]
        return told if len(told) == 1 and self._region_of[told[0]] == region else []

    def _side(self, text: Text, context: Context, asked: str | None) -> str | None:
        patterns = self._lexicon.sides
        if patterns["both"].search(text.line):
            return "both"
        no_side = {
            index
            for match in patterns["sideless"].finditer(text.line)
            for index in range(text.index(match.start()), text.index(match.end() - 1) + 1)
        }
        told: list[str] = []
        alone = asked == "side" and len(text.tokens) <= _SHORT
        for side in ("left", "right"):
            for match in patterns[side].finditer(text.line):
                index = text.index(match.start())
                if (index in no_side and not alone) or context.status(index, index).denied:
                    continue
                if asked == "side" or self._is_side(text.words(), index):
                    told.append(side)
        if {"left", "right"} <= set(told):
            compared = self._lexicon.groups["scope", "compared"].search(text.line)
            return self._first_side(text, told) if compared else "both"
        return told[0] if told else None

    def _first_side(self, text: Text, told: list[str]) -> str:
        words = text.words()
        return min(set(told), key=words.index)

    def _is_side(self, words: list[str], index: int) -> bool:
        following = words[index + 1 : index + 1 + _SIDE_REACH]
        for word in following:
            if word in self._side_of:
                return True
            if self._lexicon.groups["scope", "other_part"].match(f" {word} ", 1):
                return False
        before = words[index - 1] if index else ""
        if words[index + 1 : index + 2] == ["side"] or words[max(index - 2, 0) : index] == [
            "on",
            "the",
        ]:
            return True
        if before in _ASIDE and words[index + 1 : index + 2] in ([","], ["."], ["!"], [")"]):
            return True
        ends = words[index + 1 : index + 2] in (
            [","],
            ["."],
            ["!"],
            ["?"],
            ["and"],
            ["but"],
            ["is"],
        )
        return before in self._before_side and ends
