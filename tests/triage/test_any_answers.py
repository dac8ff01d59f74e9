"""Whatever is answered, in whatever order and however little of it fits together."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.triage.space import LIBRARY, possible
from triage import Answers, Urgency, decide, next_questions

ANSWERS = {
    name: st.sampled_from(possible(question)) for name, question in LIBRARY.questions.items()
}
HEARD = {
    name: st.lists(st.sampled_from(heard.values), min_size=1, max_size=2)
    if heard.many
    else st.sampled_from(heard.values)
    for name, heard in LIBRARY.heard.items()
}
SIGNS = st.lists(st.sampled_from(sorted(LIBRARY.signs)), max_size=3)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={**ANSWERS, **HEARD, "red_flags": SIGNS, "red_flags_withdrawn": SIGNS},
)
LEVELS = [level.value for level in Urgency]


@settings(max_examples=300, deadline=None)
@given(PEOPLE)
def test_a_decision_can_always_be_made(person: dict[str, Any]) -> None:
    answers = Answers.from_mapping(person)
    data = decide(answers).to_json()
    assert json.loads(json.dumps(data)) == data
    left = next_questions(answers)
    assert len(set(left)) == len(left)
    assert not set(left) & answers.given
    assert set(left) <= set(LIBRARY.questions)
    severe = data["urgency"] in LEVELS[2:]
    assert not (severe and data["exercises"])
    assert severe is (data["recheck_days"] is None)
    assert (data["urgency"] == "self_care") is (data["route"]["who"] == "yourself")


class Talking(RuleBasedStateMachine):
    """Answers given, changed and taken back in any order come out like those left, all at once."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = Answers.from_slots({}, LIBRARY)
        self.left: dict[str, Any] = {}

    def say(self, name: str, value: Any) -> None:
        """Say `value` to `name`; None takes the answer back."""
        self.answers = self.answers.replaced({name: value}, LIBRARY)
        self.left.pop(name, None)
        if value is not None:
            self.left[name] = value

    @rule(data=st.data())
    def answers_what_is_asked(self, data: st.DataObject) -> None:
        asked = next_questions(self.answers, LIBRARY)
        if asked:
            self.say(asked[0], data.draw(ANSWERS[asked[0]]))

    @rule(data=st.data(), name=st.sampled_from(sorted({**ANSWERS, **HEARD})))
    def tells_something_else(self, data: st.DataObject, name: str) -> None:
        self.say(name, data.draw({**ANSWERS, **HEARD}[name]))

    @rule(signs=SIGNS, name=st.sampled_from(["red_flags", "red_flags_withdrawn"]))
    def volunteers_signs(self, signs: list[str], name: str) -> None:
        self.say(name, signs)

    @precondition(lambda self: self.left)
    @rule(data=st.data())
    def takes_an_answer_back(self, data: st.DataObject) -> None:
        self.say(data.draw(st.sampled_from(sorted(self.left))), None)

    @invariant()
    def is_judged_like_the_answers_at_once(self) -> None:
        at_once = Answers.from_mapping(dict(sorted(self.left.items())), LIBRARY)
        assert self.answers.facts == at_once.facts
        assert decide(self.answers, LIBRARY).to_json() == decide(at_once, LIBRARY).to_json()
        assert next_questions(self.answers, LIBRARY) == next_questions(at_once, LIBRARY)

    @invariant()
    def is_asked_nothing_again(self) -> None:
        left = next_questions(self.answers, LIBRARY)
        assert len(set(left)) == len(left)
        assert not set(left) & self.answers.given


Talking.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestTalking = Talking.TestCase


@settings(max_examples=100, deadline=None)
@given(PEOPLE, st.sampled_from(sorted(LIBRARY.signs)))
def test_volunteering_a_sign_never_lowers(person: dict[str, Any], sign: str) -> None:
    """Free text can only raise: only good news, told apart elsewhere, is left out here."""
    good = {"walk_4_steps_now", "single_heel_raise", "previous_same", "severs_pattern"}
    if sign in good or sign in ("known_gout", "load_increase"):
        return
    told = {**person, "red_flags": [*person.get("red_flags", []), sign]}
    before = decide(Answers.from_mapping(person)).urgency.severity
    assert decide(Answers.from_mapping(told)).urgency.severity >= before
