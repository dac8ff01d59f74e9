"""What the server serves beside messages: page, pictures, health; and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from channels import health
from tests.channels.harness import Bot
from tests.channels.served import served

Served = tuple[httpx.AsyncClient, Bot]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, session_rate=0, address_rate=0) as both:
        yield both


@pytest.mark.parametrize("path", ["/", "/page/style.css"])
async def test_the_page_is_served_with_a_strict_policy(site: Served, path: str) -> None:
    client, _ = site
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.content
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_picture_is_served_that_can_only_style_itself(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = site
    monkeypatch.setattr("channels.site.svg_of", lambda name: b"<svg/>" if name == "X1" else None)
    answer = await client.get("/pictures/X1.svg")
    assert answer.status_code == 200
    assert answer.content == b"<svg/>"
    assert answer.headers["content-type"] == "image/svg+xml"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("X2.svg", "X1", "X1.png", "..%2fX1.svg", ""):
        assert (await client.get(f"/pictures/{path}")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/page/nothing.css", "/page/..%2f..%2fsecret", "/page/%2e%2e", "/page/"]
)
async def test_nothing_else_is_served(site: Served, path: str) -> None:
    client, _ = site
    answer = await client.get(path)
    assert answer.status_code == 404
    assert list(answer.json()) == ["error"]


async def test_ready_only_when_every_part_is(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    client, bot = site
    answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"checks": {"model": False, "store": True, "actions": False}}

    async def answers(_: object) -> bool:
        return True

    monkeypatch.setattr(health, "_actions_answer", answers)
    bot.processor.intents[health.SAMPLE] = health.SAMPLE_INTENT
    assert (await client.get("/health/ready")).status_code == 200
    bot.tracker_store = object()
    assert (await client.get("/health/ready")).json()["checks"]["store"] is False


async def test_the_page_names_the_number_to_call(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = site
    monkeypatch.setenv("FOOTWISE_COUNTRY", "uk")
    page = (await client.get("/")).text
    assert "call 999" in page
    assert "{{" not in page


async def test_a_picture_goes_out_compressed_to_who_can_read_it_so(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = site
    picture = b"<svg>" + b" " * 5000 + b"</svg>"
    monkeypatch.setattr("channels.site.svg_of", lambda _: picture)
    for takes, sent in (("gzip", "gzip"), ("identity", None)):
        answer = await client.get("/pictures/X1.svg", headers={"Accept-Encoding": takes})
        assert answer.content == picture
        assert answer.headers.get("content-encoding") == sent
        assert answer.headers["vary"] == "Accept-Encoding"
        assert (int(answer.headers["content-length"]) < 100) == bool(sent)
