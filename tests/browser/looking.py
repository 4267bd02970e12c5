"""Looking at a page as strictly as a machine can: accessibility, width, movement."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

# Targets of at least 24 px are asked for too, which axe does not look at unless it is told.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}
#: The one rule whose answer depends on the colour scheme.
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"], "preload": False}
#: Those whose answer depends on the width: what is small, and what is moved sideways there alone.
WIDTHS = {
    "runOnly": ["target-size", "scrollable-region-focusable"],
    "resultTypes": ["violations"],
    "preload": False,
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
    return _movement(page) + _sideways(page) + _axe(page, OPTIONS)


def every_fault(page: Page, other_width: int, *, state: bool = False) -> list[str]:
    """What is wrong with the page that is open, in either scheme and in another width (CSS px).

    Args:
        state: the page is as somebody brought it; else it is loaded again in the other width, to
            see whether it moves there.
    """
    found = faults(page) + faults_of_the_other_scheme(page)
    return found + _faults_of_another_width(page, other_width, load_again=not state)


def faults_of_the_other_scheme(page: Page) -> list[str]:
    """What is wrong with the page's colours: the dark ones where it is light, and the reverse."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if is_dark else "dark", reduced_motion="reduce")
    page.evaluate(SETTLED)
    found = _axe(page, COLOURS)
    page.emulate_media(color_scheme="dark" if is_dark else "light", reduced_motion="null")
    return [f"{'light' if is_dark else 'dark'}: {fault}" for fault in found]


def _faults_of_another_width(page: Page, width: int, *, load_again: bool) -> list[str]:
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size({"width": width, "height": usual["height"]})
    if load_again:
        page.goto(page.url)
    page.evaluate(SETTLED)
    found = (_movement(page) if load_again else []) + _sideways(page) + _axe(page, WIDTHS)
    page.set_viewport_size(usual)
    return [f"at {width} px: {fault}" for fault in found]


def _movement(page: Page) -> list[str]:
    moved = page.evaluate("window.moved")
    is_still = sum(float(one.partition(" ")[0]) for one in moved) < STILL
    return [] if is_still else [f"moves: {one}" for one in moved]


def _sideways(page: Page) -> list[str]:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"scrolls sideways: {wide} px in {room}"] if wide > room else []


def _axe(page: Page, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE, options)
    return found
