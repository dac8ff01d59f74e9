"""A browser, real servers, and an open widget on the demo page."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from scripts.environment import ROOT
from tests.servers import footwise
from tests.widget.chat import Chat
from tests.widget.clinic import Clinic

CHROMIUM = "/usr/bin/chromium"
NewChat = Callable[..., Chat]


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The widget is made of the sources as they are now."""
    subprocess.run(["scripts/widget.sh"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def clinic() -> Iterator[Clinic]:
    """A clinic's website that the servers know."""
    with Clinic() as site:
        yield site


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory, clinic: Clinic) -> Iterator[str]:
    """The address of the servers."""
    folder: Path = tmp_path_factory.mktemp("widget")
    settings = {
        "FOOTWISE_SECRET": secrets.token_hex(32),
        "FOOTWISE_RATE_PER_SESSION": "0",
        "FOOTWISE_RATE_PER_ADDRESS": "0",
        "FOOTWISE_COUNTRY": "uk",
        "FOOTWISE_ORIGINS": clinic.origin,
    }
    with footwise(folder, **settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def new_chat(browser: Browser, url: str, clinic: Clinic) -> Iterator[NewChat]:
    """Opens the widget for one more person; nothing may be fetched from elsewhere or go wrong."""
    contexts: list[BrowserContext] = []
    visited: list[str] = []
    complaints: list[str] = []

    def make(address: str = f"{url}demo", **options: Any) -> Chat:
        context = browser.new_context(**{"viewport": {"width": 900, "height": 800}, **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        watch(page, visited, complaints)
        page.goto(address)
        chat = Chat(page)
        chat.open()
        return chat

    yield make
    for context in contexts:
        context.close()
    homes = [place.split("://")[1] for place in (url, clinic.origin)]
    assert [seen for seen in visited if not any(home in seen for home in homes)] == []
    assert complaints == []


@pytest.fixture
def chat(new_chat: NewChat) -> Chat:
    """An open widget on a wide screen."""
    return new_chat()


def watch(page: Page, visited: list[str], complaints: list[str]) -> None:
    """Notes every address that `page` calls, and everything that goes wrong in it."""
    page.on("request", lambda sent: visited.append(sent.url))
    page.on("websocket", lambda line: visited.append(line.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend(complaint(line)))


def complaint(line: ConsoleMessage) -> list[str]:
    """Errors of the page itself; a test that breaks the network is told so by the browser."""
    network = ("Failed to load resource", "WebSocket connection", "net::ERR")
    own = line.type == "error" and not any(words in line.text for words in network)
    return [line.text] if own else []
