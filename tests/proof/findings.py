"""What follows from the answers that were given, as formulas: answers in, facts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.spoken import MAIN, Spoken
from tests.proof.truth import UNKNOWN, Conditions, Fact
from triage.answers import as_list
from triage.conditions import UNSURE
from triage.library import Library
from triage.model import Question

WORST_FIRST = ("yes", UNSURE, "no")
Given = Mapping[str, Formula]
Source = tuple[str | None, Callable[[Fact, Formula], Fact]]


class Findings:
    """The facts that follow from the answers of one person."""

    def __init__(
        self,
        library: Library,
        circuit: Circuit,
        conditions: Conditions,
        answers: Mapping[str, Spoken],
        heard: Mapping[str, Mapping[Any, Formula]],
        volunteered: Mapping[str, Formula],
    ) -> None:
        self.library, self.circuit, self.conditions = library, circuit, conditions
        self.answers = answers
        self._sources: dict[str, list[Source]] = {}
        self._built: dict[tuple[Any, ...], Fact] = {}
        for name, values in heard.items():
            self._hear(name, values)
        for question in library.questions.values():
            self._read(question, answers[question.id])
        for name, formula in volunteered.items():
            self._raise(None, name, {"yes": formula})

    def facts(self, given: Given) -> dict[str, Fact]:
        """The facts where just the questions `given` have been answered."""
        facts = {}
        for name, sources in self._sources.items():
            key = (name, *(given[source] for source, _ in sources if source))
            if key not in self._built:
                fact = UNKNOWN
                for source, change in sources:
                    fact = change(fact, given[source] if source else TRUE)
                self._built[key] = fact
            facts[name] = self._built[key]
        self._derive(facts, given)
        return facts

    def _derive(self, facts: dict[str, Fact], given: Given) -> None:
        circuit = self.circuit
        for question in self.library.implying:
            known = facts[question.id].known
            for name, value in question.implies.items():
                facts[name] = self._where_unknown(facts.get(name, UNKNOWN), value, known)
        for question in self.library.defaulting:
            never = self.conditions.holds(question.when, facts).false
            facts[question.id] = self._where_unknown(
                facts[question.id], question.if_not_asked, never
            )
        location, key = facts["location"], ("main", id(facts["location"]))
        if key not in self._built:
            answer = self.answers["location"].said
            mains = {n: answer.get(MAIN + str(n), f) for n, f in location.values.items()}
            values = {n: circuit.all_((location.values[n], main)) for n, main in mains.items()}
            (instead,) = as_list(self.answers["location"].question.unsure_as)
            unsure = circuit.all_((given["location"], answer[UNSURE]))
            values[instead] = circuit.any_((values[instead], unsure))
            self._built[key] = Fact(values, location.known)
        facts["location_main"] = self._built[key]

    def _where_unknown(self, fact: Fact, value: Any, where: Formula) -> Fact:
        key = ("default", id(fact), value, where)
        if key not in self._built:
            more = self.circuit.all_((where, -fact.known))
            values = {**fact.values}
            values[value] = self.circuit.any_((values.get(value, FALSE), more))
            known = self.circuit.any_((fact.known, more))
            self._built[key] = Fact(values, known)
        return self._built[key]

    def _hear(self, name: str, values: Mapping[Any, Formula]) -> None:
        heard = self.library.heard[name]
        if heard.each_sets:
            for finding, formula in values.items():
                self._raise(None, finding, {heard.each_sets: formula})
        else:
            self._set(None, name, dict(values), self.circuit.any_(values.values()))

    def _read(self, question: Question, answer: Spoken) -> None:
        said, any_ = dict(answer.said), self.circuit.any_
        if question.tick_list:
            self._read_ticks(question, said)
            return
        said = {name: formula for name, formula in said.items() if MAIN not in str(name)}
        if question.unsure_as is not None:
            instead = question.unsure_as
            unsure = said.pop(UNSURE)
            for value in as_list(instead):
                said[value] = any_((said.get(value, FALSE), unsure))
        if question.kind == "yes_no":
            self._raise(question.id, question.id, said)
        else:
            self._set(question.id, question.id, said, TRUE)
        for option in question.options:
            for name, value in option.sets.items():
                self._set(question.id, name, {value: said[option.value]}, said[option.value])
        for name, value in question.unsets.items():
            self._raise(question.id, name, {value: TRUE})

    def _read_ticks(self, question: Question, said: Mapping[str, Formula]) -> None:
        all_, any_ = self.circuit.all_, self.circuit.any_
        for option in question.options:
            line = (str(option.value), *option.covers)
            ticked = any_(said[name] for name in line)
            for name in line:
                line_unsure = all_((-ticked, said[f"unsure:{line[0]}"]))
                unsure = all_((-said[name], any_((said[f"unsure:{name}"], line_unsure))))
                no = all_((-ticked, -unsure))
                self._raise(question.id, name, {"yes": said[name], UNSURE: unsure, "no": no})

    def _set(
        self, source: str | None, name: str, values: dict[Any, Formula], where: Formula
    ) -> None:
        """Where `source` is given and `where` is true, `name` becomes what `values` say."""
        circuit = self.circuit

        def change(old: Fact, given: Formula) -> Fact:
            now = circuit.all_((given, where))
            names = dict.fromkeys([*old.values, *values])
            return Fact(
                {
                    n: circuit.if_(now, values.get(n, FALSE), old.values.get(n, FALSE))
                    for n in names
                },
                circuit.any_((now, old.known)),
            )

        self._sources.setdefault(name, []).append((source, change))

    def _raise(self, source: str | None, name: str, values: Mapping[str, Formula]) -> None:
        """Where `source` is given, `name` becomes what `values` say if that is worse."""
        circuit = self.circuit

        def change(old: Fact, given: Formula) -> Fact:
            found: dict[str, Formula] = {}
            for value in WORST_FIRST:
                now = circuit.all_((given, values.get(value, FALSE)))
                either = circuit.any_((now, old.values.get(value, FALSE)))
                found[value] = circuit.all_((either, *(-worse for worse in found.values())))
            return Fact(found, circuit.any_(found.values()))

        self._sources.setdefault(name, []).append((source, change))


def given_none(library: Library) -> dict[str, Formula]:
    """Nothing has been answered."""
    return dict.fromkeys(library.questions, FALSE)


def known(names: Iterable[str], facts: Mapping[str, Fact], circuit: Circuit) -> Formula:
    """Whether all of `names` are known."""
    return circuit.all_(facts.get(name, UNKNOWN).known for name in names)
