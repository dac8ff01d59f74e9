"""Limits, tokens, settings, memory, and the guard's own words."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import jwt
import pytest

from channels.limits import Rate
from channels.settings import BadSetting, Settings
from channels.talk import Talks
from channels.tokens import BadToken, Tokens, signing_key
from channels.words import Words, own_responses
from tests.channels.harness import SIDE

SECRET = "a secret that is long enough to be safe"


class Clock:
    """Time that the test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_may_burst_and_then_drips() -> None:
    clock = Clock()
    rate = Rate(30, clock)
    assert [rate.wait_s("a") for _ in range(30)] == [0.0] * 30
    assert rate.wait_s("a") == pytest.approx(2.0)
    assert rate.wait_s("b") == 0.0
    clock.now = 2.1
    assert rate.wait_s("a") == 0.0
    assert rate.wait_s("a") > 0


def test_a_rate_of_zero_is_no_limit() -> None:
    assert not any(Rate(0).wait_s("a") for _ in range(1000))


def test_many_addresses_take_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.limits.MOST_BUCKETS", 10)
    rate = Rate(1)
    for number in range(100):
        rate.wait_s(str(number))
    assert len(rate._buckets) == 10


def test_a_token_proves_its_own_session() -> None:
    tokens = Tokens(SECRET, "web")
    session, token = tokens.new_session()
    assert session.startswith("web:")
    assert tokens.visit_of(token).session == session
    assert tokens.new_session()[0] != session


def test_a_forged_old_or_foreign_token_proves_nothing() -> None:
    tokens = Tokens(SECRET, "web")
    _, token = tokens.new_session()
    now = int(time.time())
    claims = {"sub": "web:victim", "aud": "web", "exp": now + 60}
    bad = [
        "",
        "nonsense",
        "a.b.c",
        token[:-4] + "AAAA",
        Tokens(SECRET + "!", "web").new_session()[1],
        Tokens(SECRET, "socket").new_session()[1],
        jwt.encode({**claims, "exp": now - 60}, SECRET, "HS256"),
        jwt.encode({"sub": "web:victim", "aud": "web"}, SECRET, "HS256"),
        jwt.encode({"aud": "web", "exp": now + 60}, SECRET, "HS256"),
        jwt.encode(claims, "", "none"),
        jwt.encode(claims, SECRET, "HS512"),
    ]
    for forged in bad:
        with pytest.raises(BadToken):
            tokens.visit_of(forged)


def test_a_secret_that_is_too_short_is_refused() -> None:
    with pytest.raises(BadSetting, match="FOOTWISE_SECRET"):
        Tokens("short", "web")


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "var")
    key = signing_key(settings)
    assert signing_key(settings) == key
    mode = stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode)
    assert mode == 0o600
    assert signing_key(Settings(data=tmp_path, secret=SECRET)) == SECRET


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment(
        {
            "FOOTWISE_TURN_SECONDS": "5",
            "FOOTWISE_RATE_PER_SESSION": "0",
            "FOOTWISE_RATE_PER_ADDRESS": "",
            "FOOTWISE_ORIGINS": "https://a.example/, https://b.example",
        }
    )
    assert settings.turn_s == 5
    assert settings.session_rate == 0
    assert settings.address_rate == 120
    assert settings.origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize("value", ["many", "-1"])
def test_a_setting_of_the_wrong_kind_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="FOOTWISE_RATE_PER_SESSION"):
        Settings.from_environment({"FOOTWISE_RATE_PER_SESSION": value})


def test_the_newest_talks_are_remembered_and_idle_ones_forgotten() -> None:
    clock = Clock()
    talks = Talks(2, 100, clock)
    first = talks.of("a")
    first.show([SIDE])
    assert talks.of("a") is first
    talks.of("b")
    talks.of("c")
    assert talks.of("a") is not first
    clock.now = 50
    kept = talks.of("a")
    clock.now = 149
    assert talks.of("a") is kept
    clock.now = 300
    assert talks.of("a") is not kept


async def test_a_talk_in_the_middle_of_a_turn_is_not_forgotten() -> None:
    talks = Talks(1, 100)
    busy = talks.of("a")
    async with busy.lock:
        talks.of("b")
        talks.of("c")
        assert talks.of("a") is busy


def test_without_a_model_the_guard_has_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTWISE_COUNTRY", "uk")
    words = Words(dict)
    assert "999" in words.text("utter_guard_trouble")
    with pytest.raises(KeyError):
        words.text("utter_no_such_thing")


def test_the_models_words_win_and_lines_that_stay_empty_go() -> None:
    words = Words(lambda: {"utter_guard_empty": [{"text": "{a}\n{b}\nend"}]})
    assert words.text("utter_guard_empty", a="begin", b="") == "begin\nend"


@pytest.mark.parametrize("name", sorted(own_responses()))
def test_every_response_of_the_guard_can_be_said(name: str) -> None:
    values = dict.fromkeys(("verdict", "say", "because", "meanwhile", "most"), "x")
    message = Words(dict).message(name, **values)
    assert message["text"]
    assert not set("{}") & set(message["text"])
