"""Each question takes its own options and nobody else's, whichever question is open."""

from __future__ import annotations

from itertools import product
from typing import Any

from actions.generate import responses
from channels.payloads import NUMBERS, answer_payload
from triage import load_library

ASKED: dict[str, dict[str, Any]] = {
    name.removeprefix("utter_ask_"): variations[0]["custom"]
    for name, variations in responses().items()
    if name.startswith("utter_ask_")
}
PAYLOADS = {
    slot: [option["payload"].replace("{{", "{").replace("}}", "}") for option in asked["options"]]
    for slot, asked in ASKED.items()
}


def test_every_option_answers_its_own_question() -> None:
    assert len(ASKED) >= len(load_library().questions) - 1
    refused = [
        payload
        for slot, payloads in PAYLOADS.items()
        for payload in payloads
        if answer_payload(payload, ASKED[slot]) is None
    ]
    assert refused == []


def test_no_option_answers_another_question_under_either_name() -> None:
    taken = []
    for own, other in product(ASKED, ASKED):
        values = [option["value"] for option in ASKED[own]["options"]]
        foreign = [
            (payload, option["value"])
            for payload, option in zip(PAYLOADS[other], ASKED[other]["options"], strict=True)
            if other != own
        ]
        for payload, value in foreign:
            renamed = payload.replace(f'"{other}"', f'"{own}"', 1)
            # Three days are three days, whichever question says so.
            same = value in values or ASKED[own]["kind"] in NUMBERS
            ways = [payload] if same else [payload, renamed]
            taken += [way for way in ways if answer_payload(way, ASKED[own])]
    assert taken == []
