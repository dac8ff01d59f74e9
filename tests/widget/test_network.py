"""Reload, lost network, refusals, deleting, and how the script is served."""

from __future__ import annotations

import json
from typing import Any

import httpx
from playwright.sync_api import Route, expect

from channels.guard import TROUBLE
from channels.site import POLICY
from channels.words import own_responses
from tests.widget.axe import faults
from tests.widget.chat import Chat, body_of

MESSAGE = "**/webhooks/web/message"
KEY = "footwise-chat"


def without_socket(chat: Chat, offered: str = "Yes, that's OK") -> None:
    """Loads the page anew without any websocket: the widget goes on over HTTP.

    `offered` is an answer to the question that is open.
    """
    chat.page.route_web_socket("**/webhooks/web/socket/**", lambda line: line.close())
    chat.page.reload()
    chat.page.locator("#launcher").click()
    expect(chat.button(offered)).to_be_visible()


def refuse(chat: Chat, status: int, words: str) -> None:
    """From now on each message over HTTP is answered with this error."""
    chat.page.route(MESSAGE, lambda route: route.fulfill(status=status, json={"error": words}))


def test_a_reload_brings_back_the_talk_and_the_open_question(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    before = chat.log.inner_text()
    chat.page.reload()
    chat.page.locator("#launcher").click()
    expect(chat.button("25 to 54")).to_be_visible()
    assert chat.log.inner_text() == before
    chat.tap("25 to 54")
    assert "safety check" in chat.last_words


def test_a_spoiled_memory_begins_a_new_talk(chat: Chat) -> None:
    for junk in ("{", "null", '"x"', "[]", '{"session": 1}', '{"token": "x"}'):
        chat.page.evaluate("([key, junk]) => sessionStorage.setItem(key, junk)", [KEY, junk])
        chat.page.reload()
        chat.open()


def test_a_token_that_ended_is_told_and_a_new_talk_can_begin(chat: Chat) -> None:
    gone = json.dumps({"session": "web:x", "token": "spoiled"})
    chat.page.evaluate("([key, gone]) => sessionStorage.setItem(key, gone)", [KEY, gone])
    chat.page.reload()
    chat.page.locator("#launcher").click()
    trouble = chat.page.locator("#trouble")
    expect(trouble).to_contain_text("999")
    trouble.get_by_role("button", name="Start a new chat").click()
    expect(chat.button("Yes, that's OK")).to_be_visible()


def test_a_lost_message_is_sent_again_under_its_old_id(chat: Chat) -> None:
    without_socket(chat)
    sent: list[dict[str, Any]] = []

    def lose(route: Route) -> None:
        sent.append(body_of(route.request))
        route.abort()

    chat.page.route(MESSAGE, lose)
    chat.button("Yes, that's OK").click()
    expect(chat.page.locator("#trouble")).to_contain_text("999")
    chat.page.reload()
    chat.page.locator("#launcher").click()
    expect(chat.log.locator(".mine .words").last).to_have_text("Yes, that's OK")
    chat.page.unroute(MESSAGE)
    expect(chat.button("25 to 54")).to_be_visible()
    expect(chat.page.locator("#trouble")).to_be_empty()
    assert len({message["id"] for message in sent}) == 1
    assert chat.log.locator(".mine").count() == 1


def test_offline_is_told_and_what_was_said_then_is_sent_later(chat: Chat) -> None:
    without_socket(chat)
    chat.page.context.set_offline(True)
    expect(chat.page.locator("#trouble")).to_contain_text("You are offline")
    chat.button("Yes, that's OK").click()
    expect(chat.log.locator(".mine")).to_have_count(1)
    chat.page.context.set_offline(False)
    expect(chat.button("25 to 54")).to_be_visible()
    expect(chat.page.locator("#trouble")).to_be_empty()


def test_an_apology_is_shown_with_a_way_on(chat: Chat) -> None:
    """A turn that failed on the server, in the words of the guard."""
    without_socket(chat)
    text = own_responses()[TROUBLE][0]["text"].format(emergency_number="999")
    said = {"text": text, "buttons": [{"title": "Say it again", "payload": "hi"}]}
    chat.page.route(MESSAGE, lambda route: route.fulfill(json=[said]))
    chat.button("Yes, that's OK").click()
    expect(chat.button("Say it again")).to_be_visible()
    chat.shots("apology")
    assert faults(chat.page) == []


def test_a_refusal_is_told_in_the_servers_words(chat: Chat) -> None:
    without_socket(chat)
    trouble = chat.page.locator("#trouble")
    again = trouble.get_by_role("button", name="Try again")
    for status in (503, 429, 400):
        refuse(chat, status, f"Please wait, {status}.")
        (again if again.count() else chat.button("Yes, that's OK")).click()
        expect(trouble).to_contain_text(f"Please wait, {status}.")
    assert faults(chat.page) == []
    chat.page.unroute(MESSAGE)
    again.click()
    expect(chat.button("25 to 54")).to_be_visible()


def test_two_tabs_are_two_talks(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    other = Chat(chat.page.context.new_page())
    other.page.goto(chat.page.url)
    other.open()
    expect(other.log.locator(".mine")).to_have_count(0)


def test_a_window_with_the_same_talk_hears_of_it(chat: Chat) -> None:
    kept = chat.page.evaluate("(key) => sessionStorage.getItem(key)", KEY)
    other = Chat(chat.page.context.new_page())
    other.page.add_init_script(f"sessionStorage.setItem({json.dumps(KEY)}, {json.dumps(kept)})")
    other.page.goto(chat.page.url)
    other.open()
    chat.tap("Yes, that's OK")
    expect(other.button("25 to 54")).to_be_visible()
    assert other.log.inner_text() == chat.log.inner_text()


def test_trouble_in_mid_form_is_no_violation_and_loses_nothing(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    without_socket(chat, "25 to 54")
    chat.page.context.set_offline(True)
    chat.button("25 to 54").click()
    expect(chat.page.locator("#trouble")).to_contain_text("You are offline")
    assert faults(chat.page) == []
    chat.page.context.set_offline(False)
    expect(chat.answers.locator("fieldset")).to_be_visible()
    assert "safety check" in chat.last_words
    assert chat.log.locator(".mine").count() == 2


def test_a_deleted_chat_is_gone_on_the_server_too(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    kept = json.loads(chat.page.evaluate("(key) => sessionStorage.getItem(key)", KEY))
    chat.page.get_by_role("button", name="More").click()
    chat.page.get_by_role("button", name="Delete my chat").click()
    chat.page.get_by_role("button", name="Yes, delete it").click()
    expect(chat.page.get_by_text("Your chat is deleted.")).to_be_visible()
    assert chat.page.evaluate("(key) => sessionStorage.getItem(key)", KEY) is None
    headers = {"Authorization": f"Bearer {kept['token']}"}
    url = chat.page.url.replace("demo", "webhooks/web/history")
    assert "25 to 54" not in httpx.get(url, headers=headers).text
    chat.page.get_by_role("button", name="Start a new chat").click()
    expect(chat.button("Yes, that's OK")).to_be_visible()


def test_the_chat_can_be_downloaded_whole(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    chat.page.get_by_role("button", name="More").click()
    with chat.page.expect_download() as saved:
        chat.page.get_by_role("button", name="Download my chat").click()
    said = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert {"from": "person", "text": "Yes, that's OK"} in said


def test_start_over_begins_a_new_talk(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    chat.page.get_by_role("button", name="More").click()
    chat.page.get_by_role("button", name="Start over").click()
    expect(chat.button("Yes, that's OK")).to_be_visible()
    expect(chat.log.locator(".mine")).to_have_count(0)


def test_the_script_is_sent_again_only_if_it_changed(url: str) -> None:
    first = httpx.get(f"{url}widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    again = httpx.get(f"{url}widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert "{{" + "emergency_number}}" not in first.text
    assert httpx.get(f"{url}demo").headers["content-security-policy"] == POLICY
