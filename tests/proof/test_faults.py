"""A fault put into the knowledge makes the proof that guards against it fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.proof.test_exercises import wrong
from tests.proof.test_worse import Pairs
from tests.proof.use import Use
from tests.proof.world import World
from tests.triage.copies import changed
from triage import load_library
from triage.library import Library
from triage.model import Urgency

LIBRARY = load_library()


def entry(name: str, change: Callable[[Any], None], key: str) -> Callable[[Any], None]:
    """A change of the entry `name` in the list under `key`."""

    def apply(data: Any) -> None:
        (found,) = (item for item in data[key] if item["id"] == name)
        change(found)

    return apply


def with_block(name: str, **parts: Any) -> Library:
    """The knowledge with these parts of block `name` put in its place."""
    return changed("programmes", entry(name, lambda block: block.update(parts), "blocks"))


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("ball_or_big_toe", {"tags": ["toe_grip"]}, "front of the foot"),
        ("falls", {"when": {"falls_or_dizzy": "yes"}}, "falls"),
        ("latex", {"categories": ["balance"]}, "latex"),
    ],
)
def test_a_lost_block_is_seen(name: str, parts: dict[str, Any], reason: str) -> None:
    assert reason in {found for _, found in wrong(with_block(name, **parts))}


def test_a_rule_that_leaves_too_much_is_seen() -> None:
    def loosen(rule: Any) -> None:
        rule["plan"] = "full"

    library = changed("red_flags", entry("S13", loosen, "rules"))
    assert "S13" in {reason for _, reason in wrong(library)}


def test_a_question_left_out_for_those_who_are_worse_is_seen() -> None:
    """As it was: who was not sure about the heel squeeze was not asked what else would count."""

    def narrow(question: Any) -> None:
        question["when"]["all"].append({"heel_squeeze": "no"})

    library = changed("questions", entry("tried_6_weeks", narrow, "questions"))
    assert "self_care" in str(Pairs(library).lowered("heel_squeeze"))


def test_a_milder_word_in_a_rule_is_seen() -> None:
    def turn(rule: Any) -> None:
        rule["when"] = {"skin_red_spreading": "no"}

    library = changed("red_flags", entry("U5", turn, "rules"))
    assert Pairs(library).lowered("signs_no_injury") is not None


def test_a_rule_that_nobody_reaches_is_seen(world: World) -> None:
    def never(rule: Any) -> None:
        rule["when"] = {"all": [{"onset": "injury"}, {"onset": "gradual"}]}

    broken = World(changed("red_flags", entry("U17", never, "rules")))
    talk = broken.talk_in(world.order)
    assert broken.circuit.model(talk.end.judged.sure["U17"]) is None
    assert broken.circuit.model(talk.end.judged.sure["U18"]) is not None


def test_a_talk_that_the_order_does_not_hold_is_seen(world: World) -> None:
    order = [name for name in world.order if name != "pain_rest"]
    fresh = World(LIBRARY)
    assert fresh.circuit.model(fresh.left_open(fresh.talk_in(order))) is not None


@pytest.mark.parametrize("part", ["_rules", "_opens"])
def test_a_question_wrongly_left_out_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """As if it were overlooked that a rule, or another question, hangs on an answer."""
    pairs = Pairs(LIBRARY)
    monkeypatch.setattr(Use, part, lambda *_: ())
    end, circuit = pairs.world.talk_in(world.order).end, pairs.world.circuit
    judged = [one.judged.at_least(Urgency.URGENT_SAME_DAY, circuit) for one in (end, pairs.end)]
    assert circuit.model(circuit.differ(*judged)) is not None
