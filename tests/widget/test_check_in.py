"""Coming back in the same window: the curve of pain and exercises."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.widget.axe import LOOKS, faults
from tests.widget.conftest import NewChat

MOST_QUESTIONS = 15


def test_a_check_in_draws_how_it_has_gone(new_chat: NewChat) -> None:
    chat = new_chat()
    chat.finish()
    chat.tap("Check in")
    curve = chat.log.locator(".curve")
    for _ in range(MOST_QUESTIONS):
        if curve.count():
            break
        chat.answer()
    plain = curve.locator("text").first.get_attribute("fill") or ""
    assert plain.startswith("var(--fw-"), plain
    expect(curve.locator("svg circle")).to_have_count(2)
    expect(curve).to_contain_text(re.compile(r"1, 1"))
    box = curve.locator("svg").bounding_box()
    assert box is not None
    assert box["height"] > 100
    for look, options in LOOKS.items():
        chat.page.emulate_media(**options)
        ink, paper = curve.evaluate(
            "(e) => [getComputedStyle(e.querySelector('svg > text')).fill,"
            " getComputedStyle(e.closest('.panel')).backgroundColor]"
        )
        assert ink != paper, look
    curve.scroll_into_view_if_needed()
    chat.shots("curve")
    assert faults(chat.page) == []
