"""Forgery of requests (CSRF), for pages that are cached for everybody and so carry no token.

What is to be prevented: another site makes a reader's browser send one of our forms, with the
reader's cookie. Four lines stand against it.

1. State changes only by POST, and the session's cookie is SameSite=Lax: a current browser does not
   send it along with another site's POST at all.
2. The browser says where a request comes from. `Sec-Fetch-Site` cannot be written by a page; where
   it is missing (plain HTTP, older browsers), `Origin` is asked, and where that is missing too,
   `Referer`. Whatever names another place is refused.
3. A request with none of the three could be anybody's. It passes when it has no reader's cookie:
   it then has no authority that could be misused, and is what a program or a very old browser
   sends. With the cookie it needs a token.
4. A script's request (`Sec-Fetch-Mode` other than "navigate") always needs a token from
   `/readers/token/`. The token is fetched on use, bound to the session by a signature and is of
   no use in any other browser. Another site can neither read it nor send its header.

Django's own check needs a token in the form or a cookie for everybody, so that views under this
scheme are exempt from it, deliberately and one by one, by the decorators below.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from readers.pages import notice
from readers.session import COOKIE, current_session

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

SALT = "readers.token"
TOKEN_LIFETIME = 3600  # seconds
HEADER, FIELD = "X-Reader-Token", "reader_token"


def new_token(request: HttpRequest) -> str:
    """A token for the browser that asks, good for an hour."""
    return signing.TimestampSigner(salt=SALT).sign(_bearer(request))


def has_token(request: HttpRequest) -> bool:
    """Whether the request carries a token that was made for this very browser's session."""
    token = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    try:
        bearer = signing.TimestampSigner(salt=SALT).unsign(token, max_age=TOKEN_LIFETIME)
    except signing.BadSignature:
        return False
    return bearer == _bearer(request)


def same_origin(request: HttpRequest) -> bool | None:
    """Whether the browser says that the request comes from our own pages; nothing if it is mute."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    # A page without referrer sends "null"; so does a sandboxed frame of anybody's.
    for header in ("Origin", "Referer"):
        if (value := request.headers.get(header, "null")) != "null":
            return _origin(value) in {
                _origin(request.build_absolute_uri("/")),
                _origin(settings.SITE_URL),
            }
    return None


def known_forgery(request: HttpRequest) -> str | None:
    """Why a POST is refused even where its address is a secret: the browser calls it foreign."""
    if same_origin(request) is False:
        return _("This was sent from another website, so it was not carried out.")
    return None


def refusal(request: HttpRequest) -> str | None:
    """Why a POST is not to be believed, in words for the reader; nothing when it is."""
    if sentence := known_forgery(request):
        return sentence
    script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    mute = same_origin(request) is None and COOKIE in request.COOKIES
    if (script or mute) and not has_token(request):
        return _(
            "We could not tell that you sent this yourself. Open the page again and repeat it."
        )
    return None


def own_post_check(view: View[P]) -> View[P]:
    """Take a view out of Django's check, as it asks `refusal` itself and keeps what was typed."""
    return csrf_exempt(view)


def same_origin_post(view: View[P]) -> View[P]:
    """Let a view be reached by our own pages' POST only: others get 405, forgeries 403 in words."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if sentence := refusal(request):
            return refused(request, sentence)
        return view(request, *args, **kwargs)

    return own_post_check(wrapped)


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """403, as a page or, for a script, as JSON that tells it to fetch a token again."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        body = {"error": "token", "message": sentence}
        return JsonResponse(body, status=403, headers={"Cache-Control": "no-store"})
    return notice(request, _("This was not carried out"), sentence, status=403)


def _bearer(request: HttpRequest) -> str:
    session = current_session(request)
    return session.token_hash if session else "visitor"


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.lower()
