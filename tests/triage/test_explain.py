"""Why a decision is what it is, and which one answer would have made it another."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.triage.people import ache, injury
from tests.triage.space import LIBRARY, chance_talks
from tests.triage.test_talks import CALVES, HEEL, OLD_SPRAIN, SPRAIN
from triage import Answers, decide
from triage.explain import Explanation, explain

CANNOT_WALK: dict[str, Any] = {"walk_4_steps_now": "no", "injury_mechanism": "fall"}
WORDS = LIBRARY.phrases["explain"]


def explained(person: dict[str, Any]) -> Explanation:
    answers = Answers.from_mapping(person)
    return explain(answers, decide(answers))


def said(explanation: Explanation, rule: str) -> list[tuple[str | None, str]]:
    cause = next(cause for cause in explanation.causes if cause.rule == rule)
    return [(item.question, item.words) for item in cause.said]


def label(question: str, value: str) -> str:
    options = LIBRARY.questions[question].options
    return next(option.label for option in options if option.value == value)


@pytest.mark.parametrize(
    ("person", "rule", "answers"),
    [
        (injury(walk_4_steps_now="no"), "U1", [("onset", "injury"), ("walk_4_steps_now", "no")]),
        (
            {**SPRAIN, "bone_tender": ["heel_bone"]},
            "S18",
            [("injury_days", "14"), ("bone_tender", "heel_bone")],
        ),
        (ache(signs_now=["deformity"]), "E1", [("signs_now", "deformity")]),
        (
            ache(signs_health=["diabetes"], signs_diabetes=["new_foot_sore_or_change"]),
            "U7",
            [("signs_health", "diabetes"), ("signs_diabetes", "new_foot_sore_or_change")],
        ),
        ({"red_flags": ["foot_drop"]}, "U17", [(None, "signs_no_injury:foot_drop")]),
        (
            ache(location=["inner_ankle"], arch_dropping="yes"),
            "S2",
            [("location", "inner_ankle"), ("side", "left"), ("arch_dropping", "yes")],
        ),
    ],
)
def test_the_answers_behind_a_rule(
    person: dict[str, Any], rule: str, answers: list[tuple[str | None, str]]
) -> None:
    def words(question: str | None, value: str) -> str:
        if question is None:
            question, value = value.split(":")
        return value if value.isdigit() else label(question, value)

    assert said(explained(person), rule) == [(q, words(q, value)) for q, value in answers]


def test_not_sure_is_said_so() -> None:
    explanation = explained(ache(signs_now=["unsure:deformity"]))
    (cause,) = explanation.causes
    assert cause.unsure
    assert cause.said[0].words == f"{label('signs_now', 'deformity')} ({LIBRARY.phrases['unsure']})"
    assert explanation.sentences()[0].startswith(WORDS["unsure"].format(reason=cause.reason))


def test_what_no_question_has_words_for_is_left_out() -> None:
    explanation = explained(injury(intoxicated="yes"))
    assert said(explanation, "U2") == [("onset", label("onset", "injury")), ("injury_days", "5")]
    smoke = explained({"intoxicated": "yes", "injury_days": 3})
    assert said(smoke, "U2") == [("injury_days", "3")]


@pytest.mark.parametrize(
    ("person", "question", "value", "level", "complete"),
    [
        (injury(**CANNOT_WALK), "walk_4_steps_now", "yes", "self_care", True),
        (injury(**CANNOT_WALK, pain_walk=None), "walk_4_steps_now", "yes", "self_care", False),
        ({**SPRAIN, "bone_tender": ["heel_bone"]}, "bone_tender", ["none"], "self_care", True),
        ({**SPRAIN, "signs_injury": ["sole_bruise"]}, "signs_injury", ["none"], "self_care", True),
        ({**HEEL, "tried_6_weeks": "yes"}, "tried_6_weeks", "no", "self_care", True),
        ({**CALVES, "claudication": "yes"}, "claudication", "no", "self_care", True),
        (
            {**OLD_SPRAIN, "gives_way_or_locks": "yes"},
            "gives_way_or_locks",
            "no",
            "self_care",
            True,
        ),
        (ache(signs_now=["unsure:deformity"], equipment=["band"]), "signs_now", ["none"],
         "self_care", True),
        (CALVES, "claudication", "yes", "see_clinician_soon", True),
        (ache(pain_walk=7, pain_rest=8, cannot_sleep="yes"), "pain_rest", 7, "self_care", True),
    ],
)  # fmt: skip
def test_the_nearest_change(
    person: dict[str, Any], question: str, value: Any, level: str, complete: bool
) -> None:
    change = explained(person).nearest
    assert change is not None
    assert (change.question, change.value) == (question, value)
    assert (change.urgency.value, change.complete) == (level, complete)


def test_not_sure_is_nearer_than_another_answer() -> None:
    change = explained(injury(walk_4_steps_now="unsure", bone_tender=["none"])).lower
    assert change is not None
    assert (change.question, change.value) == ("walk_4_steps_now", "yes")


def test_a_person_is_not_told_to_be_another_where_something_else_would_do() -> None:
    change = explained(injury(10, bone_tender=["heel_bone"])).lower
    assert change is not None
    assert change.question == "bone_tender"


def test_history_counts_where_nothing_else_would_do() -> None:
    change = explained(ache(location=["calf"], signs_health=["hormones"])).lower
    assert change is not None
    assert (change.question, change.value) == ("signs_health", ["none"])


def test_what_hangs_on_the_changed_answer_changes_with_it() -> None:
    """With less pain when walking, pain at rest would not have been asked: it must not count."""
    person = ache(location=["shin"], age_band="18_24", pain_walk=5, pain_rest=4)
    change = explained({**person, "load_increase": "no"}).lower
    assert change is not None
    assert change.question == "pain_rest"
    onset = explained(injury(42, signs_injury=["twist_outward"])).lower
    assert onset is not None
    assert onset.question == "signs_injury"


def test_nothing_lowers_what_was_volunteered() -> None:
    explanation = explained({"red_flags": ["deformity"]})
    assert explanation.nearest is None
    reason = LIBRARY.rules["E1"].reason
    words = f"{LIBRARY.questions['signs_now'].short}: {label('signs_now', 'deformity')}"
    assert explanation.sentences() == [
        f"{WORDS['cause'].format(reason=reason)} {WORDS['said'].format(said=words)}"
    ]


def test_sentences_end_with_the_change() -> None:
    lines = explained({**CALVES, "claudication": "yes"}).sentences(LIBRARY)
    question = LIBRARY.questions["claudication"]
    assert len(lines) == 2
    assert lines[1] == WORDS["change"].format(
        short=question.short,
        value=label("claudication", "no"),
        verdict=WORDS["levels"]["self_care"],
    )


def test_sentences_where_more_would_be_asked() -> None:
    lines = explained(injury(walk_4_steps_now="no", pain_walk=None)).sentences()
    assert lines[-1] == WORDS["change_so_far"].format(
        short=LIBRARY.questions["walk_4_steps_now"].short,
        value=label("walk_4_steps_now", "yes"),
        verdict=WORDS["levels"]["self_care"],
    )


def test_a_cause_without_words_of_the_person() -> None:
    (cause,) = explained({"red_flags": ["foot_drop"]}).causes
    bare = Explanation((replace(cause, said=()),), None, None)
    assert bare.sentences() == [WORDS["cause"].format(reason=LIBRARY.rules["U17"].reason)]


def test_as_plain_data() -> None:
    data = explained({**CALVES, "claudication": "yes"}).to_json()
    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data))
    assert data["causes"][0]["level"] == "see_clinician_soon"
    assert data["lower"]["urgency"] == "self_care"
    assert type(data["lower"]["urgency"]) is str


@pytest.mark.no_cover
def test_every_change_keeps_its_word() -> None:
    """Talks by chance: the change, made, gives the urgency that was told."""
    told = 0
    for done, _ in chance_talks(60, seed=5):
        explanation = explain(done.answers, decide(done.answers))
        level = decide(done.answers).urgency.severity
        for change in (explanation.lower, explanation.higher):
            if change is not None:
                told += 1
                after = decide(done.answers.replaced({change.question: change.value}))
                assert after.urgency is change.urgency or not change.complete
        assert explanation.lower is None or explanation.lower.urgency.severity < level
        assert explanation.higher is None or explanation.higher.urgency.severity > level
    assert told > 60
