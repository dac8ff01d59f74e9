"""Danger signs in free text, at any time."""

from __future__ import annotations

import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.store import StorageDown
from tests.channels.harness import CONSENT, SIDE, Talk, asked, texts, words_of

ALERT = words_of("utter_guard_emergency")
YES = '/inform{"emergency_now": "yes"}'
NO = '/inform{"emergency_now": "no"}'
BREATHLESS = "breathless_chest_pain"


async def test_an_emergency_before_consent_is_answered_at_once_and_the_words_are_not_stored(
    talk: Talk,
) -> None:
    await talk.open(consent=False)
    messages = await talk.say("I can't breathe")
    assert texts(messages).startswith(ALERT)
    assert asked(messages) == "emergency_now"
    assert await talk.slot("red_flags") == [BREATHLESS]
    assert len(talk.bot.heard) == 1
    stored = [event.as_dict() for event in await talk.tools.record.events(talk.sender)]
    assert "breathe" not in str([event for event in stored if event["event"] == "user"])
    assert ("person", "I can't breathe") in await talk.history()


async def test_an_emergency_in_the_middle_is_put_on_record_without_the_model(talk: Talk) -> None:
    await talk.open()
    heard = len(talk.bot.heard)
    messages = await talk.say("now I can't breathe")
    assert asked(messages) == "emergency_now"
    assert len(talk.bot.heard) == heard
    assert (await talk.history())[-2:] == [
        ("person", "now I can't breathe"),
        ("footwise", texts(messages)),
    ]
    titles = [button["title"] for button in messages[0]["buttons"]]
    assert titles == ["Yes", "No, carry on", "That's not what I meant"]


@pytest.mark.parametrize("answer", [YES, "yes", "Yes!", "yes it is", "Right now"])
async def test_yes_says_what_to_do_and_keeps_the_sign(talk: Talk, answer: str) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    messages = await talk.say(answer)
    result = messages[0]["custom"]
    assert (result["type"], result["urgency"]) == ("triage_result", "emergency")
    assert asked(messages) is None
    assert await talk.slot("red_flags") == [BREATHLESS]
    assert await talk.slot("emergency_now") == "yes"
    await talk.say("thank you")
    assert talk.last_heard.text == "thank you"


@pytest.mark.parametrize(
    "answer", [NO, "no", "No, carry on.", "no carry on", "That’s not what I meant"]
)
async def test_no_takes_the_sign_back_on_record_and_asks_the_open_question(
    talk: Talk, answer: str
) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    messages = await talk.say(answer)
    assert words_of("utter_guard_carry_on") in texts(messages)
    assert messages[-1] == SIDE
    assert await talk.slot("red_flags") is None
    assert await talk.slot("red_flags_withdrawn") == [BREATHLESS]
    assert await talk.slot("emergency_now") == "no"
    await talk.say('/inform{"side": "left"}')
    assert talk.last_heard.text == '/inform{"side": "left"}'


@pytest.mark.parametrize("typed", ["no I still can't breathe", "it is my left foot", "no way"])
async def test_nothing_else_that_is_typed_takes_the_sign_back(talk: Talk, typed: str) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    heard = len(talk.bot.heard)
    messages = await talk.say(typed)
    assert asked(messages) == "emergency_now"
    assert await talk.slot("red_flags") == [BREATHLESS]
    assert not await talk.slot("red_flags_withdrawn")
    assert len(talk.bot.heard) == heard
    assert (await talk.say(NO))[-1] == SIDE


async def test_starting_over_leads_away_from_the_alert(talk: Talk) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    talk.bot.processor.intents["start over"] = "start_over"
    await talk.say("start over")
    assert talk.last_heard.text == "start over"


async def test_a_tap_on_an_older_question_does_not_answer_the_alert(talk: Talk) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    messages = await talk.say('/inform{"side": "left"}')
    assert asked(messages) == "emergency_now"


async def test_a_sign_that_was_taken_back_counts_when_it_is_said_again(talk: Talk) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    await talk.say(NO)
    assert asked(await talk.say("I really can't breathe")) == "emergency_now"
    assert await talk.slot("red_flags") == [BREATHLESS]
    assert not await talk.slot("red_flags_withdrawn")


