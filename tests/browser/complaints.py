"""What a browser complains about while a page is open: errors, blocked content, failed loads."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Response

#: The browser's own line about a failed request, whose answer is noted with its status; and about a
#: frame in which no script may run, where Playwright asks something as it does in every frame.
#: That framed pages have no scripts of ours is tested where they are made.
UNIMPORTANT = ("Failed to load resource", "Blocked script execution in")


@dataclass
class Complaints:
    """Errors and warnings of the console, uncaught exceptions and failed requests.

    Args:
        expected: statuses of answers that a journey asks for on purpose.
    """

    expected: set[int] = field(default_factory=set)
    list: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Note everything that happens on the pages of a context from now on."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.list.append(f"uncaught: {error.error}"))
        context.on("response", self._response)
        context.on("dialog", self._dialog)

    def forgive(self, words: str) -> None:
        """Forget the complaints with these words."""
        self.list = [one for one in self.list if words not in one]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(UNIMPORTANT):
            self.list.append(f"console: {message.text} ({message.location.get('url')})")

    def _response(self, response: Response) -> None:
        # What a form writes down while it is being saved comes too late, and is told so.
        late = response.status == 409 and response.url.endswith("/journal/keep/")
        if response.status >= 400 and response.status not in self.expected and not late:
            self.list.append(f"answer {response.status}: {response.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.list.append(f"dialog: {dialog.message}")
        dialog.dismiss()
