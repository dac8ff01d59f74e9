"""Whatever is answered, in whatever order and however little of it fits together."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

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


@settings(max_examples=100, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(person: dict[str, Any], chance: Any) -> None:
    items = list(person.items())
    chance.shuffle(items)
    shuffled = Answers.from_mapping(dict(items))
    assert shuffled == Answers.from_mapping(person)
    assert decide(shuffled).to_json() == decide(Answers.from_mapping(person)).to_json()
    assert next_questions(shuffled) == next_questions(Answers.from_mapping(person))


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
