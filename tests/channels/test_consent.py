"""Before consent, what a person tells waits in memory; with it, the model gets all at once."""

from __future__ import annotations

import pytest
from rasa.core.channels.channel import UserMessage

from channels.history import FOOTWISE, PERSON
from channels.messages import Message
from tests.channels.conftest import NewTalk
from tests.channels.harness import CONSENT, SIDE, Reading, Talk, texts, words_of

TAP = '/inform{"consent": "yes"}'
REFUSE = '/inform{"consent": "no"}'


async def test_a_story_waits_and_consent_is_asked_again(talk: Talk) -> None:
    await talk.open(consent=False)
    messages = await talk.say("my story")
    assert texts(messages).startswith(words_of("utter_guard_kept"))
    assert messages[-1] == CONSENT
    assert len(talk.bot.heard) == 1
    events = [event.as_dict() for event in await talk.tools.record.events(talk.sender)]
    assert "my story" not in str(events)
    assert ("person", "my story") in await talk.history()


@pytest.mark.parametrize("answer", [TAP, "yes"])
async def test_with_consent_the_model_gets_the_story_in_one_turn(talk: Talk, answer: str) -> None:
    await talk.open(consent=False)
    await talk.say("my story")
    await talk.say("more story")
    assert await talk.say(answer) == [SIDE]
    assert len(talk.bot.heard) == 2
    assert talk.last_heard.text == "my story\nmore story"
    metadata = dict(talk.last_heard.metadata)
    typed = [part["text"] for part in metadata.pop("typed")]
    assert typed == ["my story", "more story", answer]
    assert metadata == {"asked": "consent", "tap": {"consent": "yes"}}
    history = await talk.history()
    said = [words for who, words in history if who == "person"]
    assert said == ["my story", "more story", "Yes" if answer == TAP else "yes"]
    kept = (FOOTWISE, words_of("utter_guard_kept"))
    consent, side = (FOOTWISE, CONSENT["text"]), (FOOTWISE, SIDE["text"])
    people = [(PERSON, words) for words in said]
    assert history == [
        *(consent, people[0], kept, consent, people[1], kept, consent, people[2], side)
    ]


async def test_without_a_story_the_tap_itself_is_sent(talk: Talk) -> None:
    await talk.open(consent=False)
    await talk.say(TAP)
    assert talk.last_heard.text == TAP
    assert talk.last_heard.metadata == {"asked": "consent"}


async def test_a_yes_within_a_story_is_no_consent(talk: Talk) -> None:
    await talk.open(consent=False)
    talk.reader.known = {"right": Reading({"consent": "yes", "side": "right"})}
    assert (await talk.say("my right foot"))[-1] == CONSENT
    assert len(talk.bot.heard) == 1


@pytest.mark.parametrize("answer", [REFUSE, "no"])
async def test_a_refusal_drops_the_story(talk: Talk, answer: str) -> None:
    await talk.open(consent=False)
    await talk.say("my story")
    await talk.say(answer)
    assert talk.last_heard.text == answer
    assert talk.tools.talks.of(talk.sender).story == []


@pytest.mark.parametrize("intent", ["why", "help", "bot_challenge", "self_harm", "skip"])
async def test_words_that_tell_nothing_are_answered(talk: Talk, intent: str) -> None:
    await talk.open(consent=False)
    talk.bot.processor.intents["some words"] = intent
    await talk.say("some words")
    assert talk.last_heard.text == "some words"


async def test_starting_over_drops_the_story(talk: Talk) -> None:
    await talk.open(consent=False)
    await talk.say("my story")
    talk.bot.processor.intents["start over"] = "start_over"
    await talk.say("start over")
    assert talk.tools.talks.of(talk.sender).story == []


async def test_a_failed_turn_does_not_lose_the_story(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        raise RuntimeError

    await talk.open(consent=False)
    await talk.say("my story")
    talk.bot.model = model
    assert (await talk.say(TAP))[-1] == CONSENT
    talk.bot.model = talk.bot.ask_side
    await talk.say(TAP)
    assert talk.last_heard.text == "my story"


async def test_the_story_is_bounded(new_talk: NewTalk) -> None:
    talk = new_talk(max_text=50)
    await talk.open(consent=False)
    for _ in range(5):
        await talk.say("a story of some thirty letters")
    assert sum(map(len, talk.tools.talks.of(talk.sender).story)) <= 50


async def test_the_story_is_forgotten_in_time(new_talk: NewTalk) -> None:
    talk = new_talk(idle_s=0.0)
    await talk.open(consent=False)
    await talk.say("my story")
    await talk.say(TAP)
    assert talk.last_heard.text == TAP


async def test_a_less_urgent_sign_before_consent_is_put_on_record(talk: Talk) -> None:
    await talk.open(consent=False)
    await talk.say("I felt a pop")
    assert await talk.slot("red_flags") == ["pop_or_kicked"]
    assert len(talk.bot.heard) == 1
