"""What goes out: not too fast, and known again after a restart."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from aiohttp import web

from channels import seen
from channels.limits import Rate
from channels.seen import KEPT_S
from channels.sending import Api
from scripts.run import free_port
from scripts.telegram_webhook import main, set_webhook
from tests.messaging.platforms import PLATFORMS, Platform, Telegram
from tests.messaging.served import Place, run, served


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_message_is_answered_once_on_both_sides_of_a_restart(
    kind: type[Platform], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(place: Place) -> None:
        await place.send(place.platform.say(2, "hello"))

    async def again() -> None:
        async with served(kind(), tmp_path, monkeypatch) as place:
            await place.open()
            await place.send(place.platform.say(2, "hello"))
            assert (place.bot.heard, place.platform.texts) == ([], [])
            await place.send(place.platform.say(3, "hello"))
            assert [heard.text for heard in place.bot.heard] == ["hello"]

    run(kind(), tmp_path, monkeypatch, talk)
    asyncio.run(again())


def test_what_was_seen_is_forgotten_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(place: Place) -> None:
        store, now = place.bot.store, time.time()
        assert await store.first_time("a")
        for passed, known in ((KEPT_S - 9, True), (KEPT_S + 9, False)):
            monkeypatch.setattr(seen.time, "time", lambda: now + passed)  # noqa: B023
            await store.forget_before(0)
            assert await store.first_time("a") is not known

    run(Telegram(), tmp_path, monkeypatch, talk)


async def test_calls_keep_to_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now, ended = [0.0], []

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    async def post(*_request: object) -> tuple[int, float]:
        ended.append(now[0])
        return 200, 0.0

    monkeypatch.setattr("channels.sending.asyncio.sleep", sleep)
    api = Api("Nobody", "http://nowhere/", Rate(120, lambda: now[0], burst=3))
    monkeypatch.setattr(api, "_post", post)
    for _ in range(6):
        assert await api.call("say")
    assert ended == pytest.approx([0, 0, 0, 0.5, 1.0, 1.5])


@pytest.mark.parametrize(
    ("answer", "status", "wait"),
    [
        (web.json_response({"ok": True}), 200, 0.5),
        (web.json_response({"ok": False, "error": "channel_not_found"}), 400, 0.5),
        (web.json_response({"parameters": {"retry_after": 7}}, status=429), 429, 7),
        (web.Response(status=429, headers={"Retry-After": "9"}), 429, 9),
        (web.Response(status=429, headers={"Retry-After": "9999"}), 429, 60),
        (web.Response(status=429, headers={"Retry-After": "tomorrow"}), 429, 0.5),
        (web.Response(text="<html>", content_type="application/json"), 200, 0.5),
        (web.json_response([1], status=503), 503, 0.5),
    ],
)
async def test_what_a_platform_answers(answer: web.Response, status: int, wait: float) -> None:
    async def answers(_request: web.Request) -> web.Response:
        return answer

    app, port = web.Application(), free_port()
    app.router.add_post("/say", answers)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        api = Api("Somebody", f"http://127.0.0.1:{port}/")
        assert await api._post("say", {"json": {}}, 0.5) == (status, wait)
    finally:
        await runner.cleanup()


def test_telegram_learns_the_address_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Telegram()

    async def talk(place: Place) -> None:
        env = platform.settings(f"http://127.0.0.1:{place.port}")
        assert await set_webhook({**env, "FOOTWISE_PUBLIC_URL": "https://foot.example/"})
        assert platform.webhook == {
            "url": "https://foot.example/webhooks/telegram/webhook",
            "secret_token": "hush",
            "allowed_updates": ["message", "callback_query"],
        }
        platform.trouble = [401]
        assert not await set_webhook({**env, "FOOTWISE_PUBLIC_URL": "https://foot.example/"})

    run(platform, tmp_path, monkeypatch, talk)


def test_a_missing_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FOOTWISE_TELEGRAM_TOKEN", raising=False)
    assert main() == 2
    assert "FOOTWISE_TELEGRAM_TOKEN" in capsys.readouterr().out
