"""Looking at a page as strictly as a machine can: accessibility, width, movement."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

# Targets of at least 24 px are asked for too, which axe does not look at unless it is told.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}
AXE = Axe()
#: A layout shift (CLS) below this rounds to 0.00: a word of another script in its fallback face.
STILL = 0.005

WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const what = entry.sources.map(({node}) => node?.outerHTML?.slice(0, 60) ?? "?");
        window.moved.push(`${entry.value.toFixed(4)} ${what.join(" | ")}`);
    }
}).observe({type: "layout-shift", buffered: true});
"""
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"""


def watch(context: BrowserContext) -> None:
    """Have every page of a context note what moves while it loads."""
    context.add_init_script(WATCH)


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open, one line each."""
    page.evaluate(SETTLED)
    found: list[str] = []
    moved = page.evaluate("window.moved")
    if sum(float(one.partition(" ")[0]) for one in moved) >= STILL:
        found += [f"moves: {one}" for one in moved]
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > room:
        found.append(f"scrolls sideways: {wide} px in {room}")
    result: dict[str, Any] = AXE.run(page, options=OPTIONS).response
    for violation in result["violations"]:
        places = [" ".join(node["target"]) for node in violation["nodes"]][:4]
        found.append(f"axe {violation['id']}: {violation['help']}: {places}")
    return found
