"""Somebody whose answer to one question is worse, or the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.proof.circuit import Circuit, Formula
from tests.proof.spoken import MAIN, Sign, Signs, Spoken, just_one, limit, spoken
from tests.proof.world import World
from triage.conditions import UNSURE
from triage.model import Question

# Signs whose yes is the good news.
GOOD_NEWS = frozenset({"walk_4_steps_now", "single_heel_raise", "previous_same", "severs_pattern"})
# Choices from good to bad.
CHOICES = {
    "trend": ["better", UNSURE, "same", "worse"],
    "check_trend": ["better", UNSURE, "same", "worse"],
    "check_swelling": ["same", UNSURE, "more"],
    "calf_ability": ["single_15", "single_few", "double_20", "double_few", UNSURE, "no_double"],
}
HIGHER_IS_WORSE = frozenset(
    {"pain_walk", "pain_rest", "morning_stiffness_min", "check_session", "check_morning"}
)
MORE_IS_WORSE = frozenset({"location", "bone_tender", "stiffness"})
# Neither worse nor better in themselves: they say where, when, how, who.
NEUTRAL = frozenset(
    {"age_band", "who_for", "side", "onset", "injury_days", "duration_days", "surgery_weeks_ago",
     "injury_mechanism", "aim", "equipment", "check_done"}
)  # fmt: skip


def worse_answers(world: World, name: str) -> dict[str, Spoken]:
    """The answers of somebody like those of `world` but for question `name`: worse or the same."""
    question, old = world.library.questions[name], world.answers[name]
    if question.tick_list or question.kind == "yes_no":
        return _with_worse_signs(world, question)
    if name in CHOICES:
        new = _chain(old, CHOICES[name], world.circuit)
    elif name in HIGHER_IS_WORSE:
        new = _chain(old, [value for value in old.said if value != UNSURE], world.circuit)
    elif name in MORE_IS_WORSE:
        new = _more(old, world.circuit)
    else:
        raise ValueError(f"{name}: which answer is worse?")
    return {**world.answers, name: new}


def _with_worse_signs(world: World, question: Question) -> dict[str, Spoken]:
    """A sign is worse wherever it is asked about."""
    changed, circuit = Signs(world.circuit), world.circuit
    changed.found = dict(world.signs.found)
    for name in question.fills:
        changed.found.pop(name)
        worse_sign(world.signs.found[name], changed.sign(name), name in GOOD_NEWS, circuit)
    answers = dict(world.answers)
    for other in world.library.questions.values():
        if set(other.fills) & set(question.fills):
            answers[other.id] = spoken(other, circuit, set(), changed, own=False)
    return answers


def worse_sign(old: Sign, new: Sign, yes_is_good: bool, circuit: Circuit) -> None:
    """Let `new` be worse than `old`, or the same: no < unsure < yes, or the other way round."""
    good, bad = (new, old) if yes_is_good else (old, new)
    circuit.require((-good[0], bad[0]))
    circuit.require((-good[1], bad[0], bad[1]))


def _chain(old: Spoken, values: list[Any], circuit: Circuit) -> Spoken:
    """One of `values`, which go from good to bad; any other value stays what it was."""
    new: dict[Any, Formula] = {value: circuit.input() for value in old.said}
    just_one(list(new.values()), circuit)
    for number, value in enumerate(values):
        circuit.require([-new[value], *(old.said[better] for better in values[: number + 1])])
    for value in set(old.said) - set(values):
        circuit.require((-new[value], old.said[value]))
        circuit.require((new[value], -old.said[value]))
    return Spoken(old.question, new, single=True)


def _more(old: Spoken, circuit: Circuit) -> Spoken:
    """All that was picked and perhaps more; the main place stays. "None" may give way to any."""
    new: dict[Any, Formula] = {}
    picked = {name: f for name, f in old.said.items() if not str(name).startswith(MAIN)}
    for name, formula in picked.items():
        new[name] = circuit.input()
        if name == "none":
            circuit.require((-new[name], formula))
        else:
            circuit.require((-formula, new[name]))
            if name in (UNSURE, "nowhere"):
                circuit.require((formula, -new[name]))
    limit(old.question, new, circuit)
    main: Mapping[Any, Formula] = {n: f for n, f in old.said.items() if n not in picked}
    return Spoken(old.question, {**new, **main}, single=False)
