"""The form's validator: every question takes its answers and refuses all else."""

from __future__ import annotations

from typing import Any

import pytest

from actions.slots import library
from actions.validate import ValidateTriageForm
from tests.actions.harness import ANSWERED, SOLE_BRUISE, STIFF_ANKLE, Slots, Turn, make_tracker, run
from triage import Answers, Urgency, decide, next_questions
from triage.model import Question
from triage.untrusted import clean_answer

QUESTIONS = list(library().questions.values())
OPTIONS = [(q, option.value) for q in QUESTIONS for option in q.options]
NUMBERS = [q for q in QUESTIONS if q.kind in ("number", "scale")]
LISTS = [q for q in QUESTIONS if q.is_list]
LIMITED = [q for q in LISTS if q.max is not None and q.max < len(q.options)]
SKIPPABLE = [q for q in QUESTIONS if q.skippable]
TICK_LISTS = [q for q in QUESTIONS if q.tick_list]
NEVER = ["no_such_value", "", {"a": 1}, [{"a": 1}], [["yes"]], [[]], True, False, [True], {}]
NOT_NUMBERS = [
    -1,
    -0.5,
    10**9,
    10**400,
    "nan",
    "inf",
    "-inf",
    float("nan"),
    float("inf"),
    [3],
    [[3]],
]


def ids(value: Any) -> str:
    """Names the cases after their question."""
    return value.id if isinstance(value, Question) else str(value)


def answer(name: str, value: Any, slots: Slots | None = None) -> Turn:
    """What the form does with this answer, through the SDK."""
    tracker = make_tracker({"consent": "yes", **(slots or {})}, asked=name, new={name: value})
    return run(ValidateTriageForm(), tracker)


def foreign(question: Question) -> str:
    """A value of another question that is no answer to this one."""
    own = {str(option.value) for option in question.options} | {"none", "unsure", "yes", "no"}
    return next(str(value) for q, value in OPTIONS if isinstance(value, str) and value not in own)


@pytest.mark.parametrize(("question", "value"), OPTIONS, ids=ids)
def test_each_option_is_taken(question: Question, value: Any) -> None:
    expected = [value] if question.is_list else value
    if question.id == "summary_ok" and value == "no":
        expected = None  # something is wrong: the summary is asked again
    assert answer(question.id, value).slots[question.id] == expected


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_a_value_of_another_question_is_refused(question: Question) -> None:
    value = foreign(question)
    assert answer(question.id, value).slots[question.id] is None
    assert answer(question.id, [value]).slots[question.id] is None


@pytest.mark.parametrize("value", NEVER, ids=repr)
@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_a_value_of_the_wrong_type_is_refused(question: Question, value: Any) -> None:
    assert answer(question.id, value).slots[question.id] is None


@pytest.mark.parametrize("value", NOT_NUMBERS, ids=repr)
@pytest.mark.parametrize("question", NUMBERS, ids=ids)
def test_a_number_out_of_range_is_refused(question: Question, value: Any) -> None:
    assert answer(question.id, value).slots[question.id] is None


@pytest.mark.parametrize("question", NUMBERS, ids=ids)
def test_a_number_at_its_limits_is_taken(question: Question) -> None:
    for limit in (question.min, question.max):
        assert answer(question.id, limit).slots[question.id] == limit
        assert answer(question.id, str(limit)).slots[question.id] == limit
    assert question.max is not None
    assert answer(question.id, question.max + 1).slots[question.id] is None


@pytest.mark.parametrize("question", LISTS, ids=ids)
def test_a_list_keeps_each_value_once_and_no_none_beside_others(question: Question) -> None:
    first, second = [option.value for option in question.options if option.value != "none"][:2]
    assert answer(question.id, [first, second, first]).slots[question.id] == [first, second]
    assert answer(question.id, ["none", first]).slots[question.id] == [first]
    assert answer(question.id, [first, "no_such_value"]).slots[question.id] is None


@pytest.mark.parametrize("question", LIMITED, ids=ids)
def test_of_too_many_values_the_first_ones_count(question: Question) -> None:
    values = [option.value for option in question.options if option.value != "none"]
    expected = values[: question.max]
    assert answer(question.id, values).slots[question.id] == expected
    assert answer(question.id, values * 50).slots[question.id] == expected


@pytest.mark.parametrize("question", TICK_LISTS, ids=ids)
def test_a_tick_list_takes_none_and_doubts(question: Question) -> None:
    doubt = f"unsure:{question.options[0].value}"
    assert answer(question.id, ["none"]).slots[question.id] == ["none"]
    assert answer(question.id, [doubt]).slots[question.id] == [doubt]
    assert answer(question.id, ["unsure:no_such_value"]).slots[question.id] is None


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_not_sure_answers_all_but_consent_and_summary(question: Question) -> None:
    expected = (["unsure"] if question.is_list else "unsure") if question.skippable else None
    assert answer(question.id, "unsure").slots[question.id] == expected


