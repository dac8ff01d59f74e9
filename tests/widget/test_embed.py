"""On another website: another origin, another direction of text, colours and places of its own."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Browser, expect

from tests.widget.axe import violations
from tests.widget.chat import Chat
from tests.widget.clinic import Clinic
from tests.widget.conftest import NewChat

Scheme = Literal["light", "dark"]
Contrast = Literal["more", "no-preference"]


def is_left(chat: Chat) -> bool:
    """Whether the panel stands in the left half of the window."""
    return bool(
        chat.page.locator(".panel").evaluate("(e) => e.getBoundingClientRect().x < innerWidth / 3")
    )


def test_a_whole_talk_on_another_website(new_chat: NewChat, clinic: Clinic, url: str) -> None:
    chat = new_chat(clinic.page(url, 'diagnosis-url="https://clinic.example/feet"'))
    chat.finish()
    link = chat.page.get_by_role("link", name="foot pain diagnosis section")
    expect(link).to_have_attribute("href", "https://clinic.example/feet")
    assert violations(chat.page) == []
    for address in ("javascript:alert(1)", "data:text/html,x", "https://", ""):
        point_to(chat, address)
        expect(link).to_have_count(0)
    picture = chat.log.locator("img.picture").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    with chat.page.expect_download() as saved:
        chat.page.get_by_role("button", name="Plan (PDF)").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF")


def point_to(chat: Chat, address: str) -> None:
    """Names a diagnosis section."""
    name = "diagnosis-url"
    chat.page.locator("foot-wise").evaluate("(e, [n, a]) => e.setAttribute(n, a)", [name, address])


def test_what_cannot_wait_has_no_link_beside_it(new_chat: NewChat) -> None:
    chat = new_chat()
    point_to(chat, "https://clinic.example/feet")
    chat.emergency()
    expect(chat.page.get_by_role("button", name="Summary for my doctor")).to_be_visible()
    expect(chat.page.locator("#talk a")).to_have_count(0)


def test_a_website_that_is_not_listed_gets_no_chat(browser: Browser, url: str) -> None:
    with Clinic() as other:
        page = browser.new_page()
        page.goto(other.page(url))
        page.locator("#launcher").click()
        expect(page.locator("#trouble")).to_contain_text("999")
        expect(page.locator("#log .message")).to_have_count(0)
        page.close()


def test_text_from_right_to_left_mirrors_it(new_chat: NewChat, clinic: Clinic, url: str) -> None:
    chat = new_chat(clinic.page(url, html='lang="ar" dir="rtl"'))
    assert is_left(chat)
    chat.tap("Yes, that's OK")
    mine = chat.log.locator(".mine").bounding_box()
    theirs = chat.log.locator(".bubble:not(.mine)").first.bounding_box()
    assert mine is not None
    assert theirs is not None
    assert mine["x"] < theirs["x"]
    assert violations(chat.page) == []
    chat.shot("right-to-left")


def test_attributes_and_properties_dress_it(new_chat: NewChat, clinic: Clinic, url: str) -> None:
    style = "--footwise-colour: rgb(120, 0, 60); --footwise-round: 3px; --footwise-font: monospace"
    widget = f'theme="light" position="left" heading="Ask us" style="{style}"'
    chat = new_chat(clinic.page(url, widget), color_scheme="dark")
    assert is_left(chat)
    expect(chat.page.get_by_role("heading", name="Ask us")).to_have_css("color", "rgb(120, 0, 60)")
    panel = chat.page.locator(".panel")
    expect(panel).to_have_css("border-radius", "3px")
    expect(panel).to_have_css("font-family", "monospace")
    expect(panel).to_have_css("background-color", "rgb(246, 248, 247)")
    assert violations(chat.page) == []


def test_more_contrast_is_heeded(new_chat: NewChat, clinic: Clinic, url: str) -> None:
    chat = new_chat(clinic.page(url))

    def line(scheme: Scheme, contrast: Contrast) -> str:
        chat.page.emulate_media(color_scheme=scheme, contrast=contrast)
        colour: str = chat.page.locator(".composer input").evaluate(
            "(e) => getComputedStyle(e).borderTopColor"
        )
        assert violations(chat.page) == []
        return colour

    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for scheme in schemes:
        assert line(scheme, "more") != line(scheme, "no-preference"), scheme


def test_the_page_can_open_it_and_speak_for_the_person(
    new_chat: NewChat, clinic: Clinic, url: str
) -> None:
    chat = new_chat(clinic.page(url))
    chat.tap("Yes, that's OK")
    chat.page.get_by_role("button", name="Close").click()
    chat.page.evaluate("document.querySelector('foot-wise').open()")
    before = chat.log.locator(".message").count()
    chat.page.evaluate("document.querySelector('foot-wise').say('my left calf hurts')")
    chat.heard(before)
    expect(chat.log.locator(".mine .words").last).to_have_text("my left calf hurts")
