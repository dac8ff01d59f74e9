"""The papers as PDF: what can be read in them, and that a screen reader can read it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from pictures.poses import read_pictures
from takeaway.content import Door, exercises_of
from takeaway.pdf import plan_pdf, summary_pdf
from tests.takeaway.people import EMERGENCY, FIRST_DAYS, HEEL, LIBRARY, TODAY
from tests.triage.space import chance_talks

DOOR = Door("https://footwise.example/")


def read(content: bytes) -> tuple[PdfReader, str]:
    """The document, and its words with single spaces."""
    document = PdfReader(io.BytesIO(content))
    return document, " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.parametrize("person", [HEEL, FIRST_DAYS])
def test_the_plan_holds_the_exercises_in_words(person: dict[str, Any]) -> None:
    document, text = read(plan_pdf(person, LIBRARY, TODAY, DOOR))
    assert "Check with your doctor" in text
    assert "see the foot pain diagnosis section" in text
    assert "Pain diary" in text
    assert DOOR.address in text
    assert 2 <= len(document.pages) <= 6


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (plan_pdf(HEEL, LIBRARY, TODAY, DOOR), "Your foot plan"),
        (summary_pdf(HEEL, LIBRARY, TODAY), "Summary for the clinician"),
    ],
)
def test_it_is_tagged_and_has_title_and_language(content: bytes, title: str) -> None:
    document, _ = read(content)
    root: Any = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert document.metadata is not None
    assert document.metadata.title == title
    assert b"pdfuaid" in root["/Metadata"].get_data()


def alts(node: Any) -> Iterator[str]:
    """What a screen reader says for the pictures, from the tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from alts(part)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from alts(node["/K"])


def test_each_exercise_is_shown_in_two_pictures_with_words_for_them() -> None:
    document, _ = read(plan_pdf(HEEL, LIBRARY, TODAY, DOOR))
    root: Any = document.trailer["/Root"]
    told = list(alts(root["/StructTreeRoot"]))
    _, plan = exercises_of(HEEL, LIBRARY)
    drawn = read_pictures()
    for item in plan["exercises"]:
        assert told.count(drawn[item["id"]].alt) == 2


def test_the_same_answers_give_the_same_bytes() -> None:
    assert plan_pdf(HEEL, LIBRARY, TODAY, DOOR) == plan_pdf(HEEL, LIBRARY, TODAY, DOOR)


def test_a_kept_plan_leads_back_by_a_link_that_is_not_in_print() -> None:
    key = f"{DOOR.address}#footwise=secret"
    document, text = read(plan_pdf(HEEL, LIBRARY, TODAY, Door(key, is_key=True)))
    assert "Keep this page to yourself" in text and DOOR.address in text
    assert "secret" not in text
    links = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    assert [link["/A"]["/URI"] for link in links] == [key]


def test_without_an_address_there_is_no_square_code() -> None:
    with_code, without = plan_pdf(HEEL, LIBRARY, TODAY, DOOR), plan_pdf(HEEL, LIBRARY, TODAY)
    assert len(without) < len(with_code)
    assert DOOR.address not in read(without)[1]
    assert "To go on with the chat" not in read(without)[1]


def test_the_summary_is_one_page_for_everybody() -> None:
    people = [EMERGENCY, HEEL, *(done.slots for done, _ in chance_talks(25, seed=5))]
    for slots in people:
        document, text = read(summary_pdf(slots, LIBRARY, TODAY))
        assert len(document.pages) == 1, slots
        assert "Nobody has examined them" in text


def test_words_are_shown_as_they_are_and_not_run() -> None:
    odd = {**HEEL, "red_flags": ['#panic("x")', "tingling"]}
    _, text = read(summary_pdf(odd, LIBRARY, TODAY))
    assert '#panic("x")' in text