async def test_a_less_urgent_sign_is_put_on_record_and_the_talk_goes_on(talk: Talk) -> None:
    await talk.open()
    assert await talk.say("I felt a pop") == [SIDE]
    assert await talk.slot("red_flags") == ["pop_or_kicked"]
    assert talk.last_heard.text == "I felt a pop"
    await talk.say("and some tingling")
    assert await talk.slot("red_flags") == ["pop_or_kicked", "tingling"]


async def test_no_takes_back_only_what_raised_the_alert(talk: Talk) -> None:
    await talk.open()
    await talk.say("I felt a pop")
    await talk.say("I can't breathe")
    await talk.say(NO)
    assert await talk.slot("red_flags") == ["pop_or_kicked"]


async def test_a_sign_that_is_an_emergency_only_with_the_answers_so_far(talk: Talk) -> None:
    await talk.open()
    assert await talk.say("a black toe") == [SIDE]
    talk.bot.sets = {"signs_health": ["diabetes"]}
    await talk.say("left")
    assert asked(await talk.say("the black toe I told you of")) == "emergency_now"


async def test_after_a_restart_the_alert_can_still_be_answered(talk: Talk) -> None:
    await talk.open()
    await talk.say("I can't breathe")
    talk.restart()
    assert (await talk.say(NO))[-1] == SIDE
    assert await talk.slot("red_flags_withdrawn") == [BREATHLESS]


async def test_the_alert_reaches_the_person_even_if_it_cannot_be_stored(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.open()

    async def down(_: object) -> None:
        raise StorageDown("away")

    with monkeypatch.context() as away:
        away.setattr(talk.bot.store, "save", down)
        assert asked(await talk.say("I can't breathe")) == "emergency_now"
    await talk.say(YES)
    assert await talk.slot("red_flags") == [BREATHLESS]


async def test_an_emergency_deep_in_a_text_that_is_too_long_is_seen(talk: Talk) -> None:
    await talk.open()
    story = "it began long ago " * 90 + "and now I can't breathe " + "and so on " * 20
    assert asked(await talk.say(story)) == "emergency_now"


async def test_an_old_session_is_renewed_before_a_sign_is_put_on_record(talk: Talk) -> None:
    await talk.open()
    await talk.say("I felt a pop")
    await talk.grow_old(hours=2)
    begun = talk.bot.processor.sessions_begun
    await talk.say("I can't breathe")
    assert talk.bot.processor.sessions_begun == begun + 1
    assert await talk.slot("red_flags") == [BREATHLESS]


async def test_a_session_that_cannot_be_renewed_does_not_hold_the_alert_back(talk: Talk) -> None:
    await talk.open()
    await talk.say("I felt a pop")
    await talk.grow_old(hours=2)
    talk.bot.processor.renewal_takes_s = 30
    assert asked(await talk.say("I can't breathe")) == "emergency_now"


async def test_before_consent_no_leads_back_to_consent_and_the_story_is_still_known(
    talk: Talk,
) -> None:
    await talk.open(consent=False)
    await talk.say("my story: I can't breathe")
    assert (await talk.say(NO))[-1] == CONSENT
    await talk.say('/inform{"consent": "yes"}')
    assert talk.last_heard.text == "my story: I can't breathe"


async def test_before_consent_a_confirmed_emergency_stays_in_front(talk: Talk) -> None:
    await talk.open(consent=False)
    await talk.say("I can't breathe")
    await talk.say(YES)
    messages = await talk.say("what should I do?")
    assert messages[0]["custom"]["urgency"] == "emergency"
    assert len(talk.bot.heard) == 1


async def test_after_a_result_an_emergency_is_seen_too(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        return [{"text": "Done.", "custom": {"type": "triage_result"}}]

    await talk.open()
    talk.bot.model = model
    await talk.say("left")
    assert asked(await talk.say("I can't breathe")) == "emergency_now"
    assert texts(await talk.say(NO)).startswith(words_of("utter_guard_carry_on"))
