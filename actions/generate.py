"""Writes the responses that ask the questions, from knowledge/, so that each fact has one home.

`python -m actions.generate` writes data/responses/generated.yml (not tracked by git).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.slots import LEFT, MISSES, NO_MISSES, REGION, library
from triage.answers import NONE
from triage.model import Question

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "responses" / "generated.yml"
MISSED = ("1", "2")
OWN_ACTION = ("summary_ok",)


def main() -> None:
    """Write the file, whole or not at all."""
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    draft = OUTPUT.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        YAML().dump({"version": "3.1", "responses": responses()}, file)
    draft.replace(OUTPUT)


def responses() -> dict[str, list[dict[str, Any]]]:
    """Every generated response by name."""
    questions = [q for q in library().questions.values() if q.id not in OWN_ACTION]
    asked = {f"utter_ask_{question.id}": variations(question) for question in questions}
    tips = {tip["id"]: tip["text"] for tip in library().tips["tips"]}
    told = {
        "utter_tips": "\n".join(
            f"{number}. {text}" for number, text in enumerate(tips.values(), 1)
        ),
        "utter_does_it_hurt": f"{tips['pain_rule']} {tips['next_morning']}",
        "utter_how_often": f"{library().phrases['how_often']} {tips['rest_days']}",
        "utter_band_colours": band_words(),
    }
    return {**asked, **{name: [{"text": escape(text)}] for name, text in told.items()}}


def variations(question: Question) -> list[dict[str, Any]]:
    """The way of asking, a shorter one after a miss, and one for each vague place named."""
    found = [message(question, question.ask)]
    for count in MISSED:
        found.append({**message(question, question.reask), "condition": [slot_is(MISSES, count)]})
    for region, words in question.region_asks.items():
        options = [option for option in question.options if option.region == region]
        near = message(question.copy(update={"options": options}), words)
        condition = [slot_is(MISSES, NO_MISSES), slot_is(REGION, region)]
        found.append({**near, "condition": condition})
    return found


def slot_is(name: str, value: Any) -> dict[str, Any]:
    """A response condition on a slot."""
    return {"type": "slot", "name": name, "value": value}


def message(question: Question, words: str) -> dict[str, Any]:
    """One message: text, buttons, and the question payload of DESIGN section 4."""
    answers = [(option.value, option.label) for option in question.options]
    if question.tick_list:
        answers.append((NONE, library().phrases["none_of_these"]))
    options = [
        {"value": value, "label": escape(label), "payload": payload(question.id, value)}
        for value, label in answers
    ]
    custom = {
        "type": "question",
        "slot": question.id,
        "kind": question.kind,
        "multiple": question.is_list,
        "tick_list": question.tick_list,
        "options": options,
        "fills": list(question.fills),
        "skippable": question.skippable,
        "min": question.min,
        "max": question.max,
        "unit": question.unit,
        "left": f"{{{LEFT}}}",
    }
    buttons = [{"title": option["label"], "payload": option["payload"]} for option in options]
    return {"text": escape(words), "buttons": buttons, "custom": custom}


def payload(slot: str, value: Any) -> str:
    """What a client sends to answer `slot` with `value` (braces doubled for Rasa)."""
    return escape("/inform" + json.dumps({slot: value}))


def escape(words: str) -> str:
    """Words that Rasa leaves as they are: it fills in whatever stands in single braces."""
    return words.replace("{", "{{").replace("}", "}}")


def band_words() -> str:
    """The resistance bands in plain words."""
    bands, phrases = library().bands, library().phrases
    return str(
        phrases["bands"].format(
            colours=phrases["joint"].join(band["colour"] for band in bands["colours"]),
            start=phrases["or"].join(bands["start"]),
            up=bands["move_up"],
            down=bands["move_down"],
            safety=bands["safety"],
        )
    )


if __name__ == "__main__":
    main()
