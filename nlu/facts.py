"""Answers that people give unasked, by lexicon/facts.yml, and the times that belong to them."""

from __future__ import annotations

from typing import Any

from nlu.context import Context, Status
from nlu.lexicon import Lexicon
from nlu.times import Time
from nlu.tokens import Text
from triage import Library

_TURNED = {"yes": "no", "no": None}
_DAYS_A_WEEK = 7
_CLAUSE_ENDS = frozenset(",.;!?-")


class FactReader:
    """Finds facts by words; `settle` then joins what belongs together."""

    def __init__(self, lexicon: Lexicon, library: Library) -> None:
        self._lexicon = lexicon
        settings = lexicon.files["slots"]
        self._priority: dict[str, list[str]] = settings["priority"]
        self._lists: set[str] = set(settings["lists"])
        self._of_the_past: set[str] = set(settings["of_the_past"])
        self._known = set(library.questions) | set(library.heard)
        self._rules = [rule for rule in lexicon.facts if rule.name in self._known]
        self._old_injury: int = settings["old_injury_days"]

    def find(self, text: Text, context: Context) -> dict[str, Any]:
        """slot -> value or list of values."""
        told: dict[str, list[Any]] = {}
        for rule in self._rules:
            for match in rule.find.finditer(text.line):
                first, last = text.index(match.start()), text.index(match.end() - 1)
                if rule.unless and rule.unless.search(context.line(*context.sentence(first))):
                    continue
                status = context.status(first, last, past_counts=True)
                value = self._value(rule.name, rule.value, status)
                if value is not None and value not in told.setdefault(rule.name, []):
                    told[rule.name].append(value)
        return {slot: self._choose(slot, values) for slot, values in told.items() if values}

    def _value(self, slot: str, value: Any, status: Status) -> Any:
        if status.elsewhere or status.imagined:
            return None
        if status.over and slot not in self._of_the_past:
            return None
        if status.denied:
            return _TURNED.get(value) if slot not in self._lists else None
        return value

    def _choose(self, slot: str, values: list[Any]) -> Any:
        if slot in self._lists:
            return [value for value in values if value != "none"] or values
        order = self._priority.get(slot)
        return min(values, key=order.index) if order else values[0]

    def settle(
        self, facts: dict[str, Any], times: list[Time], text: Text, asked: str | None
    ) -> dict[str, Any]:
        """Adds the times, and takes out what says nothing by itself."""
        self._times(facts, times, text)
        if facts.get("onset") != "injury" and facts.get("injury_mechanism") != "overuse":
            facts.pop("injury_mechanism", None)
        if facts.get("goal") != "strengthen" and asked != "aim":
            facts.pop("aim", None)
        if facts.get("goal") == "strengthen" and "location" not in facts:
            facts.pop("region", None)
        if facts.get("goal") == "pain" and facts.get("onset") == "injury":
            facts["goal"] = "after_injury"
        return facts

    def _times(self, facts: dict[str, Any], times: list[Time], text: Text) -> None:
        minutes = [time for time in times if time.minutes is not None and not time.ago]
        days = [time for time in times if time not in minutes and not self._of_health(time, text)]
        if minutes and self._says("morning", text) and self._says("stiff_minutes", text):
            facts.setdefault("morning_stiffness_min", minutes[0].minutes)
        if not days:
            return
        onset = facts.get("onset")
        if onset == "injury":
            self._injury_times(facts, days)
        elif onset == "surgery":
            facts["surgery_weeks_ago"] = days[0].days // _DAYS_A_WEEK
        elif self._tells_duration(days[0], text, facts):
            facts["duration_days"] = max(time.days for time in days)

    def _injury_times(self, facts: dict[str, Any], days: list[Time]) -> None:
        agos = [time for time in days if time.ago]
        spans = [time for time in days if not time.ago]
        injury = agos[0] if agos else spans[0]
        if injury.days > self._old_injury and spans and spans[0] is not injury:
            facts["onset"] = "gradual"
            facts["duration_days"] = spans[0].days
            facts.pop("injury_mechanism", None)
            return
        facts["injury_days"] = injury.days

    def _tells_duration(self, time: Time, text: Text, facts: dict[str, Any]) -> bool:
        """A time is a duration where something hurts, is placed or began."""
        bare = len(text.tokens) <= time.last - time.first + 4
        told = facts.keys() & {"location", "region", "stiffness", "onset", "swelling"}
        return bare or bool(told) or self._says("trouble", text)

    def _of_health(self, time: Time, text: Text) -> bool:
        """Whether a time is told of an illness: "diabetic for 20 years, sore for 2 weeks"."""
        words, first, last = text.words(), time.first, time.last
        while first > 0 and words[first - 1] not in _CLAUSE_ENDS:
            first -= 1
        while last < len(words) - 1 and words[last + 1] not in _CLAUSE_ENDS:
            last += 1
        clause = " " + " ".join(words[first : last + 1]) + " "
        illness, foot = (self._lexicon.groups["story", name] for name in ("illness", "foot_told"))
        return bool(illness.search(clause)) and not foot.search(clause)

    def _says(self, group: str, text: Text) -> bool:
        return bool(self._lexicon.groups["story", group].search(text.line))
