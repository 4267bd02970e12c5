"""Going through a page without a mouse; whoever looks on always sees where the focus is."""

from __future__ import annotations

from playwright.sync_api import Page

_HERE = """selector => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const name = `${here.tagName} ${here.id} ${here.className}`;
    return [here.matches(selector), here === document.body || style.outlineStyle !== "none", name];
}"""


def tab_to(page: Page, selector: str, *, most: int = 60, back: bool = False) -> None:
    """Press Tab until the element has the focus.

    Args:
        most: presses after which it counts as out of reach.
        back: whether to go backwards.

    Raises:
        AssertionError: where Tab does not lead there, or some stop on the way shows no focus.
    """
    for _press in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        arrived, shown, name = page.evaluate(_HERE, selector)
        assert shown, f"no visible focus on {name}"
        if arrived:
            return
    raise AssertionError(f"Tab does not lead to {selector}")
