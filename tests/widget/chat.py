"""Drives the widget in a browser, as a person would."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, Request, expect

from scripts.environment import ROOT
from tests.widget.axe import LOOKS

SHOTS = ROOT / "build" / "widget-shots"
MOST_ANSWERS = 25
NONE = re.compile("^(None of|Nothing|No )")
# How someone with tight calves and nothing else answers.
ANSWERS = {
    "How old": "25 to 54",
    "Which side": "Left",
    "How did it begin": "Bit by bit, with no injury",
    "How long have you had it": "3 months to a year",
    "Where does it hurt": "Calf",
    "how many heel raises": "20 on two feet",
}
YES = ("Yes, that's OK", "Yes, that's right", "No")


class Chat:
    """One open widget."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers = page.locator("#answers")
        self.log = page.locator("#log")

    def open(self) -> None:
        """Presses the button in the corner, if there is one, and waits for the first question."""
        expect(self.page.locator("#launcher, .panel")).to_have_count(1)
        if self.page.locator("#launcher").count():
            self.page.locator("#launcher").click()
        expect(self.button("Yes, that's OK")).to_be_visible()

    def button(self, words: str) -> Locator:
        """The answer with exactly these words."""
        return self.answers.get_by_role("button", name=words, exact=True)

    def tap(self, words: str) -> None:
        """Presses an answer and waits for what comes next."""
        before = self.log.locator(".message").count()
        self.button(words).click()
        self.heard(before)

    def heard(self, before: int) -> None:
        """Waits until the person's words and an answer are there, after `before` messages."""
        expect(self.log.locator(".message").nth(before + 1)).to_be_attached()
        expect(self.page.locator(".panel")).to_have_attribute("aria-busy", "false")

    def write(self, words: str) -> None:
        """Types a message and sends it."""
        before = self.log.locator(".message").count()
        self.page.get_by_label("Your message").fill(words)
        self.page.keyboard.press("Enter")
        self.heard(before)

    @property
    def last_words(self) -> str:
        """What Footwise said last."""
        return self.log.locator(".bubble:not(.mine) .words").last.inner_text()

    @property
    def is_over(self) -> bool:
        """Whether the exercises are there."""
        return self.log.locator(".card").count() > 0

    def wanted(self) -> str | None:
        """The answer to what is asked, where it is no plain "none" or "no"."""
        asked = self.last_words
        return next((words for begin, words in ANSWERS.items() if begin in asked), None)

    def answer(self) -> None:
        """Answers whatever is asked."""
        wanted = self.wanted()
        if self.answers.locator("fieldset").count():
            line = self.answers.get_by_label(wanted, exact=True) if wanted else None
            (line or self.answers.get_by_label(NONE).first).check()
            self.tap("That's all")
        elif self.answers.locator(".scale").count():
            self.tap("1 Mild")
        else:
            offered = self.answers.get_by_role("button").all_inner_texts()
            names = [wanted or "", *YES]
            self.tap(next((name for name in names if name in offered), offered[0]))

    def go_to(self, words: str) -> None:
        """Answers until a question holds these words."""
        for _ in range(MOST_ANSWERS):
            if words in self.last_words:
                return
            self.answer()
        raise AssertionError(f"{words!r} was never said; last was {self.last_words!r}")

    def finish(self) -> None:
        """Answers until the exercises are there."""
        for _ in range(MOST_ANSWERS):
            if self.is_over:
                return
            self.answer()
        raise AssertionError("the talk did not end")

    def emergency(self) -> None:
        """Ticks a sign of an emergency."""
        self.go_to("safety check")
        self.answers.get_by_role("checkbox", name=re.compile("suddenly cold, pale")).check()
        self.tap("That's all")

    def shot(self, name: str) -> None:
        """Keeps a picture in build/ for people to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def shots(self, name: str) -> None:
        """Keeps a picture in each look."""
        for look, options in LOOKS.items():
            self.page.emulate_media(**options)
            self.shot(f"{name}-{look}")
        self.page.emulate_media(**LOOKS["light"])


def body_of(request: Request) -> dict[str, Any]:
    """What the widget sent over HTTP."""
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    return body