def test_there_is_something_in_every_group() -> None:
    assert min(map(len, (NUMBERS, LISTS, LIMITED, TICK_LISTS, SKIPPABLE))) > 0
    assert len(SKIPPABLE) < len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_every_question_has_a_validator(question: Question) -> None:
    assert callable(getattr(ValidateTriageForm, f"validate_{question.id}"))


def test_an_answer_leads_to_the_next_question() -> None:
    slots = {"consent": "yes", "age_band": "25_54"}
    turn = answer("signs_now", ["none"], slots)
    asked = next_questions(Answers.from_slots({**slots, "signs_now": ["none"]}))[0]
    assert turn.slots["requested_slot"] == asked
    assert turn.slots["misses"] == "0"


def test_a_refused_answer_is_asked_again_in_other_words() -> None:
    turn = answer("pain_walk", 11, {**STIFF_ANKLE, "pain_walk": None, "summary_ok": None})
    assert turn.slots["requested_slot"] == "pain_walk"
    assert turn.slots["misses"] == "1"


def test_a_bad_value_of_another_question_is_no_miss_at_this_one() -> None:
    tracker = make_tracker({"consent": "yes"}, asked="age_band", new={"pain_walk": 99})
    turn = run(ValidateTriageForm(), tracker)
    assert turn.slots["pain_walk"] is None
    assert "misses" not in turn.slots


def test_all_answers_of_one_message_are_checked() -> None:
    new = {"side": "left", "pain_walk": "7", "location": ["calf"], "stiffness": ["rubbish"]}
    turn = run(ValidateTriageForm(), make_tracker({"consent": "yes"}, asked="age_band", new=new))
    assert (turn.slots["side"], turn.slots["pain_walk"]) == ("left", 7)
    assert turn.slots["location"] == ["calf"]
    assert turn.slots["stiffness"] is None
    assert turn.slots["requested_slot"] == "age_band"


@pytest.mark.parametrize("more", [{"side": "right"}, {"pain_walk": 1, "side": "left"}])
def test_a_yes_to_a_summary_with_a_correction_shows_the_new_summary(more: Slots) -> None:
    slots = {**STIFF_ANKLE, "summary_ok": None}
    tracker = make_tracker(slots, asked="summary_ok", new={**more, "summary_ok": "yes"})
    turn = run(ValidateTriageForm(), tracker)
    assert {name: turn.slots[name] for name in more} == more
    assert turn.slots["summary_ok"] is None
    assert turn.slots["requested_slot"] == "summary_ok"


def test_a_place_takes_the_vague_one_away() -> None:
    assert answer("location", ["calf"], {"region": "leg"}).slots["region"] is None


def test_a_changed_answer_empties_those_that_hang_on_it() -> None:
    turn = answer("onset", "gradual", {**STIFF_ANKLE, "summary_ok": None})
    assert turn.slots["onset"] == "gradual"
    for name in ("injury_days", "injury_mechanism", "signs_injury"):
        assert turn.slots[name] is None
    assert "stiffness" not in turn.slots
    assert turn.slots["requested_slot"] == "duration_days"


def test_an_answer_that_keeps_it_urgent_is_never_emptied() -> None:
    turn = answer("onset", "gradual", {**SOLE_BRUISE, "summary_ok": None})
    assert turn.slots["onset"] == "gradual"
    assert "signs_injury" not in turn.slots


def test_the_same_answer_again_empties_nothing() -> None:
    turn = answer("onset", "injury", {**STIFF_ANKLE, "summary_ok": None})
    assert [name for name, value in turn.slots.items() if value is None] == []


@pytest.mark.parametrize("finding", [o.value for o in library().questions["signs_now"].options])
def test_an_emergency_ends_the_form(finding: str) -> None:
    slots = {"consent": "yes", "age_band": "25_54"}
    answers = Answers.from_slots({**slots, "signs_now": [finding]})
    ends = decide(answers).urgency is Urgency.EMERGENCY
    turn = answer("signs_now", [finding], slots)
    assert (turn.slots["requested_slot"] is None) == ends
    assert ends or finding == "fever_unwell"


def test_a_sign_in_free_text_ends_the_form() -> None:
    turn = answer("side", "left", {**ANSWERED, "red_flags": ["breathless_chest_pain"]})
    assert turn.slots["requested_slot"] is None


def test_refused_consent_ends_the_form() -> None:
    assert answer("consent", "no").slots["requested_slot"] is None


def test_something_wrong_in_the_summary_asks_again_with_the_other_words() -> None:
    turn = answer("summary_ok", "no", {**STIFF_ANKLE, "summary_ok": None})
    assert turn.slots["summary_ok"] is None
    assert turn.slots["misses"] == "1"
    assert turn.slots["requested_slot"] == "summary_ok"


def test_only_the_questions_are_validated() -> None:
    tracker = make_tracker({"consent": "yes"}, asked="side", new={"side": "left", "region": "leg"})
    assert "region" not in run(ValidateTriageForm(), tracker).slots


def test_clean_answer_reads_numbers_in_any_type() -> None:
    assert [clean_answer("pain_walk", value) for value in (3, 3.0, "3", " 3 ")] == [3, 3, 3, 3]
    assert clean_answer("pain_walk", 0) == 0
    assert clean_answer("pain_walk", None) is None
