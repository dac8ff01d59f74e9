"""The space of talks: what can be answered, and walks through it from question to question."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from triage import Answers, assess, load_library, next_questions
from triage.assess import Assessment
from triage.model import Question

LIBRARY = load_library()
PLACES = [str(option.value) for option in LIBRARY.questions["location"].options]
MOST_QUESTIONS = 60
QUIET: dict[str, Any] = {
    "consent": "yes",
    "age_band": "25_54",
    "who_for": "child",
    "location": ["outer_ankle"],
    "side": "left",
    "onset": "gradual",
    "injury_days": 60,
    "duration_days": 20,
    "surgery_weeks_ago": 20,
    "injury_mechanism": "rolled_in",
    "walk_4_steps_now": "yes",
    "single_heel_raise": "yes",
    "trend": "better",
    "calf_ability": "double_few",
    "aim": ["ankle"],
    "pain_walk": 2,
    "pain_rest": 1,
    "morning_stiffness_min": 10,
    "equipment": ["none"],
    "summary_ok": "yes",
}
# The bounds that any condition sets on a number, from both sides.
BOUNDS: dict[str, list[int]] = {
    "injury_days": [0, 1, 2, 4, 10, 11, 13, 14, 20, 21, 41, 42, 43, 150],
    "duration_days": [0, 13, 14, 15, 42, 43, 365],
    "surgery_weeks_ago": [1, 2, 6, 7, 12, 13],
    "morning_stiffness_min": [0, 30, 31, 90],
    "pain_walk": [0, 3, 4, 5, 6, 7, 8, 10],
    "pain_rest": [0, 3, 4, 7, 8, 10],
}


@dataclass
class Talk:
    """A talk that has ended: what was asked and answered, in order."""

    asked: list[str] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """The answers so far."""
        return Answers.from_slots(self.slots, LIBRARY)

    @property
    def assessment(self) -> Assessment:
        """How the answers so far are judged."""
        return assess(self.answers, LIBRARY)

    @property
    def rules(self) -> set[str]:
        """The rules that fire now."""
        return {item.rule.id for item in self.assessment.fired}


def quiet(question: Question) -> Any:
    """The answer of somebody who has nothing more to tell."""
    if question.id in QUIET:
        return QUIET[question.id]
    return "no" if question.kind == "yes_no" else ["none"]


def talk(person: Mapping[str, Any]) -> Talk:
    """The talk with somebody who answers what is asked from `person`, else quietly."""
    done = Talk()
    while left := next_questions(done.answers):
        assert len(done.asked) < MOST_QUESTIONS
        name = left[0]
        told = person.get(name)
        done.asked.append(name)
        done.slots[name] = quiet(LIBRARY.questions[name]) if told is None else told
    return done


def possible(question: Question) -> list[Any]:
    """Answers to `question`: every option, both sides of every bound, not sure."""
    if question.id == "consent":
        return ["yes"]
    unsure = ["unsure"] if question.skippable else []
    if question.id in BOUNDS:
        return [*BOUNDS[question.id], *unsure]
    values = [option.value for option in question.options]
    if question.tick_list:
        marked = [["unsure:" + str(value)] for value in values]
        return [["none"], ["unsure"], *([value] for value in values), *marked]
    if question.is_list:
        return [*([value] for value in values), ["unsure"]]
    return list(dict.fromkeys([*values, *unsure]))


def chance_answer(question: Question, chance: random.Random, calm: float) -> Any:
    """An answer to `question` by chance: quiet in `calm` of the cases, sometimes several values."""
    if chance.random() < calm and question.id not in ("location", "onset", "duration_days"):
        return quiet(question)
    if question.is_list and chance.random() < 0.4:
        values = [option.value for option in question.options]
        count = chance.randint(2, min(3, len(values)))
        return chance.sample(values, count)
    return chance.choice(possible(question))


def chance_talks(
    count: int, seed: int, calms: Sequence[float] = (0.5, 0.8, 0.95)
) -> Iterator[tuple[Talk, list[Assessment]]]:
    """Talks by chance, each with how it was judged after every answer."""
    chance = random.Random(seed)
    for _ in range(count):
        calm = chance.choice(calms)
        done, judged = Talk(), []
        if chance.random() < 0.1:
            done.slots["red_flags"] = chance.sample(sorted(LIBRARY.signs), 1)
        while left := next_questions(done.answers):
            assert len(done.asked) < MOST_QUESTIONS
            question = LIBRARY.questions[left[0]]
            done.asked.append(question.id)
            done.slots[question.id] = chance_answer(question, chance, calm)
            judged.append(done.assessment)
        yield done, judged
