"""A talk in the widget: questions of each kind, reload, two people."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.conftest import NewChat


def test_a_talk_by_mouse_ends_with_exercises_and_papers(chat: Chat) -> None:
    chat.shot("hello")
    chat.finish()
    card = chat.log.locator(".card").first
    for part in ("How much", "Why", "Stop if", "You should feel"):
        expect(card).to_contain_text(part)
    expect(card).to_contain_text("hold each for 30 seconds, 2 times a day, every day.")
    chat.shot("result")
    with chat.page.expect_download() as saved:
        chat.page.get_by_role("button", name="Plan (PDF)").click()
    assert saved.value.suggested_filename == "footwise-plan.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF")


def test_an_exercise_can_be_shown_timed_and_made_easier(chat: Chat) -> None:
    chat.finish()
    card = chat.log.locator(".card").first
    name = card.get_by_role("heading").inner_text()
    card.get_by_role("button", name="Easier, harder or why").click()
    expect(chat.button("Easier")).to_be_visible()
    shown = chat.log.locator(".card").last
    assert shown.get_by_role("heading").inner_text() == name
    chat.page.clock.install()
    shown.get_by_role("button", name=re.compile("^Start the")).click()
    chat.page.clock.run_for(2000)
    expect(shown.locator(".timer")).to_contain_text(re.compile(r"Hold: \d+ s"))
    chat.page.clock.run_for(120_000)
    expect(shown).to_contain_text("Time. Let go.")


def test_picture_and_list_are_in_step_both_ways(chat: Chat) -> None:
    chat.go_to("Where does it hurt")
    calf = chat.page.locator(".region[data-region=calf]").first
    box = chat.answers.get_by_label("Calf", exact=True)
    calf.click()
    expect(box).to_be_checked()
    chat.shot("body-map")
    box.uncheck()
    expect(calf).not_to_have_class(re.compile("picked"))
    box.check()
    expect(calf).to_have_class(re.compile("picked"))
    for place in ("Arch", "Big toe"):
        chat.answers.get_by_label(place, exact=True).check()
    shin = chat.answers.get_by_label("Shin", exact=True)
    shin.click()
    expect(shin).not_to_be_checked()
    expect(chat.answers.get_by_role("status")).to_contain_text("3")
    chat.tap("That's all")
    expect(chat.log.locator(".mine .words").last).to_have_text("Calf, Arch, Big toe")


def test_every_region_is_an_option_and_every_place_is_drawn(chat: Chat) -> None:
    chat.go_to("Where does it hurt")
    regions = chat.page.locator(".region").evaluate_all("(all) => all.map((e) => e.dataset.region)")
    offered = chat.answers.get_by_role("checkbox").count()
    # All but: all round the ankle, skin or nail, the whole foot, nowhere.
    assert len(set(regions)) == offered - 4


def test_a_tick_list_has_not_sure_and_none_stands_alone(chat: Chat) -> None:
    chat.go_to("safety check")
    fever = chat.answers.get_by_label(re.compile("^Fever"))
    none = chat.answers.get_by_label("None of these")
    chat.button("That's all").click()
    expect(chat.answers.get_by_role("status")).to_contain_text("Tick at least one")
    fever.check()
    none.check()
    expect(fever).not_to_be_checked()
    unsure = chat.answers.get_by_role("button", name=re.compile("^Not sure: Fever"))
    unsure.click()
    expect(none).not_to_be_checked()
    expect(unsure).to_have_attribute("aria-pressed", "true")
    chat.tap("That's all")
    expect(chat.log.locator(".mine .words").last).to_contain_text("(Not sure)")
    assert "ill than ever" in chat.last_words


def test_a_number_can_be_typed_beside_the_bands(chat: Chat) -> None:
    chat.go_to("How long have you had it")
    field = chat.answers.get_by_role("spinbutton")
    field.fill("-3")
    chat.button("Send").click()
    expect(chat.answers.get_by_role("status")).to_contain_text("whole number from 0")
    field.fill("33")
    chat.tap("Send")
    assert "How long" not in chat.last_words


def test_a_line_of_the_summary_can_be_changed(chat: Chat) -> None:
    chat.go_to("Here is what you told me")
    chat.shot("summary")
    chat.answers.get_by_role("button", name=re.compile("left", re.IGNORECASE)).first.click()
    expect(chat.button("Right")).to_be_visible()


def test_back_asks_the_question_before(chat: Chat) -> None:
    chat.go_to("Which side")
    chat.page.get_by_role("button", name="Back", exact=True).click()
    expect(chat.answers.get_by_label("Calf", exact=True)).to_be_visible()


def test_what_is_typed_is_never_markup(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    chat.write("<img src=x onerror=alert(1)><b>bold</b>")
    words = chat.log.locator(".mine .words").last
    expect(words).to_have_text("<img src=x onerror=alert(1)><b>bold</b>")
    expect(chat.log.locator("img, b")).to_have_count(0)


def test_two_people_see_only_their_own_talk(new_chat: NewChat) -> None:
    one, other = new_chat(), new_chat()
    one.tap("Yes, that's OK")
    one.write("my left calf has been tight for three months")
    other.tap("Yes, that's OK")
    expect(one.log).to_contain_text("three months")
    expect(other.log).not_to_contain_text("three months")
    assert other.log.locator(".mine").count() == 1


def test_a_page_hears_what_happens(chat: Chat) -> None:
    chat.page.evaluate(
        "window.heard = []; for (const name of ['answered', 'result']) "
        "addEventListener(`footwise-${name}`, (e) => heard.push([name, e.detail]))"
    )
    chat.tap("Yes, that's OK")
    chat.emergency()
    heard = json.loads(chat.page.evaluate("JSON.stringify(heard)"))
    assert heard[0] == ["answered", {"slot": "consent"}]
    assert ["result", {"urgency": "emergency"}] in heard
