"""Which exercises facts lead to, and what is blocked, as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.judging import Judged
from tests.proof.truth import UNKNOWN, Conditions, Facts
from tests.proof.use import KIT, stops
from triage.conditions import UNSURE
from triage.library import Library
from triage.model import Block, Exercise, Pick, Plan, Programme, Urgency

SOON, URGENT = Urgency.SEE_CLINICIAN_SOON, Urgency.URGENT_SAME_DAY
DAYS_A_WEEK = 7
Chosen = dict[tuple[str, int, str], Formula]


@dataclass(frozen=True)
class Planned:
    """When each programme is used, each exercise chosen, each category blocked and by what."""

    programmes: Mapping[str, Formula]
    chosen: Mapping[tuple[str, int, str], Formula]
    blocked: Mapping[tuple[str, str], Formula]
    advice: Mapping[str, Formula]
    recheck: Mapping[int, Formula]

    def exercise(self, name: str, circuit: Circuit) -> Formula:
        """Whether the exercise `name` is in the plan."""
        return circuit.any_(formula for key, formula in self.chosen.items() if key[2] == name)


class Planner:
    """Plans for facts, as the knowledge says."""

    def __init__(self, library: Library, circuit: Circuit, conditions: Conditions) -> None:
        self.library, self.circuit, self.conditions = library, circuit, conditions

    def plan(self, facts: Facts, judged: Judged) -> Planned:
        """The plan for `facts`, judged as `judged`."""
        return _Plan(self, facts, judged).planned()


class _Plan:
    def __init__(self, planner: Planner, facts: Facts, judged: Judged) -> None:
        self.library, self.circuit = planner.library, planner.circuit
        self.conditions, self.facts, self.judged = planner.conditions, facts, judged
        rules = self.library.rules.values()
        soon = [rule for rule in rules if rule.level is SOON]
        self.severe = judged.at_least(URGENT, self.circuit)
        against = [judged.sure[rule.id] for rule in soon if rule.plan == "none"]
        self.closed = self.circuit.any_((self.severe, *against))
        self.plans = [
            (rule.plan, rule.reason, judged.sure[rule.id])
            for rule in soon
            if isinstance(rule.plan, Plan)
        ]
        self.blocks = [(block, self._block(block)) for block in self.library.blocks.values()]

    def planned(self) -> Planned:
        all_, any_ = self.circuit.all_, self.circuit.any_
        programmes, earlier, chosen = {}, FALSE, Chosen()
        for programme in self.library.programmes.values():
            here = self._true(programme.when)
            programmes[programme.id] = all_((here, -earlier))
            earlier = any_((earlier, here))
            chosen |= self._choose(programme, programmes[programme.id])
        advice: dict[str, Formula] = {}
        for block, applies in self.blocks:
            for line in block.advice:
                shown = all_((applies, -self.closed, earlier))
                advice[line] = any_((advice.get(line, FALSE), shown))
        return Planned(programmes, chosen, self._blocked(), advice, self._recheck(programmes))

    def _true(self, source: Mapping[str, Any]) -> Formula:
        return self.conditions.holds(source, self.facts).true

    def _block(self, block: Block) -> Formula:
        spared = FALSE if block.unless is None else self._true(block.unless)
        return self.circuit.all_((self._true(block.when), -spared))

    def _choose(self, programme: Programme, where: Formula) -> Chosen:
        """The exercises chosen where `programme` is used, by pick and exercise."""
        all_, any_ = self.circuit.all_, self.circuit.any_
        if not programme.picks:
            return {}
        filling = _Filling(self, programme, where)
        for number, pick in enumerate(programme.picks):
            filling.pick(number, pick, self._true(pick.when), self.library.max_exercises)
        limited = any_(fires for plan, _, fires in self.plans if plan.categories is not None)
        few = -filling.counts[self.library.restricted_at_least]
        fill = all_((limited, few))
        for number, pick in enumerate(self.library.restricted):
            filling.pick(-1 - number, pick, fill, self.library.restricted_at_least)
        return filling.chosen

    def permits(self, exercise: Exercise, programme: Programme) -> Formula:
        """Whether the exercise may be done where `programme` is used."""
        any_, facts = self.circuit.any_, self.facts
        if programme.only and exercise.id not in programme.only:
            return FALSE
        against = [self.closed]
        against += [applies for block, applies in self.blocks if stops(block, exercise)]
        standing_hold = "static" in exercise.categories and exercise.position != "sitting"
        for plan, _, fires in self.plans:
            if (
                set(plan.without) & set(exercise.categories)
                or (plan.seated and standing_hold)
                or (plan.supported and "unsupported_balance" in exercise.tags)
            ):
                against.append(fires)
        open_categories = [self._closed_category(name) for name in exercise.categories]
        against.append(self.circuit.all_(open_categories))
        kit = facts.get("equipment", UNKNOWN)
        against += [-kit.values.get(item, FALSE) for item in exercise.kit if item in KIT]
        days = facts.get("injury_days", UNKNOWN)
        sooner = exercise.not_before_weeks_after_sprain * DAYS_A_WEEK
        against += [f for number, f in days.values.items() if number != UNSURE and number < sooner]
        return -any_(against)

    def _closed_category(self, category: str) -> Formula:
        return self.circuit.any_(applies for _, applies in self._reasons(category))

    def _reasons(self, category: str) -> list[tuple[str, Formula]]:
        """What closes the category, where the plan as a whole is not closed; the first counts."""
        reasons: list[tuple[str, Formula]] = [
            (reason, fires)
            for plan, reason, fires in self.plans
            if category in plan.without
            or (plan.categories is not None and category not in plan.categories)
        ]
        reasons += [(b.reason, applies) for b, applies in self.blocks if category in b.categories]
        return reasons

    def _blocked(self) -> dict[tuple[str, str], Formula]:
        """Where not the whole plan is closed: each blocked category with the reason given."""
        all_, any_ = self.circuit.all_, self.circuit.any_
        found: dict[tuple[str, str], Formula] = {}
        for category in self.library.categories:
            earlier = self.closed
            for reason, applies in self._reasons(category):
                key = (category, reason)
                found[key] = any_((found.get(key, FALSE), all_((applies, -earlier))))
                earlier = any_((earlier, applies))
        return found

    def _recheck(self, programmes: Mapping[str, Formula]) -> dict[int, Formula]:
        """The days until the programme is looked at again, where exercises may be given."""
        all_, terms = self.circuit.all_, self.library.terms
        late = all_((self._true(terms["long_standing"]), self._true(terms["low"])))
        found: dict[int, list[Formula]] = {}
        for name, used in programmes.items():
            programme, here = self.library.programmes[name], all_((used, -self.closed))
            longer = programme.recheck_days_long_standing
            if longer is None:
                found.setdefault(programme.recheck_days, []).append(here)
            else:
                found.setdefault(longer, []).append(all_((here, late)))
                found.setdefault(programme.recheck_days, []).append(all_((here, -late)))
        return {days: self.circuit.any_(formulas) for days, formulas in found.items()}


class _Filling:
    """A plan being filled, pick by pick."""

    def __init__(self, plan: _Plan, programme: Programme, where: Formula) -> None:
        self.plan, self.programme, self.where = plan, programme, where
        self.counts = [TRUE] + [FALSE] * plan.library.max_exercises
        self.movements: dict[str, Formula] = {}
        self.chosen: Chosen = {}

    def pick(self, number: int, pick: Pick, wanted: Formula, most: int) -> None:
        """Choose the first exercise of the pick that may be done, where `wanted` and not full."""
        all_, any_ = self.plan.circuit.all_, self.plan.circuit.any_
        open_ = all_((self.where, wanted, -self.counts[most]))
        taken: list[Formula] = []
        for name in pick.exercise:
            exercise = self.plan.library.exercises[name]
            used = self.movements.get(exercise.movement, FALSE)
            permitted = self.plan.permits(exercise, self.programme)
            here = all_((open_, -used, permitted, *(-other for other in taken)))
            taken.append(here)
            self.chosen[self.programme.id, number, name] = here
            self.movements[exercise.movement] = any_((used, here))
        one = any_(taken)
        for place in range(len(self.counts) - 1, 0, -1):
            more = all_((one, self.counts[place - 1]))
            self.counts[place] = any_((self.counts[place], more))
