"""A talk in the widget: questions of each kind, reload, two people."""

from __future__ import annotations

import datetime
import json
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.widget.axe import faults, violations
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
    chat.tap(name)
    expect(chat.button("Easier")).to_be_visible()
    shown = chat.log.locator(".card").last
    assert shown.get_by_role("heading").inner_text() == name
    chat.page.clock.install()
    shown.get_by_role("button", name=re.compile("^Start the")).click()
    chat.page.clock.run_for(2000)
    expect(shown.locator(".timer")).to_contain_text(re.compile(r"Hold: \d+ s"))
    chat.page.clock.run_for(120_000)
    expect(shown).to_contain_text("Time. Let go.")


def test_an_exercise_of_the_plan_can_be_swapped_for_good(chat: Chat) -> None:
    chat.finish()
    cards = chat.log.locator(".card")
    names = cards.get_by_role("heading").all_inner_texts()
    swap = cards.locator(".swaps button").first
    new = swap.inner_text().split(": ", 1)[1]
    card = swap.locator("xpath=ancestor::article")
    place = names.index(card.get_by_role("heading").inner_text())
    before = chat.log.locator(".message").count()
    swap.click()
    chat.heard(before)
    after = [*names[:place], new, *names[place + 1 :]]
    expect(cards.get_by_role("heading")).to_have_text(after)
    expect(cards.nth(place).get_by_role("heading")).to_be_focused()
    assert chat.last_words == f"In your plan now: {new}."
    assert violations(chat.page) == []
    chat.shot("swapped")
    chat.page.reload()
    chat.page.locator("#launcher").click()
    expect(cards.get_by_role("heading")).to_have_text(after)
    expect(chat.log.locator(".mine .words").last).to_have_text(new)
    with chat.page.expect_download() as saved:
        chat.page.get_by_role("button", name="Plan (PDF)").click()
    text = "".join(page.extract_text() for page in PdfReader(saved.value.path()).pages)
    assert new in text
    assert names[place] not in text


def test_a_card_says_where_the_exercise_comes_from(chat: Chat) -> None:
    chat.finish()
    card = chat.log.locator(".card").first
    card.get_by_text("Where this comes from").click()
    link = card.get_by_role("link").first
    expect(link).to_be_visible()
    assert re.match("https?://", link.get_attribute("href") or "")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_it_says_about_how_many_questions_are_left(chat: Chat) -> None:
    chat.tap("Yes, that's OK")
    said = []
    while not chat.is_over:
        line = chat.page.locator(".left")
        words = line.inner_text() if line.count() else ""
        found = re.search(r"About (\d+) questions left", words)
        said.append(int(found.group(1)) if found else 1 if words == "Nearly done" else 0)
        chat.answer()
    assert said.pop() == 0  # the summary is no question
    left = range(len(said), 0, -1)
    assert all(abs(number - real) <= 4 for number, real in zip(said, left, strict=True)), said
    expect(chat.page.locator(".left")).to_have_count(0)


def test_the_plan_prints_alone(chat: Chat) -> None:
    chat.finish()
    page = chat.page
    page.emulate_media(media="print")
    hidden = "[...document.querySelectorAll('body > *')].filter((e) => !e.offsetParent).length"
    page.evaluate(f"window.print = () => {{ window.printed = {hidden} }}")
    page.locator("foot-wise").evaluate(
        "(e) => [...e.renderRoot.querySelectorAll('.papers button')].pop().click()"
    )
    assert page.evaluate("printed") > 0
    expect(chat.log.locator(".card").first).to_be_visible()
    assert violations(page) == []
    expect(page.locator("#launcher, form.composer, .papers").first).to_be_hidden()
    expect(page.locator("header").first).to_be_visible()  # the page is back as it was
    chat.shot("print")


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


def test_sore_bones_are_picked_in_a_picture_of_their_own(chat: Chat) -> None:
    chat.go_to("How did it begin")
    chat.tap("With an injury: a twist, fall, knock or pull")
    chat.go_to("four steps")
    chat.tap("Yes")
    chat.go_to("Press each spot")
    regions = chat.page.locator(".region").evaluate_all("(all) => all.map((e) => e.dataset.region)")
    # All but: none of them, too sore to press.
    assert len(set(regions)) == chat.answers.get_by_role("checkbox").count() - 2
    chat.page.locator(".region[data-region=outer_midfoot_bump]").first.click()
    expect(chat.answers.get_by_label("Bump halfway along the outer edge")).to_be_checked()
    chat.shots("bones")
    assert faults(chat.page) == []
    chat.tap("That's all")
    expect(chat.log.locator(".mine .words").last).to_contain_text("outer edge of the foot")


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


def test_the_day_it_began_can_be_picked(chat: Chat) -> None:
    chat.go_to("How long have you had it")
    field = chat.answers.get_by_label("Or pick the day it began")
    today = datetime.date.today()
    field.fill((today + datetime.timedelta(days=2)).isoformat())
    chat.button("Use this day").click()
    expect(chat.answers).to_contain_text("not in the future")
    assert violations(chat.page) == []
    began = today - datetime.timedelta(days=33)
    field.fill(began.isoformat())
    chat.tap("Use this day")
    assert chat.log.locator(".mine .words").last.inner_text() == began.strftime("%d/%m/%Y")
    chat.go_to("Here is what you told me")
    assert "Days with it: 33" in chat.last_words


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
