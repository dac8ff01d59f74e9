"""Twelve weeks with a plan, told in full, and a thousand more that hypothesis makes up."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.triage import people
from tests.triage.lives import LIBRARY, START, faults, life
from tests.triage.space import PLACES
from triage import Urgency

SCALE = st.integers(0, 10)
TICKS = {
    name: [[str(option.value)] for option in LIBRARY.questions[name].options]
    for name in ("signs_now", "signs_no_injury", "signs_injury", "signs_health")
}


def often_none(name: str) -> st.SearchStrategy[list[str]]:
    """Mostly nothing ticked in the list `name`, sometimes one line."""
    return st.one_of(st.just(["none"]), st.just(["none"]), st.sampled_from(TICKS[name]))


@st.composite
def beginnings(draw: st.DrawFn) -> dict[str, Any]:
    """Answers of somebody who may get a plan."""
    slots = draw(
        st.one_of(
            st.just(people.ache()),
            st.builds(people.injury, st.integers(0, 42)),
            st.builds(people.old_injury, st.integers(43, 200)),
        )
    )
    return {
        **slots,
        "location": [draw(st.sampled_from(PLACES))],
        "pain_walk": draw(SCALE),
        "pain_rest": draw(st.integers(0, 5)),
        "stiffness": [draw(st.sampled_from(["none", "bend_up", "point_down"]))],
        "equipment": draw(st.sampled_from([["none"], ["band"], ["band", "step"]])),
        "calf_ability": draw(st.sampled_from(["no_double", "double_20", "single_15"])),
    }


VISITS = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.sampled_from([1, 2, 7, 14, 28]),
            "now": st.fixed_dictionaries(
                {
                    "pain_walk": SCALE,
                    "signs_now": st.one_of(*[st.just(["none"])] * 4, often_none("signs_now")),
                    "signs_no_injury": often_none("signs_no_injury"),
                    "signs_health": often_none("signs_health"),
                }
            ),
            "trend": st.sampled_from(["better", "better", "same", "worse"]),
            "pain_session": st.one_of(st.integers(0, 3), SCALE),
            "pain_morning": st.one_of(st.integers(0, 2), SCALE),
            "done": st.sampled_from(["all", "all", "some", "none"]),
            "swelling_more": st.sampled_from([False] * 9 + [True]),
        }
    ),
    min_size=4,
    max_size=7,
)


def test_a_thousand_lives_hold_no_fault_and_come_to_every_step() -> None:
    seen = set()

    @settings(
        max_examples=1000,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(beginnings(), VISITS)
    def lives(slots: dict[str, Any], visits: list[dict[str, Any]]) -> None:
        person = life(slots)
        if person is None:
            return
        for visit in visits:
            before = person.course
            found = person.comes_back(**visit)
            seen.update([found.step, *found.reasons])
            assert faults(before, found) == []

    lives()
    assert seen == {*LIBRARY.progress.steps, *LIBRARY.progress.reasons}


def test_twelve_weeks_with_a_flare_and_a_new_danger_sign() -> None:
    """A twisted ankle: better, then a flare, better again, then a calf that swells."""
    person = life(people.injury(1, stiffness=["side_to_side"], equipment=["band"], pain_walk=3))
    assert person is not None
    assert person.plan == ["STA1"]
    steps = []
    for days, now, report in (
        (2, {"pain_walk": 3}, {"pain_morning": 2}),
        (12, {"pain_walk": 2}, {"pain_morning": 2}),
        (14, {"pain_walk": 2}, {"pain_morning": 2}),
        (2, {"pain_walk": 3}, {"pain_morning": 2, "pain_session": 6, "trend": "worse"}),
        (12, {"pain_walk": 1}, {"pain_morning": 1}),
        (14, {"signs_no_injury": ["calf_swollen_warm"]}, {}),
        (28, {"signs_no_injury": ["none"], "pain_walk": 1}, {"pain_morning": 1}),
    ):
        before = person.course
        found = person.comes_back(days, now, **report)
        assert faults(before, found) == []
        load = round(found.course.checks[-1].load, 1)
        steps.append((found.step, found.reasons[0], person.plan, load))
    early = ["STA1", "ISO1", "ISO2", "ISO3"]
    later = ["STA2", "STC1", "BND3", "BAL1", "CLB2"]
    assert steps == [
        ("progress", "phase", early, 4.0),
        ("progress", "phase", later, 5.0),
        ("progress", "good", later, 5.6),
        ("regress", "over_limit", later, 3.0),
        ("progress", "good", later, 5.0),
        ("stop", "sign", [], 0.0),
        ("restart", "seen_again", later, 3.0),
    ]
    assert person.day - START == datetime.timedelta(weeks=12)
    assert person.told[5].decision.urgency is Urgency.URGENT_SAME_DAY


def test_a_flare_takes_load_away_and_good_weeks_bring_it_back() -> None:
    person = life(people.ache(location=["calf"], calf_ability="double_few", pain_walk=2))
    assert person is not None
    loads = []
    for report in ({}, {"pain_session": 4}, {}, {}):
        person.comes_back(7, {"pain_walk": 2}, **report)
        loads.append(round(person.course.checks[-1].load, 1))
    assert loads == [4.2, 2.5, 4.0, 4.2]
