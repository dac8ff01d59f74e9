"""Keyboard, small screens, colours, and no violation that axe-core can find."""

from __future__ import annotations

import gzip
import re
from typing import Any

from playwright.sync_api import Page, expect

from channels.widget import SCRIPT
from tests.widget.axe import faults
from tests.widget.chat import MOST_ANSWERS, Chat
from tests.widget.conftest import NewChat

MOST_BYTES = 60 * 1024
PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


def test_axe_finds_nothing_in_any_state(chat: Chat) -> None:
    for _ in range(MOST_ANSWERS):
        assert faults(chat.page) == [], chat.last_words
        if chat.is_over:
            break
        chat.answer()
    assert chat.is_over
    chat.shots("result")
    chat.page.get_by_role("button", name="More").click()
    assert faults(chat.page) == []
    chat.page.get_by_role("button", name="Delete my chat").click()
    assert faults(chat.page) == []
    chat.page.get_by_role("button", name="Close").click()
    assert faults(chat.page) == []


def test_axe_finds_nothing_in_what_is_half_done(chat: Chat) -> None:
    chat.go_to("safety check")
    chat.answers.get_by_label(re.compile("^Fever")).check()
    chat.answers.get_by_role("button", name=re.compile("^Not sure")).last.click()
    chat.shots("tick-list")
    assert faults(chat.page) == []
    chat.answers.get_by_label("None of these").check()
    chat.tap("That's all")
    chat.go_to("Where does it hurt")
    chat.page.locator(".region[data-region=calf]").first.click()
    chat.shots("body-map")
    assert faults(chat.page) == []
    chat.finish()
    chat.tap(chat.log.locator(".card").first.get_by_role("heading").inner_text())
    chat.log.locator(".card").last.get_by_role("button", name=re.compile("^Start the")).click()
    chat.shots("exercise")
    assert faults(chat.page) == []


def test_an_emergency_stays_in_sight_until_it_is_read(chat: Chat) -> None:
    chat.emergency()
    alert = chat.page.locator("#urgent").get_by_role("alert")
    expect(alert).to_contain_text("emergency")
    call = chat.page.get_by_role("link", name="Call 999")
    expect(call).to_have_attribute("href", "tel:999")
    chat.shots("emergency")
    chat.page.locator("#talk").evaluate("(talk) => { talk.scrollTop = 0; }")
    expect(alert).to_be_in_viewport()
    assert faults(chat.page) == []
    alert.get_by_role("button", name="I have read this").click()
    expect(alert).to_have_count(0)
    expect(call).to_be_in_viewport()
    assert faults(chat.page) == []
    # Someone who comes back to it is told once more: it is better read twice than missed.
    chat.page.reload()
    chat.page.locator("#launcher").click()
    expect(alert).to_contain_text("emergency")


def test_an_emergency_in_words_can_be_taken_back(chat: Chat) -> None:
    chat.go_to("Which side")
    chat.write("I have chest pain and I can't breathe")
    alert = chat.page.locator("#urgent").get_by_role("alert")
    expect(alert).to_contain_text("999")
    assert faults(chat.page) == []
    chat.tap("That's not what I meant")
    expect(alert).to_have_count(0)
    expect(chat.button("Left")).to_be_visible()


def test_a_whole_talk_by_keyboard(chat: Chat) -> None:
    page = chat.page
    for _ in range(MOST_ANSWERS):
        if chat.is_over:
            break
        before = chat.log.locator(".message").count()
        wanted = chat.wanted() or r"^(None of|Nothing|No$|No |Yes, that|1\s)"
        press(page, re.compile(wanted))
        if chat.answers.locator("fieldset").count():
            press(page, re.compile("^That's all"))
        chat.heard(before)
    assert chat.is_over
    page.keyboard.press("Escape")
    expect(page.locator("#launcher")).to_be_focused()


def press(page: Page, name: re.Pattern[str]) -> None:
    """Tabs on to what has this name, once round the page at most, and presses it."""
    for _ in range(120):
        here = page.evaluate(
            "() => { const e = document.querySelector('foot-wise').shadowRoot.activeElement;"
            " return e && e.closest('#answers') ?"
            " [e.ariaLabel || (e.closest('label') || e).innerText, e.type] : ['']; }"
        )
        if here[0] and name.search(here[0].strip()):
            page.keyboard.press("Space" if here[1] == "checkbox" else "Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name.pattern} cannot be reached by keyboard")


def test_a_whole_talk_by_touch_on_a_small_phone(new_chat: NewChat) -> None:
    chat = new_chat(**PHONE)
    page = chat.page
    assert page.locator(".panel").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    for _ in range(MOST_ANSWERS):
        wide = page.evaluate(
            "() => [...document.querySelector('foot-wise').shadowRoot.querySelectorAll('.panel *')]"
            ".filter((e) => e.getBoundingClientRect().right > 321).map((e) => e.outerHTML)"
        )
        assert wide == []
        if "Where does it hurt" in chat.last_words:
            page.locator(".region[data-region=calf]").first.tap()
            chat.shot("phone-body-map")
            chat.tap("That's all")
        if chat.is_over:
            break
        chat.answer()
    assert chat.is_over
    chat.shot("phone-result")


def test_nothing_moves_for_who_wants_no_motion(new_chat: NewChat) -> None:
    chat = new_chat(reduced_motion="reduce")
    moving = chat.page.evaluate(
        "() => [...document.querySelector('foot-wise').shadowRoot.querySelectorAll('*')]"
        ".filter((e) => getComputedStyle(e).animationName !== 'none'"
        " || parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    )
    assert moving == 0


def test_forced_colours_still_show_what_is_picked(new_chat: NewChat) -> None:
    chat = new_chat(forced_colors="active")
    chat.go_to("Where does it hurt")
    calf = chat.page.locator(".region[data-region=calf]").first
    before = calf.evaluate("(e) => getComputedStyle(e).fill")
    calf.click()
    assert calf.evaluate("(e) => getComputedStyle(e).fill") != before


def test_the_script_is_small_enough_for_a_slow_phone() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= MOST_BYTES
