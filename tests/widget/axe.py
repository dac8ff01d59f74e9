"""What axe-core finds wrong in a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from scripts.environment import ROOT

AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong in light, in dark and with the system's own colours forced."""
    found = []
    for look, options in LOOKS.items():
        page.emulate_media(**options)
        found += [f"{look}: {violation}" for violation in violations(page)]
    page.emulate_media(**LOOKS["light"])
    return found


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong in the page as it is now."""
    if not page.evaluate("'axe' in window"):
        # As the page's policy forbids foreign scripts, this one comes past it.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run({runOnly: {type: 'tag', values: tags}})"
        ".then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html)))",
        RULES,
    )
    return [str(violation) for violation in found]
