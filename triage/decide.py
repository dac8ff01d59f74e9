"""The decision: urgency, reasons, plan, route and words, as one JSON-able value."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from triage.answers import Answers
from triage.assess import UNSURE_ROUTE, Assessment, Fired, assess
from triage.library import Library, load_library
from triage.model import Country, Route, Urgency
from triage.questions import is_formal, pending
from triage.recommend import Recommendation, recommend
from triage.swaps import Chosen

SCHEMA = 1
MAX_CONDITIONS = 3


@dataclass(frozen=True)
class Decision:
    """What Footwise decided. `to_json` is the contract of DESIGN section 4."""

    urgency: Urgency
    complete: bool
    assessment: Assessment
    recommendation: Recommendation
    data: dict[str, Any]
    library: Library

    def to_json(self) -> dict[str, Any]:
        """The decision as plain data (schema 1), with what may be taken instead of exercises."""
        swaps = self.recommendation.swaps(self.library)
        for item, offered in zip(self.data["exercises"], swaps, strict=True):
            item["swaps"] = [{"way": way, "id": e.id, "name": e.name} for way, e in offered.items()]
        return self.data


def decide(
    answers: Answers,
    library: Library | None = None,
    country: str | None = None,
    plan: Recommendation | None = None,
) -> Decision:
    """Decide for `answers`, however incomplete: the level that is already certain.

    `country` picks the care routes (default: FOOTWISE_COUNTRY, else generic); `plan` takes the
    place of the recommended one (see progress.py). Total and deterministic: the same answers give
    the same decision.
    """
    library = library or load_library()
    assessment = assess(answers, library)
    recommendation = plan or recommend(answers, assessment, library)
    names = pending(answers, assessment, library)
    complete = all(is_formal(library.questions[name]) for name in names)
    writer = _Writer(answers, assessment, recommendation, library, care_country(library, country))
    data = {"schema": SCHEMA, "knowledge_version": library.version, **writer.data(complete)}
    return Decision(assessment.urgency, complete, assessment, recommendation, data, library)


def care_country(library: Library, country: str | None = None) -> Country:
    """The country whose numbers are shown: the argument, FOOTWISE_COUNTRY, else generic."""
    name = (country or os.environ.get("FOOTWISE_COUNTRY") or "generic").lower()
    return library.countries.get(name, library.countries["generic"])


def care_words(library: Library, country: Country) -> dict[str, str]:
    """What stands for {emergency}, {advice_line}, {doctor} ... in a route's words."""
    words = library.words["words"]
    return {
        "emergency": country.emergency or words["emergency_number"],
        "advice_line": country.advice or words["advice_line"],
        "advice_number": words["advice_number"].format(
            advice=country.advice or words["advice_line"]
        ),
        "emergency_department": country.emergency_department,
        "urgent_centre": country.urgent_centre,
        "doctor": country.doctor,
    }


class _Writer:
    """Puts a decision into words and data, all of them from the knowledge."""

    def __init__(
        self,
        answers: Answers,
        assessment: Assessment,
        plan: Recommendation,
        library: Library,
        country: Country,
    ) -> None:
        self.answers, self.assessment, self.plan = answers, assessment, plan
        self.library, self.country = library, country

    def data(self, complete: bool) -> dict[str, Any]:
        level = self.assessment.urgency
        words = self.library.words
        return {
            "urgency": level.value,
            "complete": complete,
            "verdict": self._verdict(),
            "rules": [self._rule(fired) for fired in self.assessment.fired],
            "categories": list(self.plan.categories),
            "exercises": [self._exercise(item) for item in self.plan.exercises],
            "blocked": [{"category": c, "by": reason} for c, reason in self.plan.blocked],
            "conditions": self._conditions(),
            "route": self._route(),
            "meanwhile": self._meanwhile(),
            "recheck_days": self._recheck_days(),
            "caveat": words["caveat"],
            "diagnosis_section": words["diagnosis_section"],
        }

    def _verdict(self) -> str:
        level, words = self.assessment.urgency, self.library.words
        if level is Urgency.SELF_CARE and not self.plan.exercises:
            return str(words["verdict_no_plan"])
        return str(words["verdicts"][level.value])

    @staticmethod
    def _rule(fired: Fired) -> dict[str, Any]:
        rule = fired.rule
        return {"id": rule.id, "reason": rule.reason, "sources": list(rule.sources)} | (
            {"unsure": True} if fired.by_unsure else {}
        )

    def _exercise(self, item: Chosen) -> dict[str, Any]:
        exercise = item.exercise
        place = self.library.locations.get(self.answers.facts.get("location_main", ""))
        dose = exercise.dose
        return {
            "id": exercise.id,
            "name": exercise.name,
            "categories": list(exercise.categories),
            "dose": {
                "sets": dose.sets,
                "reps": dose.reps,
                "hold_s": dose.hold_s,
                "per_day": dose.per_day,
                "days_per_week": dose.days_per_week,
            },
            "dose_note": exercise.dose_note,
            "steps": list(exercise.steps),
            "feel": exercise.feel,
            "why": item.why.format(place=place.words if place else ""),
            "stop_if": list(exercise.stop_if),
            "from_week": item.from_week,
            "sources": list(exercise.sources),
            "instead_of": item.instead_of.id if item.instead_of else None,
        }

    def _conditions(self) -> list[dict[str, str]]:
        if self.assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
            return []
        facts = self.answers.facts
        near = dict.fromkeys(
            name
            for place in facts.get("location") or ()
            for name in self.library.conditions_at.get(place, ())
        )
        scored = [
            (sum(facts.get(finding) == "yes" for finding in entry.findings), entry)
            for entry in (self.library.conditions[name] for name in near)
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [{"id": entry.id, "text": entry.text} for _, entry in scored[:MAX_CONDITIONS]]

    def _top(self) -> Fired | None:
        """The fired rule that says where to go: the most severe, then the soonest."""
        level = self.assessment.urgency
        top = [fired for fired in self.assessment.fired if fired.level is level]
        order = list(self.library.routes)
        return min(
            top,
            key=lambda f: (f.by_unsure, f.rule.within_days or 0, order.index(f.rule.route)),
            default=None,
        )

    def _route(self) -> dict[str, Any]:
        top = self._top()
        if top is None:
            name = "self_care"
        elif top.by_unsure and top.rule.level is Urgency.EMERGENCY:
            name = UNSURE_ROUTE
        else:
            name = top.rule.route
        return self._say(self.library.routes[name], top)

    def _say(self, route: Route, top: Fired | None) -> dict[str, Any]:
        days = (top.rule.within_days if top else None) or self._recheck_days()
        words = care_words(self.library, self.country) | {"days": str(days)}
        number = getattr(self.country, route.number) if route.number else None
        return {
            "who": route.who.format(**words),
            "by": route.by.format(**words),
            "number": number,
            "say": route.say.format(**words),
            "days": days if route.urgency.severity < Urgency.URGENT_SAME_DAY.severity else 0,
        }

    def _meanwhile(self) -> list[str]:
        level = self.assessment.urgency
        lines = [line for rule in self.assessment.rules(level) for line in rule.meanwhile]
        return list(dict.fromkeys((*lines, *self.plan.advice)))

    def _recheck_days(self) -> int | None:
        if self.assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
            return None
        limits = [fired.rule.recheck_days for fired in self.assessment.fired]
        limits += [
            self.plan.recheck_days,
            self.library.words["recheck_unclear"] if self.assessment.unclear else None,
        ]
        days = [limit for limit in limits if limit is not None]
        return min(days) if days else self.library.words["recheck_default"]
