"""The action server fails in every way: nobody is left in silence, nothing saved is lost.

`FOOTWISE_LONG=1` tries every way at every turn; otherwise each turn meets one of them.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

import pytest

from channels.words import emergency_words
from tests.faults.conftest import TURN_S, Servers
from tests.faults.figures import note
from tests.faults.person import SIGN, SLACK_S, Person, is_calm, wanted_of
from tests.faults.stand_in import FAILURES
from tests.takeaway.people import EMERGENCY, FIRST_DAYS, HEEL

WAYS = list(FAILURES)
PEOPLE = {"heel": HEEL, "sprain": FIRST_DAYS, "emergency": EMERGENCY}
LONG = bool(os.environ.get("FOOTWISE_LONG"))
SHIFTS = range(len(WAYS)) if LONG else (0,)
AT_THE_END = WAYS if LONG else ["error 500", "nothing", "killed in the middle"]
CANARY = "quokka"


@pytest.mark.parametrize(("name", "shift"), product(PEOPLE, SHIFTS))
def test_every_answer_meets_trouble_and_the_result_is_the_engines(
    servers: Servers, name: str, shift: int
) -> None:
    def trouble(turn: int) -> AbstractContextManager[None]:
        return servers.actions.failing(WAYS[(turn + shift) % len(WAYS)])

    person = Person(servers.new_talk(), PEOPLE[name])
    result = person.to_result(trouble)
    assert person.calm >= len(person.asked) - 1, "the trouble was not met"
    assert person.slowest < TURN_S + SLACK_S
    wanted = wanted_of(PEOPLE[name])
    assert {key: result[key] for key in wanted} == wanted
    note(
        f"faults-{name}-{shift}",
        f"one of {len(WAYS)} failures of the action server at each turn ({name}, {shift})",
        f"{len(person.asked)} turns",
        f"{person.calm} calm answers, slowest {person.slowest:.1f} s of {TURN_S:g}; 0 answers "
        "lost, 0 results wrong",
        "pytest tests/faults",
    )


@pytest.mark.parametrize("way", AT_THE_END)
def test_a_result_that_could_not_be_given_is_given_when_it_is_asked_for_again(
    servers: Servers, way: str
) -> None:
    def trouble(_turn: int) -> AbstractContextManager[None]:
        return servers.actions.failing(way, "action_triage_result")

    person = Person(servers.new_talk(), HEEL)
    assert person.to_result(trouble)["urgency"] == "self_care"
    assert person.calm == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_danger_sign_told_during_the_trouble_is_answered_and_kept(
    servers: Servers, way: str
) -> None:
    talk = servers.new_talk()
    talk.open()
    talk.say('/inform{"consent": "yes"}')
    with servers.actions.failing(way):
        assert is_calm(talk.say(f"my {CANARY} heel hurts"))
        alert = talk.say(SIGN)
        assert alert.asked == "emergency_now"
        assert str(emergency_words()["emergency_number"]) in " ".join(alert.texts)
        talk.say('/inform{"emergency_now": "yes"}')
    after: dict[str, Any] = talk.say("hello").slots
    assert "cold_pale_blue" in after["red_flags"]


def test_no_log_repeats_what_people_said(servers: Servers) -> None:
    """The SDK's answer to an error holds the whole conversation, and Rasa logs it."""
    for way in WAYS:
        talk = servers.new_talk()
        talk.open()
        talk.say('/inform{"consent": "yes"}')
        with servers.actions.failing(way):
            talk.say(f"my {CANARY} heel hurts")
    assert "Traceback" in servers.logs()
    assert CANARY not in servers.logs()
