"""A drawing that wants more than to be seen: the page takes the shapes and nothing else of it.

On a clinic's website, where no Content-Security-Policy of ours helps.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.widget.clinic import Clinic
from tests.widget.conftest import NewChat

ELSEWHERE = "https://elsewhere.example/x.svg#x"
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
KNOWN = {
    *("viewBox", "d", "points", "x", "y", "width", "height", "cx", "cy", "r", "aria-hidden"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-family", "text-anchor"),
}
# What each of them would do, were it let in: run code, fetch something, cover the page.
HOSTILE = [
    "<script>window.ran = 1</script>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.ran = 1</x:script>",
    "<x:text xmlns:x='http://www.w3.org/1999/xhtml' onclick='window.ran = 1'>a</x:text>",
    "<foreignObject width='9' height='9'><body xmlns='http://www.w3.org/1999/xhtml'>"
    "<img src='x' onerror='window.ran = 1'/></body></foreignObject>",
    f"<image href='{ELSEWHERE}' onerror='window.ran = 1'/>",
    f"<use xlink:href='{ELSEWHERE}'/>",
    "<a href='javascript:window.ran = 1'><text>Tap me</text></a>",
    f"<style>@import '{ELSEWHERE}'; * {{ position: fixed }}</style>",
    "<animate attributeName='href' values='javascript:window.ran = 1'/>",
    "<set attributeName='onmouseover' to='window.ran = 1'/>",
    "<circle r='9' onmouseover='window.ran = 1' onload='window.ran = 1' tabindex='0'/>",
    f"<circle r='9' style='fill: url({ELSEWHERE})' class='call' id='words'/>",
    f"<circle r='9' fill='url({ELSEWHERE})' mask='url({ELSEWHERE})' filter='url({ELSEWHERE})'/>",
    f"<circle r='9' fill='u\\72l({ELSEWHERE})' stroke='URL(x.svg)' cursor='url({ELSEWHERE})'/>",
    f"<g><g><text>a<tspan><script href='{ELSEWHERE}'/></tspan></text></g></g>",
    f"<text xml:base='{ELSEWHERE}' xlink:href='{ELSEWHERE}' part='panel' slot='x'>a</text>",
]
NO_DRAWING = (
    "",
    "no drawing",
    "<svg",
    "<html xmlns='http://www.w3.org/1999/xhtml'><b/></html>",
    "<svg xmlns='http://www.w3.org/1999/xhtml'><text>a</text></svg>",
)
ROOT = "onload='window.ran = 1' style='position:fixed' class='panel' id='talk'"


def shown(page: Page, svg: str) -> None:
    """Begins a chat whose first message is the result of a check-in with this drawing."""
    result: dict[str, Any] = {
        "type": "triage_result",
        "urgency": "self_care",
        "exercises": [],
        "progress": {"curve": {"svg": svg, "alt": "Pain: 1, 1."}},
    }
    begun = {"session": "web:a", "token": "t", "messages": [{"text": "A", "custom": result}]}

    def answer(route: Route) -> None:
        route.fulfill(json=begun, headers={"Access-Control-Allow-Origin": "*"})

    page.route("**/webhooks/web/session", answer)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    page.locator("#launcher").click()
    expect(page.locator(".curve")).to_be_visible()


def test_nothing_of_a_hostile_drawing_reaches_the_page(
    new_chat: NewChat, clinic: Clinic, url: str
) -> None:
    page = new_chat(clinic.page(url)).page
    shown(page, f"<svg {SVG} viewBox='0 0 9 9' {ROOT}>{''.join(HOSTILE)}<rect width='4'/></svg>")
    curve = page.locator(".curve")
    parts = curve.evaluate(
        "(e) => [...e.querySelectorAll('svg, svg *')].map((p) => [p.localName, p.namespaceURI,"
        " [...p.attributes].map((a) => [a.name, a.value])])"
    )
    assert {name for name, _, _ in parts} == {"svg", "circle", "text", "rect"}
    assert {space for _, space, _ in parts} == {"http://www.w3.org/2000/svg"}
    found = [tuple(attribute) for _, _, attributes in parts for attribute in attributes]
    assert {name for name, _ in found} <= KNOWN
    assert not [value for _, value in found if "url" in value.lower() or "72l" in value]
    for circle in curve.locator("circle").all():
        circle.dispatch_event("mouseover")
    assert page.evaluate("window.ran") is None
    assert page.locator("#words").count() == 1


def test_what_is_no_drawing_is_told_in_words_alone(
    new_chat: NewChat, clinic: Clinic, url: str
) -> None:
    page = new_chat(clinic.page(url)).page
    for svg in NO_DRAWING:
        shown(page, svg)
        expect(page.locator(".curve svg")).to_have_count(0)
        expect(page.locator(".curve")).to_contain_text("Pain: 1, 1.")
