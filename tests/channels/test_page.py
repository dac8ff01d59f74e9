"""The chat page in a browser, with the real servers behind it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)

from tests.servers import footwise

CHROMIUM = "/usr/bin/chromium"
MOST_ANSWERS = 25
ANSWERS = {
    "How old": "25 to 54",
    "Which side": "Left",
    "How did it begin": "Bit by bit, with no injury",
    "How long have you had it": "3 months to a year",
    "Where does it hurt": "Calf",
    "heel raise": "Both",
    "at home": None,
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("page")
    settings = {
        "FOOTWISE_SECRET": secrets.token_hex(32),
        "FOOTWISE_RATE_PER_SESSION": "0",
        "FOOTWISE_RATE_PER_ADDRESS": "0",
        "FOOTWISE_COUNTRY": "uk",
    }
    with footwise(folder, **settings) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """An open chat; at the end, nothing may have come from visited or gone wrong."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    opened = context.new_page()
    visited: list[str] = []
    complaints: list[str] = []
    opened.on(
        "request", lambda sent: None if sent.url.startswith(url) else visited.append(sent.url)
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: complaints.extend(complaint(line)))
    opened.goto(url)
    expect(button(opened, "Yes, that's OK")).to_be_visible()
    yield opened
    context.close()
    assert [address for address in visited if not address.startswith(url)] == []
    assert complaints == []


def complaint(line: ConsoleMessage) -> list[str]:
    """Errors of the page itself; a test that breaks the network is told so by the browser."""
    own = line.type == "error" and "Failed to load resource" not in line.text
    return [f"{line.text} ({line.location})"] if own else []


def body_of(request: Request) -> dict[str, Any]:
    """What the page sent."""
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    return body


def button(page: Page, words: str) -> Locator:
    return page.locator("#answers").get_by_role("button", name=words, exact=True)


def tap(page: Page, words: str) -> None:
    button(page, words).click()
    expect(page.locator("body")).not_to_have_attribute("aria-busy", "true")


