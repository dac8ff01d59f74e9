"""The player must fail when a talk is not what its scenario says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.conversations.player import Player
from tests.conversations.turn import Message, Turn

RESULT: Message = {
    "type": "triage_result",
    "schema": 1,
    "urgency": "self_care",
    "rules": [{"id": "S11"}],
    "categories": ["arch", "static"],
    "exercises": [{"id": "ARC1"}, {"id": "ISO1"}],
    "conditions": [],
    "route": {"number": None},
    "recheck_days": 14,
    "caveat": "Ask first.",
    "complete": True,
}


class StandIn:
    """A talk whose answers are known before."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self.turns = iter(turns)
        self.sent: list[str] = []
        self.waited: list[float] = []

    def open(self) -> Turn:
        return next(self.turns)

    def say(self, text: str) -> Turn:
        self.sent.append(text)
        return next(self.turns)

    def wait(self, hours: float) -> None:
        self.waited.append(hours)

    def history(self) -> list[Message]:
        return [{"from": "footwise", "text": "consent?"}, {"from": "footwise", "text": "side?"}]


def question(slot: str, kind: str = "single", **more: Any) -> Turn:
    """A turn that asks `slot`."""
    options = [{"value": value} for value in ("left", "right")]
    custom = {"type": "question", "slot": slot, "kind": kind, "options": options, **more}
    message = {"text": f"{slot}?", "custom": custom, "buttons": [{"payload": f"/tap {slot}"}]}
    return Turn([message], [f"utter_ask_{slot}"], {"requested_slot": slot, "misses": "0"})


def result(**changes: Any) -> Turn:
    """A turn that gives a result."""
    return Turn([{"text": "Here.", "custom": {**RESULT, **changes}}], ["utter_result_self_care"])


def play(step: dict[str, Any], *turns: Turn) -> StandIn:
    """Plays one step of a talk that has these turns."""
    talk = StandIn(turns)
    Player(talk).play([step])
    return talk


def test_words_answers_taps_and_waiting_reach_the_talk() -> None:
    talk = StandIn([question("consent"), question("side"), question("aim"), question("onset")])
    player = Player(talk)
    player.play(
        [{"user": "hello"}, {"answer": {"side": "left"}}, {"tap": "/tap aim"}, {"wait_hours": 2}]
    )
    assert talk.sent == ["hello", '/inform{"side": "left"}', "/tap aim"]
    assert talk.waited == [2]
    assert player.answers == 1


def test_answer_all_answers_from_its_table_and_else_the_usual_way() -> None:
    turns = [
        question("consent", "yes_no"),
        question("side"),
        question("signs_now", "multiple"),
        question("heel_squeeze", "yes_no"),
        result(),
    ]
    talk = play({"answer_all": {"side": "right"}}, *turns)
    assert talk.sent == [
        '/inform{"consent": "yes"}',
        '/inform{"side": "right"}',
        '/inform{"signs_now": ["none"]}',
        '/inform{"heel_squeeze": "no"}',
    ]


def test_answer_all_stops_at_the_question_it_is_told() -> None:
    assert not play({"answer_all": {"until": "side"}}, question("side")).sent


@pytest.mark.parametrize(
    ("step", "turns", "why"),
    [
        ({"answer": {"side": "left"}}, [question("consent")], "side should be answered"),
        ({"tap": "/tap side"}, [question("consent")], "no button"),
        ({"answer_all": {"side": "left"}}, [question("consent"), result()], "never asked: side"),
        ({"answer_all": {}}, [question("consent"), Turn([{"text": "Bye."}])], "without a result"),
        ({"answer_all": {"until": "side"}}, [question("consent"), result()], "never asked: side"),
        (
            {"answer_all": {"at_most": 1}},
            [question("consent"), question("side"), question("aim")],
            "still asking after 1",
        ),
    ],
)
def test_an_answer_that_cannot_be_given_fails(
    step: dict[str, Any], turns: list[Turn], why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        play(step, *turns)


@pytest.mark.parametrize(
    "expected",
    [
        {"asked": "side"},
        {"asked": "nothing"},
        {"options": ["left"]},
        {"said": ["utter_ask_side"]},
        {"not_said": ["utter_ask_consent"]},
        {"never_asked": ["consent"]},
        {"slots": {"misses": "1"}},
        {"slots": {"side": "left"}},
        {"result": {"urgency": "self_care"}},
        {"answers_at_most": -1},
    ],
)
def test_an_expectation_that_is_not_met_fails(expected: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="The talk so far"):
        play({"expect": expected}, question("consent"))


@pytest.mark.parametrize(
    "expected",
    [
        {"urgency": "emergency"},
        {"rules": []},
        {"categories": ["arch"]},
        {"exercises": ["ARC1", "ISO1", "ISO2"]},
        {"conditions": ["gout"]},
        {"without": ["ARC1"]},
        {"without": ["static"]},
        {"recheck_days": 7},
        {"complete": False},
        {"route": "999"},
    ],
)
def test_a_result_that_is_another_fails(expected: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        play({"expect": {"result": expected}}, result())


def test_what_is_as_expected_passes() -> None:
    play(
        {
            "expect": {
                "asked": "consent",
                "options": ["left", "right"],
                "said": ["utter_ask_consent"],
                "not_said": ["utter_tips"],
                "never_asked": ["side"],
                "slots": {"misses": "0", "side": None},
                "result": "nothing",
                "answers_at_most": 0,
            }
        },
        question("consent"),
    )
    same = {"rules": ["S11"], "categories": ["static", "arch"], "exercises": ["ISO1", "ARC1"]}
    play({"expect": {"asked": "nothing", "result": {**same, "route": None}}}, result())


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        (Turn(), "silence"),
        (Turn([{"text": ""}]), "an empty message"),
        (Turn([{"text": "Hello {name}"}]), "not filled in"),
        (Turn(question("side").messages * 2, [], {"requested_slot": "side"}), "two questions"),
        (Turn(question("side").messages, [], {"requested_slot": "aim"}), "the form waits for aim"),
        (Turn(result().messages * 2), "two results"),
        (result(urgency="emergency"), "exercises at emergency"),
        (result(caveat=""), "without the caveat"),
        (result(schema=2), "another schema"),
    ],
)
def test_what_must_never_happen_fails_in_any_turn(turn: Turn, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        Player(StandIn([turn]))


def test_a_history_that_lacks_what_was_said_fails() -> None:
    player = Player(StandIn([question("consent"), question("side"), question("aim")]))
    with pytest.raises(AssertionError, match="but the person saw"):
        player.check_history()
    player.play([{"user": "/tap consent"}])
    player.check_history()
    player.typed.add("hello")
    with pytest.raises(AssertionError, match="history lacks"):
        player.check_history()
    player.play([{"user": "hello"}])
    with pytest.raises(AssertionError, match="but the person saw"):
        player.check_history()


def test_turns_without_a_record_are_not_looked_for_in_the_history() -> None:
    unrecorded = Turn([{"text": "First your OK."}])
    player = Player(StandIn([question("consent"), unrecorded, question("side")]))
    player.play([{"user": "hello"}, {"user": "/tap consent"}])
    player.check_history()
