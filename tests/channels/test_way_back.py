"""The link back to a kept plan: for who has it, while the plan is kept, and for nothing else."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar

from channels import courses
from channels.courses import KEPT_S
from channels.store import StorageDown
from channels.tokens import Tokens
from channels.way_back import MARK
from tests.channels.harness import SIDE, words_of
from tests.channels.served import SECRET, served
from tests.channels.test_papers import Site, at, result, site, talk
from tests.channels.test_web import HISTORY, SAY, START
from tests.takeaway.people import HEEL

__all__ = ["site"]
KEPT = {**result(HEEL), "course": {"schema": 1}, "keep_plan": "yes"}
TOKENS = Tokens(SECRET, "web")


async def address_in_calendar(client: httpx.AsyncClient, headers: dict[str, str]) -> str:
    """Where the check-ins of the calendar file lead."""
    answer = (await client.get(at("plan.ics"), headers=headers)).raise_for_status()
    (address,) = {
        str(event["URL"])
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
        if "URL" in event
    }
    return address


async def link(site: Site, slots: dict[str, Any] = KEPT) -> tuple[dict[str, str], str]:
    """Somebody whose talk ends with these slots: their headers, and the token of their link."""
    headers = await talk(site, slots)
    address = await address_in_calendar(site[0], headers)
    fragment = urlsplit(address).fragment
    assert fragment.startswith(MARK)
    return headers, fragment.removeprefix(MARK)


async def follow(client: httpx.AsyncClient, token: object) -> httpx.Response:
    return await client.post(START, json={"back": token})


async def test_the_link_leads_to_the_same_plan_and_to_nothing_said_before(site: Site) -> None:
    client, bot = site
    headers, token = await link(site)
    before = TOKENS.visit_of(headers["Authorization"].split()[1])
    came = (await follow(client, token)).raise_for_status().json()
    assert (came["session"], came["messages"]) == (before.session, [])
    back = {"Authorization": f"Bearer {came['token']}"}
    assert (await client.get(HISTORY, headers=back)).json() == []
    bot.sets = {}
    assert (await client.post(SAY, headers=back, json={"message": "hello"})).json() == [SIDE]
    said = [line["text"] for line in (await client.get(HISTORY, headers=back)).json()]
    assert said == ["hello", SIDE["text"]]
    assert len((await client.get(HISTORY, headers=headers)).json()) > len(said)
    await client.post(SAY, headers=headers, json={"message": '/inform{"side": "left"}'})
    assert (await client.get(HISTORY, headers=back)).json()[2]["text"] == "Left"
    assert await address_in_calendar(client, back) == await address_in_calendar(client, headers)


async def test_a_plan_that_is_not_kept_has_no_such_link(site: Site) -> None:
    headers = await talk(site, {**KEPT, "keep_plan": None})
    assert urlsplit(await address_in_calendar(site[0], headers)).fragment == ""


async def test_what_opens_no_kept_plan_is_refused_in_the_same_words(site: Site) -> None:
    client, bot = site
    mine, token = await link(site)
    other, foreign = await link(site)
    session, secret = TOKENS.way_back_of(token)
    their_session, _ = TOKENS.way_back_of(foreign)
    own = mine["Authorization"].split()[1]
    tried = {
        "nonsense": "nonsense",
        "no text": {"a": [1]},
        "changed": f"{token[:-4]}AAAA",
        "a session's token": own,
        "of another server": Tokens("x" * 32, "web").way_back(session, secret),
        "of another channel": Tokens(SECRET, "telegram").way_back(session, secret),
        "my secret, their plan": TOKENS.way_back(their_session, secret),
        "a guess": TOKENS.way_back(session, ""),
        "letters that no key has": TOKENS.way_back(session, "ä"),
        "nobody's": TOKENS.way_back("web:nobody", secret),
    }
    for name, wrong in tried.items():
        answer = await follow(client, wrong)
        assert answer.status_code == 401, name
        assert answer.json()["error"].startswith(words_of("utter_guard_new_session")), name
    assert (
        await client.get(HISTORY, headers={"Authorization": f"Bearer {token}"})
    ).status_code == 401
    assert (await follow(client, token)).status_code == 200


async def test_it_ends_with_the_time_of_the_plan(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = await link(site)
    now = time.time()
    monkeypatch.setattr(courses.time, "time", lambda: now + KEPT_S - 60)
    assert (await follow(site[0], token)).status_code == 200
    monkeypatch.setattr(courses.time, "time", lambda: now + KEPT_S + 60)
    assert (await follow(site[0], token)).status_code == 401


async def test_deleting_ends_it_for_good(site: Site) -> None:
    client, bot = site
    headers, token = await link(site)
    (await client.delete(START, headers=headers)).raise_for_status()
    assert (await follow(client, token)).status_code == 401
    # The same tab goes on, and has a plan kept once more.
    bot.sets = KEPT
    await client.post(SAY, headers=headers, json={"message": "hello"})
    await client.post(SAY, headers=headers, json={"message": '/inform{"consent": "yes"}'})
    new = urlsplit(await address_in_calendar(client, headers)).fragment.removeprefix(MARK)
    assert (await follow(client, new)).status_code == 200
    assert (await follow(client, token)).status_code == 401


async def test_a_plan_let_go_of_ends_it(site: Site) -> None:
    client, bot = site
    headers, token = await link(site)
    bot.sets = {"course": None, "plan": None}
    (await client.post(SAY, headers=headers, json={"message": "a new pain"})).raise_for_status()
    assert (await follow(client, token)).status_code == 401


async def test_no_log_holds_it(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _, token = await link(site)
        (await follow(site[0], token)).raise_for_status()
        assert (await follow(site[0], f"{token}x")).status_code == 401
    assert caplog.records
    assert [line for line in caplog.messages if token[-20:] in line] == []


async def test_a_database_that_is_away_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = await link(site)

    async def broken(_: str) -> None:
        raise StorageDown("gone")

    monkeypatch.setattr(site[1].store, "way_back", broken)
    assert (await follow(site[0], token)).status_code == 503


async def test_the_page_is_named_by_the_client_if_the_server_does_not_know_it(
    tmp_path: Path,
) -> None:
    clinic = "https://clinic.example"
    async with served(tmp_path, session_rate=0, address_rate=0, origins=(clinic,)) as both:
        client, _ = both
        headers = await talk(both, KEPT)
        own = str(client.base_url)
        named = [
            f"{clinic}/feet",
            f"{own}/demo",
            "https://evil.example/",
            "javascript:alert(1)",
            "//[",
        ]
        for page, taken in zip(named, [True, True, False, False, False], strict=True):
            answer = await client.get(at("plan.ics"), headers=headers, params={"page": page})
            unfolded = answer.content.replace(b"\r\n ", b"")
            assert (f"URL:{page}#{MARK}".encode() in unfolded) is taken, page
            assert (b"URL:" in unfolded) is taken, page
