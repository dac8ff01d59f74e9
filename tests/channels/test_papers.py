"""Files to take away, over HTTP: for their owner alone, and only what there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from channels.papers import PAPERS
from channels.store import StorageDown
from tests.channels.harness import Bot, words_of
from tests.channels.served import served
from tests.channels.test_web import SAY, begin
from tests.takeaway.people import EMERGENCY, HEEL
from tests.takeaway.test_pdf import read
from triage import Answers, decide

Site = tuple[httpx.AsyncClient, Bot]
URL = "https://clinic.example/chat"
YES = {"message": '/inform{"consent": "yes"}'}


def at(name: str) -> str:
    return f"/webhooks/web/paper/{name}"


def result(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots after a result on these answers."""
    decision = decide(Answers.from_slots(slots)).to_json()
    return {"consent": "yes", "plan": {**decision, "answers": slots}}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with served(tmp_path, session_rate=0, address_rate=0, page_url=URL) as both:
        yield both


async def talk(site: Site, slots: dict[str, Any]) -> dict[str, str]:
    """A talk that ends with these slots; returns the headers that prove it."""
    client, bot = site
    headers = await begin(client)
    bot.sets = slots
    (await client.post(SAY, headers=headers, json=YES)).raise_for_status()
    return headers


@pytest.mark.parametrize("name", PAPERS)
async def test_each_paper_comes_as_a_file(site: Site, name: str) -> None:
    headers = await talk(site, result(HEEL))
    answer = await site[0].get(at(name), headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == PAPERS[name].content_type
    assert answer.headers["content-disposition"] == f'attachment; filename="footwise-{name}"'
    assert answer.headers["cache-control"] == "no-store"
    begins = b"BEGIN:VCALENDAR" if name.endswith(".ics") else b"%PDF-"
    assert answer.content.startswith(begins)


async def test_the_plan_leads_back_to_the_chat(site: Site) -> None:
    headers = await talk(site, result(HEEL))
    _, text = read((await site[0].get(at("plan.pdf"), headers=headers)).content)
    assert URL in text
    assert "Sole stretch" in text


async def test_a_danger_sign_told_since_takes_the_plan_back(site: Site) -> None:
    headers = await talk(site, {**result(HEEL), "red_flags": ["calf_swollen_warm"]})
    assert (await site[0].get(at("plan.pdf"), headers=headers)).status_code == 404
    assert (await site[0].get(at("plan.ics"), headers=headers)).status_code == 404
    _, text = read((await site[0].get(at("summary.pdf"), headers=headers)).content)
    assert "Urgent, same day" in text


@pytest.mark.parametrize("slots", [result(EMERGENCY), {**HEEL, "plan": None}])
async def test_without_a_plan_there_is_the_summary_alone(site: Site, slots: dict[str, Any]) -> None:
    known = {
        name: value for name, value in slots.items() if name in ("consent", "plan", "location")
    }
    headers = await talk(site, known)
    for name, paper in PAPERS.items():
        answer = await site[0].get(at(name), headers=headers)
        assert answer.status_code == (404 if paper.of_plan else 200), name


@pytest.mark.parametrize("name", [*PAPERS, "plan.exe", "..%2Fsecret", "layout"])
async def test_nobody_else_gets_them_and_nothing_else_is_there(site: Site, name: str) -> None:
    client, _ = site
    await talk(site, result(HEEL))
    other = await begin(client)
    wrong = {"Authorization": "Bearer x"}
    assert (await client.get(at(name))).status_code in (401, 404)
    assert (await client.get(at(name), headers=wrong)).status_code in (401, 404)
    assert (await client.get(at(name), headers=other)).status_code == 404


async def test_a_database_that_is_away_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = await talk(site, result(HEEL))

    async def broken(_: str) -> None:
        raise StorageDown("gone")

    monkeypatch.setattr(site[1].store, "retrieve", broken)
    answer = await site[0].get(at("plan.pdf"), headers=headers)
    assert answer.status_code == 503
    assert answer.json()["error"].startswith(words_of("utter_guard_trouble"))
