"""The link back to a kept plan, from one window to another."""

from __future__ import annotations

import re
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.widget.axe import faults
from tests.widget.chat import Chat
from tests.widget.conftest import NewChat


def link_in_calendar(page: Page) -> str:
    """Where the check-ins of the calendar file lead."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Reminders for my calendar").click()
    events = Calendar.from_ical(Path(saved.value.path()).read_bytes()).walk("VEVENT")
    (link,) = {str(event["URL"]) for event in events if "URL" in event}
    return link


def whose(chat: Chat, answer: str) -> None:
    """Answers whether the plan of the link is one's own; the link is out of sight by then."""
    box = chat.page.locator("#way-back")
    expect(box).to_contain_text("Open it only if the plan is yours")
    assert "footwise" not in chat.page.evaluate("location.hash")
    box.get_by_role("button", name=answer).click()
    expect(box).to_have_count(0)


def test_a_kept_plan_is_found_again_by_its_link_until_it_is_deleted(new_chat: NewChat) -> None:
    first, later = new_chat(), new_chat()
    first.finish()
    first.tap("Keep my plan for 14 weeks")
    assert "a link that leads you back here" in first.last_words
    link = link_in_calendar(first.page)
    assert link.startswith(f"{first.page.url}#footwise=")

    # Behind "#" alone the address changes without a new page: somebody pastes it into a tab.
    later.page.goto(link)
    assert faults(later.page) == []
    whose(later, "No, go on without it")
    expect(later.button("Yes, that's OK")).to_be_visible()

    later.page.goto("about:blank")
    later.page.goto(link)
    expect(later.page.locator("#way-back button").first).to_be_focused()
    later.shot("way-back")
    whose(later, "Yes, it is my plan")
    expect(later.log).to_contain_text(re.compile("Welcome back"))
    assert later.log.locator(".message").count() == 2
    later.page.reload()
    later.page.locator("#launcher").click()
    expect(later.button("Check in")).to_be_visible()
    later.tap("Check in")
    assert link_in_calendar(first.page) == link

    later.page.get_by_role("button", name="More").click()
    later.page.get_by_role("button", name="Delete my chat").click()
    later.page.get_by_role("button", name="Yes, delete it").click()
    expect(later.page.get_by_text("Your chat is deleted.")).to_be_visible()
    later.page.goto(link)
    whose(later, "Yes, it is my plan")
    expect(later.page.locator("#trouble")).to_contain_text("can't be found")
    later.page.locator("#trouble").get_by_role("button", name="Start a new chat").click()
    expect(later.button("Yes, that's OK")).to_be_visible()
