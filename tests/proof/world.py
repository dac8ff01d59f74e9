"""All people there can be, all talks they can have, and single ones of them to try."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import comb
from pathlib import Path
from typing import Any

from tests.proof.circuit import FALSE, Circuit, Formula
from tests.proof.findings import Findings, given_none
from tests.proof.judging import Judge, Status
from tests.proof.spoken import Signs, Spoken, at_most_one, bounds, fixed, spoken
from tests.proof.talk import Talk, ask_everything, hold_talk, order_of
from tests.proof.truth import Conditions
from triage import Answers, next_questions
from triage.library import Library

ORDER = Path(__file__).with_name("order.txt")
SAMPLE, NEIGHBOURS, SEED = 1000, 100, 1
Person = dict[str, Any]


class World:
    """The people that `library` can be asked about, as formulas, and the talks with them.

    A person is an answer to each question, given when it is asked; what else they let fall
    (`heard`), and the signs that they volunteer (`red_flags`) before anything is asked.
    """

    def __init__(self, library: Library, consistent: bool = False) -> None:
        """`consistent`: who is asked about a sign in two questions says the same in both."""
        self.library, self.circuit, self.consistent = library, Circuit(), consistent
        self.signs = Signs(self.circuit)
        self.conditions = Conditions(self.circuit, library.terms)
        self.judge = Judge(library, self.circuit, self.conditions)
        cuts = bounds(library)
        self.answers = {
            name: spoken(question, self.circuit, cuts.get(name, set()), self.signs, not consistent)
            for name, question in library.questions.items()
        }
        self.answers["consent"] = fixed(self.answers["consent"], "yes")
        self.heard: dict[str, dict[Any, Formula]] = {}
        for name, heard in library.heard.items():
            values = {value: self.circuit.input() for value in heard.values}
            self.heard[name] = values
            if not heard.many:
                at_most_one(values.values(), self.circuit)
        self.volunteered = {name: self.circuit.input() for name in sorted(library.signs)}
        self.findings = self.finds(self.answers)

    def finds(
        self, answers: Mapping[str, Spoken], volunteered: Mapping[str, Formula] | None = None
    ) -> Findings:
        """The findings of somebody who gives these answers."""
        return Findings(
            self.library,
            self.circuit,
            self.conditions,
            answers,
            self.heard,
            self.volunteered if volunteered is None else volunteered,
        )

    @cached_property
    def sample(self) -> list[tuple[Person, list[str]]]:
        """Some people by chance, each with the questions asked of them."""
        chance = random.Random(SEED)
        people = [self.by_chance(chance) for _ in range(SAMPLE)]
        return [(person, asked(person, self.library)) for person in people]

    @cached_property
    def order(self) -> list[str]:
        """The order of questions in order.txt, in which every talk is to fit."""
        names = [name for name in ORDER.read_text().split() if name in self.library.questions]
        return order_of([], self.library, names)

    def grown_order(self, missing: set[int]) -> list[str]:
        """The order grown until every talk fits; `missing`: a case in which one does not."""
        order, talks = self.order, [questions for _, questions in self.sample]
        case: set[int] | None = missing
        while case is not None:
            talks += [asked(person, self.library) for person in self._like(self.person(case))]
            order = order_of(talks, self.library, self.order)
            case = self.circuit.model(self.left_open(self.talk_in(order)))
        return order

    def how_many(self) -> int:
        """How many people there are: the answers of each question, multiplied.

        A list of signs counts three answers for each sign; a number one for each of its classes.
        """
        count = 2 ** len(self.volunteered)
        for values in self.heard.values():
            count *= len(values) + 1
        for answer in self.answers.values():
            signs = [name for name in answer.said if str(name).startswith("unsure:")]
            picks = len(answer.question.options)
            several = sum(comb(picks, n) for n in range(1, (answer.question.max or picks) + 1))
            single = sum(formula != FALSE for formula in answer.said.values())
            count *= 3 ** len(signs) if signs else single if answer.single else several
        return count

    def left_open(self, talk: Talk) -> Formula:
        """Whether a question is left when the talk ends."""
        questions = self.library.questions.values()
        return self.circuit.any_(talk.end.pending(question) for question in questions)

    def _like(self, person: Person) -> list[Person]:
        """`person`, and others who answer a few questions otherwise."""
        chance = random.Random(len(person))
        found = [person]
        for _ in range(NEIGHBOURS):
            other = self.by_chance(chance)
            names = chance.sample(list(self.answers), chance.choice((1, 2, 4)))
            found.append({**person, **{name: other[name] for name in names}})
        return found

    def talk_in(self, order: Sequence[str], findings: Findings | None = None) -> Talk:
        """All talks, asking in this order."""
        return hold_talk(findings or self.findings, self.judge, order, given_none(self.library))

    def asked_everything(self, findings: Findings | None = None) -> Status:
        """The end for those who are asked all that applies to them, be there use in it or not."""
        return ask_everything(findings or self.findings, self.judge, given_none(self.library))

    def by_chance(self, chance: random.Random) -> Person:
        """Somebody by chance: of most things they have little to tell."""
        calm = chance.choice((0.3, 0.6, 0.9, 0.97))
        person: Person = {}
        for name, answer in self.answers.items():
            person[name] = _answer_by_chance(answer, chance, calm)
        if chance.random() < 0.2:
            person["red_flags"] = chance.sample(sorted(self.volunteered), chance.randint(1, 2))
        for name, values in self.heard.items():
            if chance.random() < 0.1:
                value = chance.choice(list(values))
                person[name] = [value] if self.library.heard[name].many else value
        return person

    def person(self, true: set[int]) -> Person:
        """The person of the case in which the variables `true` are."""
        person: Person = {name: answer.value(true) for name, answer in self.answers.items()}
        flags = [name for name, formula in self.volunteered.items() if formula in true]
        if flags:
            person["red_flags"] = flags
        for name, values in self.heard.items():
            said = [value for value, formula in values.items() if formula in true]
            if said:
                person[name] = said if self.library.heard[name].many else said[0]
        return person

    def inputs(self, people: Sequence[Person]) -> dict[int, int]:
        """For each input, in which of these people it is true, a bit for each."""
        found: dict[int, int] = {}
        for number, person in enumerate(people):
            for formula in self._true_of(person):
                found[formula] = found.get(formula, 0) | 1 << number
        return found

    def _true_of(self, person: Person) -> list[Formula]:
        true = []
        for name, answer in self.answers.items():
            true += [f for f, yes in answer.choices(person[name]).items() if yes]
        true += [self.volunteered[name] for name in person.get("red_flags", ())]
        for name, values in self.heard.items():
            said = person.get(name, ())
            said = said if isinstance(said, list) else [said]
            true += [formula for value, formula in values.items() if value in said]
        return [formula for formula in true if self.circuit.is_input(formula)]


def asked(person: Person, library: Library) -> list[str]:
    """The questions that the engine asks this person, in order."""
    return list(finish(person, library)[1])


def finish(person: Person, library: Library) -> tuple[Answers, list[str]]:
    """The answers after the engine's whole talk with this person, and what it asked, in order."""
    told = {name: value for name, value in person.items() if name not in library.questions}
    answers, names = Answers.from_slots(told, library), []
    while left := next_questions(answers, library):
        if left[0] in names:
            raise AssertionError(f"{left[0]} comes again for {person}")
        names.append(left[0])
        answers = answers.replaced({left[0]: person[left[0]]}, library)
    return answers, names


def _answer_by_chance(answer: Spoken, chance: random.Random, calm: float) -> Any:
    question = answer.question
    if answer.single:
        values = [name for name, formula in answer.said.items() if formula != FALSE]
        return "no" if "no" in values and chance.random() < calm else chance.choice(values)
    if question.tick_list:
        if chance.random() < calm:
            return ["none"]
        found: dict[str, str] = {}
        for name in chance.sample(list(answer.said), chance.randint(1, 3)):
            found[name.removeprefix("unsure:")] = name
        return list(found.values())
    names = [option.value for option in question.options if not option.alone]
    rest = ["unsure", *(option.value for option in question.options if option.alone)]
    if chance.random() < 0.3 and question.id != "location":
        return [chance.choice(rest)]
    if chance.random() < 0.06:
        return [chance.choice(rest)]
    most = min(question.max or 3, 3, len(names))
    return chance.sample(names, 1 if chance.random() < 0.6 else chance.randint(1, most))
