"""Texts that try to become more than text, and the eye that watches whether one succeeds."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

#: Each would call fired() if any page took it for more than characters. At most 120 of them.
HOSTILE = (
    "<script>fired('script')</script>",
    "</script><script>fired('after script')</script>",
    "</textarea></title></style><img src=x onerror=fired('closed')>",
    '"><svg onload=fired("quote")>',
    "' autofocus tabindex=1 onfocus='fired(1)' x='",
    '" onmouseover="fired(2)" style="position:fixed;inset:0" x="',
    "<img src=x onerror=fired('img')>",
    "<img/src='x'/onerror=fired`tick`>",
    "<iframe srcdoc=\"<script>parent.fired('srcdoc')</script>\"></iframe>",
    "<a href=\"javascript:fired('href')\">read on</a>",
    "javascript:fired('bare')//http://cedar.example/",
    "http://cedar.example/\"onmouseover=\"fired('link')",
    "http://cedar.example/<script>fired('in link')</script>",
    "<form action=javascript:fired('form')><button autofocus>Go",
    "<base href=//elsewhere.invalid/><meta http-equiv=refresh content=0>",
    "<math><mi><style><!--</style><img title='--><img src=x onerror=fired(3)>'>",
    "<details open ontoggle=fired('toggle')><summary>x",
    "&lt;img src=x onerror=fired('decoded twice')&gt;",
    "&#60;script&#62;fired('numbers')&#60;/script&#62;",
    "\\u003cscript\\u003efired('escapes')\\u003c/script\\u003e",
    "＜script＞fired('wide')＜/script＞",
    "{{constructor.constructor('fired(4)')()}}${fired(5)}{% debug %}",
    "]]><!--><img src=x onerror=fired('comment')>-->",
    "<x\tonclick=fired(6)\n>\x0b<video><source onerror=fired('video')>",
    "> <script>fired('quoted')</script>",
)

WATCH = """
window.hits = [];
window.fired = (what) => { window.hits.push(String(what)); return false; };
"""

# What stands in the page although only somebody's text can have brought it there.
ACTIVE = r"""() => {
    const scheme = /^(javascript|vbscript|data:text)/i;
    const bare = (value) => value.replace(/[\u0000-\u0020]/g, "");
    const holdsScript = new Set(["href", "src", "action", "formaction", "xlink:href", "data"]);
    const found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const {name, value} of element.attributes) {
            if (/^on|^srcdoc$/i.test(name)) found.push(`${element.localName}[${name}]`);
            if (holdsScript.has(name) && scheme.test(bare(value))) found.push(`${name}=${value}`);
            if (holdsScript.has(name) && value.includes("elsewhere.invalid")) found.push(value);
        }
        if (element.matches("iframe, object, embed, base, math, video, img[src=x]"))
            found.push(element.outerHTML.slice(0, 80));
        if (element.matches("script:not([src])") && element.textContent.includes("fired("))
            if (!/json|importmap/.test(element.type)) found.push("a script of its own");
    }
    return found;
}"""


def watch(context: BrowserContext) -> None:
    """Give every page of a context the function that hostile texts try to call."""
    context.add_init_script(WATCH)


def harm(page: Page) -> list[Any]:
    """What fired on a page and what stands ready to fire; nothing on a good page."""
    hits: list[Any] = page.evaluate("window.hits")
    active: list[Any] = page.evaluate(ACTIVE)
    return hits + active
