"""Looking at a page as strictly as a machine can: accessibility, width, movement."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

#: axe's own options of this check, but that no letters count as large.
CONTRAST = {
    "ignoreUnicode": True,
    "ignoreLength": False,
    "ignorePseudo": False,
    "boldValue": 700,
    "boldTextPt": 1000,
    "largeTextPt": 1000,
    "contrastRatio": {"normal": {"expected": 4.5}, "large": {"expected": 4.5}},
    "pseudoSizeThreshold": 0.25,
    "shadowOutlineEmMax": 0.2,
    "textStrokeEmMin": 0.03,
}
# Targets of at least 24 px are asked for too, which axe does not look at unless it is told. Large
# letters need the contrast of small ones: a size depends on the language, a colour does not.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
    "checks": {"color-contrast": {"options": CONTRAST}},
}
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
AXE = """options => axe.run(options).then(({violations}) => violations.map(({id, help, nodes}) =>
    `axe ${id}: ${help}: ${nodes.slice(0, 4).map(({target}) => target.join(" "))}`))"""


def watch(context: BrowserContext) -> None:
    """Have every page of a context note what moves while it loads."""
    context.add_init_script(WATCH)


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open, one line each."""
    page.evaluate(SETTLED)
    return _movement(page) + _sideways(page) + _axe(page)


def every_fault(page: Page, other_width: int, *, state: bool = False) -> list[str]:
    """What is wrong with the page that is open, and what does not fit or moves in another width.

    Args:
        other_width: CSS px.
        state: the page is as somebody brought it; else it is loaded again in the other width, to
            see whether it moves there.
    """
    found = faults(page)
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size({"width": other_width, "height": usual["height"]})
    if not state:
        page.goto(page.url)
    page.evaluate(SETTLED)
    there = ([] if state else _movement(page)) + _sideways(page)
    page.set_viewport_size(usual)
    return found + [f"at {other_width} px: {fault}" for fault in there]


def _movement(page: Page) -> list[str]:
    moved = page.evaluate("window.moved")
    is_still = sum(float(one.partition(" ")[0]) for one in moved) < STILL
    return [] if is_still else [f"moves: {one}" for one in moved]


def _sideways(page: Page) -> list[str]:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"scrolls sideways: {wide} px in {room}"] if wide > room else []


def _axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE, OPTIONS)
    return found
