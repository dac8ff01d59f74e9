"""More, the same, less or stop: CLINICAL 4.10, row by row."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.triage import people
from tests.triage.copies import changed, put
from tests.triage.lives import LIBRARY, START, WELL, Life, life
from triage import Answers, KnowledgeError, decide
from triage.course import Check, Report, begin, kept_answers, read_course
from triage.ladder import LOWEST, MORE_LOAD, Item, dose_at, step_down, step_up, volume
from triage.library import Library
from triage.plan_of import plan_of
from triage.progress import check_in
from triage.progress_words import outcome_line, progress_lines

CALF = people.ache(location=["calf"], calf_ability="double_few", pain_walk=2, equipment=["none"])
TENDON = people.ache(location=["achilles_mid"], calf_ability="double_20", pain_walk=2)
GOOD: dict[str, Any] = {"pain_morning": 2}
# (answers, check-ins as (days since the last, changes to a good report), step, reasons)
Row = tuple[dict[str, Any], list[tuple[int, dict[str, Any]]], str, tuple[str, ...]]
ROWS: dict[str, Row] = {
    "good once": (CALF, [(2, GOOD)], "hold", ("good_once",)),
    "good twice": (CALF, [(2, GOOD), (2, GOOD)], "progress", ("good",)),
    "good for a week": (CALF, [(7, GOOD)], "progress", ("good",)),
    "good for six days": (CALF, [(6, GOOD)], "hold", ("good_once",)),
    "good, then not all done": (
        CALF, [(2, GOOD), (2, {**GOOD, "done": "some"})], "hold", ("few_done",)
    ),
    "a gap breaks the good run": (
        CALF, [(2, GOOD), (2, {**GOOD, "done": "none"}), (2, GOOD)], "hold", ("good_once",)
    ),
    "the run begins anew after more": (
        CALF, [(7, GOOD), (2, GOOD)], "hold", ("good_once",)
    ),
    "pain at the limit": (CALF, [(7, {**GOOD, "pain_session": 3})], "progress", ("good",)),
    "pain over the limit": (
        CALF, [(7, {**GOOD, "pain_session": 4})], "regress", ("over_limit",)
    ),
    "a sore tendon may hurt up to five": (
        TENDON, [(7, {**GOOD, "pain_session": 5})], "progress", ("good",)
    ),
    "but no more": (TENDON, [(7, {**GOOD, "pain_session": 6})], "regress", ("over_limit",)),
    "a young injury up to three": (
        people.injury(11, location=["achilles_mid"], pain_walk=2, calf_ability="double_few"),
        [(2, {**GOOD, "pain_session": 4})], "regress", ("over_limit",),
    ),
    "and down to three": (
        people.injury(11, location=["achilles_mid"], pain_walk=2, calf_ability="double_few"),
        [(2, {**GOOD, "pain_session": 3})], "hold", ("good_once",),
    ),
    "a day short of three weeks": (
        people.injury(18, location=["achilles_mid"], pain_walk=2, calf_ability="double_few"),
        [(2, {**GOOD, "pain_session": 4})], "regress", ("over_limit",),
    ),
    "until it is three weeks old": (
        people.injury(19, location=["achilles_mid"], pain_walk=2, calf_ability="double_few"),
        [(2, {**GOOD, "pain_session": 4})], "hold", ("good_once",),
    ),
    "a worse morning": (CALF, [(7, {"pain_morning": 3})], "hold", ("worse_morning",)),
    "two worse mornings": (
        CALF, [(7, {"pain_morning": 3}), (7, {"pain_morning": 3})], "regress", ("mornings",)
    ),
    "worse mornings apart": (
        CALF, [(7, {"pain_morning": 3}), (7, GOOD), (7, {"pain_morning": 3})],
        "hold", ("worse_morning",),
    ),
    "says worse": (CALF, [(7, {**GOOD, "trend": "worse"})], "hold", ("worse_now",)),
    "says worse twice": (CALF, [(7, {**GOOD, "trend": "worse"})] * 2, "hold", ("worse_now",)),
    "worse three times": (
        CALF, [(7, {**GOOD, "trend": "worse"})] * 3, "stop", ("worse_again",)
    ),
    "swelling grows": (
        CALF, [(7, {**GOOD, "swelling_more": True})], "stop", ("swelling",)
    ),
    "after a stop": (
        CALF, [(7, {**GOOD, "swelling_more": True}), (7, GOOD)], "restart", ("seen_again",)
    ),
    "a stop ends the run": (
        CALF, [(7, {**GOOD, "trend": "worse"})] * 3 + [(7, GOOD), (7, {**GOOD, "trend": "worse"})],
        "hold", ("worse_now",),
    ),
}  # fmt: skip


def lived(row: Row, library: Library = LIBRARY) -> Life:
    """Somebody after the check-ins of `row`."""
    answers, visits = row[:2]
    person = life(answers, library)
    assert person is not None
    for days, report in visits:
        person.comes_back(days, **report)
    return person


@pytest.mark.parametrize("name", ROWS)
def test_each_row_comes_out(name: str) -> None:
    last = lived(ROWS[name]).told[-1]
    assert (last.step, last.reasons) == ROWS[name][2:]


THRESHOLDS = [
    *(("limits", n, "limit", by) for n in (0, 1, 2) for by in (-1, 1)),
    *(
        ("series", name, by)
        for name in ("good_to_progress", "counts_twice_days", "morning_rise", "worse_mornings")
        for by in (-1, 1)
        if (name, by) != ("morning_rise", -1)
    ),
    *(("series", "worse_to_stop", by) for by in (-1, 1)),
    *(("limits", 0, "when", "any", 0, "injury_days", "under", by) for by in (-2, 2)),
]


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=str)
def test_a_threshold_moved_by_one_is_noticed(threshold: tuple[Any, ...]) -> None:
    *path, by = threshold

    def move(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] += by

    library = changed("progress", move)
    found = {name: lived(row, library).told[-1] for name, row in ROWS.items()}
    assert any((f.step, f.reasons) != ROWS[name][2:] for name, f in found.items())


def test_more_comes_step_by_step() -> None:
    """Repeats, then a set, then the harder form of one exercise at a time."""
    person = life(CALF)
    assert person is not None
    seen = []
    for _ in range(9):
        found = person.comes_back(7, **GOOD)
        calf = found.decision.to_json()["exercises"][2]
        seen.append((calf["id"], calf["dose"]["sets"], calf["dose"]["reps"]))
    assert seen == [
        ("CLB2", 2, 12), ("CLB2", 3, 12), ("CLI1", 3, 10), ("CLI1", 3, 12), ("CLI1", 4, 12),
        ("CLI2", 3, 8), ("CLI2", 3, 9), ("CLI2", 4, 9), ("CLI2", 4, 9),
    ]  # fmt: skip
    assert person.told[-1].reasons == ("as_hard",)  # the next one needs a step, which they have not
    notes = [e["dose_note"] or "" for e in person.told[2].decision.to_json()["exercises"]]
    assert any("Do this one only if" in note for note in notes)


def test_less_takes_at_least_a_third_off() -> None:
    ladder = LIBRARY.progress.ladder
    for exercise in LIBRARY.exercises.values():
        for rung in range(LOWEST, MORE_LOAD + 1):
            after = step_down(Item(exercise.id, rung), set(), lambda _: False, LIBRARY)
            most = ladder.cut * volume(exercise, rung, ladder)
            lowest = after.rung == LOWEST
            assert volume(exercise, after.rung, ladder) <= most or lowest
    kept = [e.id for e in LIBRARY.exercises.values() if dose_at(e, LOWEST, ladder) == e.dose]
    assert kept == []


def test_nothing_is_begun_that_a_clinician_must_allow() -> None:
    top = Item("BND4", MORE_LOAD)
    assert step_up(top, set(), True, lambda _: True, LIBRARY) == top
    assert LIBRARY.exercises["BND4"].harder in LIBRARY.progress.ladder.ask_first


def test_an_exercise_that_has_not_begun_stays_as_it_is() -> None:
    heel = people.ache(location=["heel_bottom"], duration_days=60, pain_walk=3, heel_squeeze="no")
    person = life(heel)
    assert person is not None
    assert Item("PFP1", from_week=4) in person.course.items
    found = person.comes_back(7, pain_morning=3)
    weeks = {e["id"]: e["from_week"] for e in found.decision.to_json()["exercises"]}
    assert (found.step, weeks["PFP1"]) == ("progress", 3)
    assert Item("PFP1", from_week=4) in person.course.items
    person.comes_back(21, pain_morning=3)
    assert Item("PFP1", 1, from_week=4) in person.course.items


def test_a_new_health_fact_puts_the_easier_form_in_place() -> None:
    person = life(people.ache(equipment=["band"], pain_walk=1))
    assert person is not None
    assert "BAL1" in person.plan
    found = person.comes_back(7, {"signs_health": ["falls_or_dizzy"]}, pain_morning=1)
    assert (found.step, found.reasons) == ("hold", ("blocked",))
    assert "BAL1" not in person.plan


def test_weeks_without_change_lead_to_a_clinician_and_keep_the_plan() -> None:
    person = life(people.ache(location=["calf"], calf_ability="double_few", pain_walk=3))
    assert person is not None
    unchanged = []
    for days in (13, 1, 27, 1):
        found = person.comes_back(days, {"pain_walk": 2}, pain_morning=2)
        rules = [rule["id"] for rule in found.decision.to_json()["rules"]]
        unchanged.append((found.unchanged, "S11" in rules, bool(person.plan)))
    assert unchanged == [
        (False, False, True), (True, False, True), (True, False, True), (True, True, True)
    ]  # fmt: skip
    better = person.comes_back(7, {"pain_walk": 1}, pain_morning=1)
    assert not better.unchanged


def test_a_heavy_plan_gets_twelve_weeks() -> None:
    person = life(people.ache(location=["heel_bottom"], duration_days=60, pain_walk=3))
    assert person is not None
    rules = [
        {rule["id"] for rule in person.comes_back(42).decision.to_json()["rules"]} for _ in (6, 12)
    ]
    assert ["S11" in names for names in rules] == [False, True]


def test_the_next_check_is_that_of_the_series_or_sooner() -> None:
    person = life(CALF)
    assert person is not None
    days = []
    for gap in (1, 1, 12, 28, 42):
        due = person.comes_back(gap, pain_morning=2).next_check
        days.append(due and (due - START).days)
    assert days == [2, 14, 28, 84, 126]
    stopped = person.comes_back(7, swelling_more=True).next_check
    assert stopped is not None and (stopped - person.day).days > 0
    assert person.comes_back(1, {"signs_now": ["cold_pale_blue"]}).next_check is None


def test_a_course_is_the_same_after_it_was_kept_and_odd_ones_are_none() -> None:
    person = lived(ROWS["after a stop"])
    data = person.course.to_json()
    assert read_course(data, LIBRARY) == person.course
    odd: list[Any] = [
        None, {}, "x", {**data, "schema": 0}, {**data, "programme": "gone"}, {**data, "start": "?"},
        {**data, "items": [{"id": "STC1", "colour": 1}]}, {**data, "checks": [1]},
    ]  # fmt: skip
    assert [read_course(item, LIBRARY) for item in odd] == [None] * len(odd)
    gone = {**data, "items": [*data["items"], {"id": "GONE", "rung": 0}]}
    assert read_course(gone, LIBRARY) == person.course


def test_no_course_without_exercises() -> None:
    answers = Answers.from_mapping(people.ache(signs_now=["cold_pale_blue"]))
    assert begin(decide(answers), answers, START) is None


def test_a_kept_answer_grows_and_danger_signs_are_not_kept() -> None:
    slots = {**people.injury(5), "red_flags": ["fever_unwell"], "duration_days": "unsure"}
    kept = kept_answers(slots, 9, LIBRARY)
    assert kept["injury_days"] == 14
    assert kept["location"] == ["outer_ankle"]
    lists = {q.id for q in LIBRARY.questions.values() if q.tick_list}
    assert not kept.keys() & {*lists, "red_flags", "pain_walk", "duration_days", "bone_tender"}


def test_without_pain_told_at_the_start_the_first_check_is_the_start() -> None:
    answers = Answers.from_mapping({**CALF, "pain_walk": None})
    course = begin(decide(answers), answers, START)
    assert course is not None and course.pain is None
    day = START + datetime.timedelta(days=7)
    found = check_in(course, Report(day, **{**WELL, "pain_morning": 9, "pain": 4}), answers)
    assert (found.step, found.course.pain) == ("progress", 4)


def test_the_words_say_what_to_heed_with_more_load_and_a_harder_form() -> None:
    items = (Item("BND3", MORE_LOAD), Item("CLI1", origin="harder"), Item("CLB1", origin="easier"))
    slots = people.ache(equipment=["band"], pain_walk=1, duration_days=90)
    person = life(slots)
    assert person is not None
    course = replace(person.course, items=items)
    shown = {
        c.exercise.id: c for c in plan_of(course, Answers.from_mapping(slots), LIBRARY).exercises
    }
    rules = LIBRARY.progress
    assert str(shown["BND3"].exercise.dose_note).endswith(rules.load_note)
    assert "Do this one only if" in str(shown["CLI1"].exercise.dose_note)
    assert (shown["CLI1"].why, shown["CLB1"].why) == (rules.harder_now, rules.easier_now)


def test_what_is_said_fits_what_happened() -> None:
    said = {
        name: " ".join(progress_lines(lived(ROWS[name]).told[-1], LIBRARY))
        for name in ("good twice", "pain over the limit", "swelling grows", "a worse morning")
    }
    words = LIBRARY.progress
    assert said["good twice"].startswith(words.steps["progress"])
    assert "4 out of 10 in the exercises, and 3 is the most" in said["pain over the limit"]
    assert words.clinician in said["swelling grows"]
    assert words.clinician not in said["a worse morning"]


@pytest.mark.parametrize(
    ("now", "says"),
    [(2, "better"), (3, "little_better"), (4, "same"), (6, "worse"), (None, "same")],
)
def test_the_change_since_the_start_is_said(now: int | None, says: str) -> None:
    person = life({**CALF, "pain_walk": 4, "pain_rest": 1})
    assert person is not None
    words = LIBRARY.progress.outcome.dict()
    assert outcome_line(person.course, LIBRARY) == words["start"].format(now=4)
    report = Report(START, "same", "all", False, 1, 1, now)
    course = replace(person.course, checks=(Check(report, False, False, "hold", 4.0),))
    filled = {"start": 4, "now": 4 if now is None else now, "points": abs(4 - (now or 4))}
    assert outcome_line(course, LIBRARY) == words[says].format(**filled)
    assert outcome_line(replace(course, pain=None), LIBRARY) == ""


def test_a_report_after_a_danger_sign_makes_nothing_worse() -> None:
    report = Report.of(START, Answers.from_mapping({"signs_now": ["cold_pale_blue"]}))
    assert report == Report(START, "same", "none", False)


def test_a_later_danger_sign_empties_the_plan_of_a_course() -> None:
    person = life(CALF)
    assert person is not None
    flagged = Answers.from_mapping({**CALF, "red_flags": ["calf_swollen_warm"]})
    assert plan_of(person.course, flagged, LIBRARY).exercises == ()


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("check_days",), [14, 2], "must rise"),
        (("limits", 2, "when"), {"onset": "injury"}, "for everybody"),
        (("reasons",), {"sign": "a sign"}, "is missing"),
        (("kept",), ["gone"], "no answer 'gone'"),
        (("grows",), {"side": 1}, "no number"),
        (("ladder", "steady"), ["gone"], "no category"),
        (("ladder", "ask_first"), ["gone"], "no exercise"),
        (("ladder", "load_kit"), ["gone"], "no kit"),
        (("series", "heavy_tags"), ["gone"], "no tag"),
    ],
)
def test_a_mistake_in_the_file_is_named(path: tuple[Any, ...], value: Any, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        changed("progress", put(value, *path))
