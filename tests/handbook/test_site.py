"""The site as a whole: everything is on it, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from handbook.__main__ import main
from triage import load_library
from triage.library import KNOWLEDGE

LIBRARY = load_library()
ASSETS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
REMOTE = re.compile(r"^(https?:)?//")


class Page(HTMLParser):
    """The anchors, links, assets and words of one page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.assets: list[str] = []
        self.words: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors += [values["id"] or ""] if "id" in values else []
        if tag == "a" and values.get("href") is not None:
            self.links.append(str(values["href"]))
        if tag in ASSETS and values.get(ASSETS[tag]):
            self.assets.append(str(values[ASSETS[tag]]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handbook") / "site"
    assert main([str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, Page]:
    return {file.name: Page(file) for file in site.glob("*.html") if file.name != "404.html"}


def test_every_entry_has_its_place(found: dict[str, Page]) -> None:
    anchors = {name: set(page.anchors) for name, page in found.items()}
    assert set(LIBRARY.questions) | set(LIBRARY.heard) <= anchors["questions.html"]
    assert set(LIBRARY.rules) <= anchors["rules.html"]
    assert set(LIBRARY.terms) <= anchors["terms.html"]
    assert set(LIBRARY.programmes) | set(LIBRARY.blocks) <= anchors["programmes.html"]
    assert set(LIBRARY.conditions) <= anchors["conditions.html"]
    assert {f"place-{name}" for name in LIBRARY.locations} <= anchors["conditions.html"]
    assert set(LIBRARY.routes) <= anchors["care.html"]
    assert set(LIBRARY.sources) <= anchors["sources.html"]
    exercises = (ids for name, ids in anchors.items() if name.startswith("exercises-"))
    assert set(LIBRARY.exercises) <= set[str]().union(*exercises)


def test_no_two_entries_share_an_anchor(found: dict[str, Page]) -> None:
    for page in found.values():
        assert len(page.anchors) == len(set(page.anchors))


def test_what_patients_are_told_can_be_read(found: dict[str, Page]) -> None:
    shown = {name: " ".join(" ".join(page.words).split()) for name, page in found.items()}
    everything = " ".join(shown.values())
    for rule in LIBRARY.rules.values():
        assert rule.reason in shown["rules.html"]
    for question in LIBRARY.questions.values():
        assert " ".join(question.ask.split()) in shown["questions.html"]
        assert all(option.label in shown["questions.html"] for option in question.options)
    for exercise in LIBRARY.exercises.values():
        assert all(step in everything for step in exercise.steps)
        assert exercise.feel in everything
    for tip in LIBRARY.tips["tips"]:
        assert tip["text"] in shown["bands-tips.html"]
    assert LIBRARY.version in shown["sign-off.html"]
    assert all(rule.title in shown["sign-off.html"] for rule in LIBRARY.rules.values())


def test_nothing_is_fetched_from_elsewhere(site: Path, found: dict[str, Page]) -> None:
    for page in found.values():
        assert page.assets
        assert [asset for asset in page.assets if REMOTE.match(asset)] == []
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        fetched = re.findall(r"(?:url\(|@import )['\"]?((?:https?:)?//[^'\")]*)", text)
        assert fetched == [], sheet.name


def inner_links(found: dict[str, Page]) -> Iterator[tuple[str, str, str]]:
    """Every link that stays on the site: page, file, anchor."""
    for name, page in found.items():
        for link in [*page.links, *page.assets]:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc:
                yield name, unquote(parts.path) or name, unquote(parts.fragment)


def test_every_link_leads_somewhere(site: Path, found: dict[str, Page]) -> None:
    broken = [
        f"{name}: {file}#{anchor}"
        for name, file, anchor in inner_links(found)
        if not (site / file).exists()
        or (anchor and anchor not in found[file].anchors and anchor != "__skip")
    ]
    assert broken == []


def test_a_faulty_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "tips.yml").write_text("tips: []\n")
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(folder))
    assert main([str(tmp_path / "site")]) == 2
    assert capsys.readouterr().err.startswith("tips.yml:")
    assert not (tmp_path / "site").exists()


def test_a_name_on_the_sign_off_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    file = folder / "exercises" / "static.yml"
    signed = 'signed_off: {by: "Dr Jo Example", date: "2026-12-01"}'
    file.write_text(file.read_text().replace("signed_off: null", signed))
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(folder))
    assert main([str(tmp_path / "site")]) == 0
    words = " ".join(Page(tmp_path / "site" / "sign-off.html").words)
    assert "Dr Jo Example, 2026-12-01" in words
