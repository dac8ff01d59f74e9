"""The machine fails a server in mid-form, while others talk: what was saved stays."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from channels.words import emergency_words
from tests.faults.conftest import TURN_S, Servers
from tests.faults.figures import note
from tests.faults.load import Load, talking
from tests.faults.machine import FAULTS, back_within, kill, process_of
from tests.faults.person import SIGN, SLACK_S, Person, Trouble, is_calm, wanted_of
from tests.takeaway.people import HEEL

# The fault begins before this answer; the one after it meets a machine that is well again.
MIDDLE = 6
SERVERS = ("rasa", "actions")
MEMORY = "memory is at its end"


def whole_talk(servers: Servers, trouble: Trouble) -> tuple[Person, Load]:
    """Somebody's talk up to the engine's result, and what others met, none of them silence."""
    person = Person(servers.new_talk(), HEEL)
    with talking(servers.http.base_url, HEEL) as load:
        result = person.to_result(trouble)
    wanted = wanted_of(HEEL)
    assert {key: result[key] for key in wanted} == wanted
    assert not load.silent
    return person, load


@pytest.mark.parametrize("name", FAULTS)
def test_a_machine_in_trouble_loses_no_answer_and_the_result_is_the_engines(
    servers: Servers, name: str
) -> None:
    process = process_of("rasa", servers.folder)

    @contextlib.contextmanager
    def trouble(turn: int) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            if turn == MIDDLE:
                stack.enter_context(FAULTS[name](process, servers.folder))
            yield

    person, load = whole_talk(servers, trouble)
    assert person.slowest < TURN_S + SLACK_S
    assert process_of("rasa", servers.folder) == process, "the server was started anew"
    assert load.turns
    note(
        f"machine-{name.replace(' ', '-')}",
        f"{name} in the middle of a talk, others talk meanwhile",
        f"1 talk and {load.turns} turns of others",
        f"{person.calm} calm answers, slowest {person.slowest:.1f} s; 0 answers lost, 0 results "
        "wrong, nobody without words",
        "pytest tests/faults/test_machine.py",
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_danger_sign_told_to_a_machine_in_trouble_is_answered_and_kept(
    servers: Servers, name: str
) -> None:
    talk = servers.new_talk()
    talk.open()
    talk.say('/inform{"consent": "yes"}')
    with FAULTS[name](process_of("rasa", servers.folder), servers.folder):
        messages = talk.hear(SIGN)
    turn = talk.seen(messages)
    if name == MEMORY and is_calm(turn):
        # Reading takes memory: without any the words for trouble name the worst signs themselves.
        turn = talk.say(SIGN)
    assert turn.asked == "emergency_now"
    assert str(emergency_words()["emergency_number"]) in " ".join(turn.texts)
    after: dict[str, Any] = talk.say('/inform{"emergency_now": "yes"}').slots
    assert "cold_pale_blue" in after["red_flags"]


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_that_is_killed_is_back_and_the_talk_goes_on(servers: Servers, name: str) -> None:
    took: list[float] = []

    @contextlib.contextmanager
    def trouble(turn: int) -> Iterator[None]:
        if turn == MIDDLE:
            kill(name, servers.folder)
            took.append(back_within(servers.http))
        yield

    whole_talk(servers, trouble)
    note(
        f"machine-kill-{name}",
        f"the {name} server is killed in the middle of a talk, others talk meanwhile",
        "1",
        f"ready again after {took[0]:.0f} s; 0 answers lost, 0 results wrong",
        "pytest tests/faults/test_machine.py",
    )