def write(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_have_attribute("aria-busy", "true")


def last_words(page: Page) -> str:
    return page.locator("#log .bubble:not(.mine)").last.inner_text()


def answer(page: Page) -> None:
    """Answers whatever is asked as someone with tight calves and nothing else would."""
    answers, asked = page.locator("#answers"), last_words(page)
    if answers.locator("fieldset").count():
        none = answers.get_by_label(re.compile("^(None of|Nothing|No )"))
        wanted = [words for begin, words in ANSWERS.items() if begin in asked and words]
        (answers.get_by_label(wanted[0], exact=True) if wanted else none.first).check()
        tap(page, "That's all")
    elif answers.locator(".scale").count():
        tap(page, "1")
    else:
        wanted = [words for begin, words in ANSWERS.items() if begin in asked and words]
        names = [wanted[0] if wanted else "", "Yes, that's OK", "Yes, that's right", "No"]
        offered = answers.get_by_role("button").all_inner_texts()
        tap(page, next((name for name in names if name in offered), offered[0]))


def go_to(page: Page, words: str) -> None:
    """Answers until a question holds these words."""
    for _ in range(MOST_ANSWERS):
        if words in last_words(page):
            return
        answer(page)
    raise AssertionError(f"{words!r} was never said; the last words are {last_words(page)!r}")


def test_a_talk_by_taps_ends_with_cards(page: Page) -> None:
    for _ in range(MOST_ANSWERS):
        if page.locator(".card").count():
            break
        answer(page)
    card = page.locator(".card").first
    for part in ("How much", "Why", "Stop if", "You should feel"):
        expect(card).to_contain_text(part)
    expect(card.get_by_role("heading")).not_to_be_empty()
    expect(card).to_contain_text("hold each for 30 seconds, 2 times a day, every day.")
    tap(page, "Why?")
    assert "points to an emergency" in last_words(page)


def test_the_log_is_announced_and_taps_are_shown_in_words(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    tap(page, "Yes, that's OK")
    expect(log.locator(".mine")).to_have_text("Yes, that's OK")
    expect(log).not_to_contain_text("/inform")


def test_none_of_these_stands_alone_and_each_line_may_be_unsure(page: Page) -> None:
    go_to(page, "safety check")
    answers = page.locator("#answers")
    fever, none = answers.get_by_label(re.compile("^Fever")), answers.get_by_label("None of these")
    fever.check()
    none.check()
    expect(fever).not_to_be_checked()
    unsure = answers.get_by_role("button", name=re.compile("^Not sure: Fever"))
    unsure.click()
    expect(none).not_to_be_checked()
    expect(unsure).to_have_attribute("aria-pressed", "true")
    with page.expect_request("**/webhooks/web/message") as sent:
        tap(page, "That's all")
    assert "unsure:fever_unwell" in str(sent.value.post_data)
    assert "ill than ever" in last_words(page)


def test_nothing_ticked_is_told_and_nothing_sent(page: Page) -> None:
    go_to(page, "safety check")
    button(page, "That's all").click()
    expect(page.locator("#answers").get_by_role("status")).to_contain_text("Tick at least one")


def test_places_are_sent_in_the_order_they_were_picked_three_at_most(page: Page) -> None:
    go_to(page, "Where does it hurt")
    answers = page.locator("#answers")
    for place in ("Calf", "Arch", "Big toe"):
        answers.get_by_label(place, exact=True).check()
    answers.get_by_label("Shin", exact=True).click()
    expect(answers.get_by_label("Shin", exact=True)).not_to_be_checked()
    expect(answers.get_by_role("status")).to_contain_text("3")
    with page.expect_request("**/webhooks/web/message") as sent:
        tap(page, "That's all")
    assert str(body_of(sent.value)["message"]).endswith('["calf","arch","big_toe"]}')


def test_a_number_can_be_typed_beside_the_bands(page: Page) -> None:
    go_to(page, "How long have you had it")
    page.locator("#answers").get_by_role("spinbutton").fill("33")
    tap(page, "Send")
    assert "How long" not in last_words(page)


def test_an_emergency_is_an_alert_and_can_be_taken_back(page: Page) -> None:
    go_to(page, "Which side")
    write(page, "I have chest pain and I can't breathe")
    alert = page.locator("#log [role=alert]")
    expect(alert).to_contain_text("999")
    tap(page, "That's not what I meant")
    assert "Which side" in last_words(page)
    expect(button(page, "Left")).to_be_visible()


def test_an_emergency_that_is_confirmed_says_what_to_do(page: Page) -> None:
    write(page, "my foot has suddenly gone cold and white and I can't feel it")
    tap(page, "Yes")
    expect(page.locator("#log [role=alert]").last).to_contain_text("999")
    expect(page.locator("#answers button")).to_have_count(0)


def test_a_reload_brings_back_the_talk_and_the_open_question(page: Page) -> None:
    write(page, "my left calf has been tight for three months")
    tap(page, "Yes, that's OK")
    before = page.locator("#log").inner_text()
    page.reload()
    expect(button(page, "25 to 54")).to_be_visible()
    assert page.locator("#log").inner_text() == before
    tap(page, "25 to 54")
    assert "safety check" in last_words(page)


def test_starting_over_begins_a_new_chat(page: Page) -> None:
    go_to(page, "Which side")
    page.get_by_role("button", name="Start over").click()
    expect(button(page, "Yes, that's OK")).to_be_visible()
    expect(page.locator("#log .mine")).to_have_count(0)


def test_what_is_typed_is_never_markup(page: Page) -> None:
    tap(page, "Yes, that's OK")
    write(page, "<img src=x onerror=alert(1)><b>bold</b>")
    expect(page.locator("#log .mine").last).to_have_text("<img src=x onerror=alert(1)><b>bold</b>")
    expect(page.locator("#log img, #log b")).to_have_count(0)


def test_no_answer_is_told_with_the_number_and_may_be_tried_again(page: Page) -> None:
    tap(page, "Yes, that's OK")
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(body_of(route.request)["id"])
        route.abort()

    page.route("**/webhooks/web/message", lose)
    tap(page, "25 to 54")
    alert = page.locator("#alert")
    expect(alert).to_contain_text("999")
    page.unroute("**/webhooks/web/message")
    with page.expect_request("**/webhooks/web/message") as again:
        alert.get_by_role("button", name="Try again").click()
    assert body_of(again.value)["id"] == sent[0]
    expect(alert).to_be_empty()
    expect(page.locator("#log .bubble").last).to_contain_text("safety check")


def test_silence_is_told_after_eight_seconds(page: Page) -> None:
    page.clock.install()
    page.route("**/webhooks/web/message", lambda route: None)
    button(page, "Yes, that's OK").click()
    page.clock.run_for(7500)
    expect(page.locator("#alert")).to_be_empty()
    page.clock.run_for(1000)
    expect(page.locator("#alert")).to_contain_text("999")


def test_everything_works_by_keyboard(page: Page) -> None:
    button(page, "Yes, that's OK").focus()
    page.keyboard.press("Enter")
    expect(button(page, "Under 8")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(button(page, "25 to 54")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#answers input").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#answers input").first).to_be_checked()


def test_nothing_is_cut_off_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for _ in range(MOST_ANSWERS):
        wide = page.evaluate(
            "() => [...document.querySelectorAll('body *')].filter((e) => "
            "e.getBoundingClientRect().right > 321).map((e) => e.outerHTML.slice(0, 80))"
        )
        assert wide == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        if page.locator(".card").count():
            return
        answer(page)
    raise AssertionError("the talk did not end")


def test_the_dark_scheme_is_dark(page: Page) -> None:
    def lightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    page.emulate_media(color_scheme="light")
    light = lightness()
    page.emulate_media(color_scheme="dark")
    assert lightness() < 200 < light
