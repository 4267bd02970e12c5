from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from articles.clock import database_now
from readers import confirmation as confirmations
from readers.addresses import masked
from readers.confirmation import Asked, Stale, TooMany
from readers.models.confirmation import Confirmation, hash_of
from readers.pages import (
    PRIVATE,
    address,
    in_readers_language,
    notice,
    private_page,
    secret_address,
)
from readers.purposes import purpose_of
from readers.safe_post import known_forgery, own_post_check, refused
from readers.session import current_reader, start_session


@own_post_check
@secret_address
@in_readers_language
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a letter's link. Looking at it changes nothing; its one button does."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    found = Confirmation.objects.filter(token_hash=hash_of(token)).first()
    if found is None:
        return _unknown(request)
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in ("en", "ar") else found.language):
        if request.method == "POST":
            return _use(request, token, found)
        return _show(request, found)


def _use(request: HttpRequest, token: str, found: Confirmation) -> HttpResponse:
    # The address is the secret here, and this page sends no referrer: only what the browser
    # calls another site's is refused.
    if sentence := known_forgery(request):
        return refused(request, sentence)
    try:
        with transaction.atomic():
            reader, onward = confirmations.confirm(token)
            response = HttpResponseRedirect(onward, headers=PRIVATE)
            response.status_code = 303
            start_session(request, response, reader)
    except Stale as stale:
        found.refresh_from_db()
        return _refuse(request, found, str(stale))
    return response


def _show(request: HttpRequest, found: Confirmation, *, status: int = 410) -> HttpResponse:
    """The page in the state that its question is in; `status` for all but an open one."""
    if found.used_at:
        return _used(request, found, status)
    if found.void_at:
        return _useless(request, status=status)
    expired = found.expires_at <= database_now()
    context = {
        "purpose": purpose_of(found.purpose),
        "masked": masked(found.email),
        "expired": expired,
        "receipt": confirmations.receipt_for(found) if expired else "",
    }
    return private_page(request, "readers/confirm.html", context, status=status if expired else 200)


def _refuse(request: HttpRequest, found: Confirmation, why: str) -> HttpResponse:
    """What whoever pressed the button in vain is told."""
    is_open = not (found.used_at or found.void_at) and found.expires_at > database_now()
    if is_open:
        return _useless(request, why, status=409)
    return _show(request, found, status=409)


def _useless(request: HttpRequest, why: str = "", *, status: int) -> HttpResponse:
    sentence = why or _("What this link was for has been taken back, so there is nothing to do.")
    return notice(request, _("This link has no use any more"), sentence, status=status)


def _used(request: HttpRequest, found: Confirmation, status: int) -> HttpResponse:
    if found.reader is not None and current_reader(request) == found.reader and found.led_to:
        onward = (_("Go on"), found.led_to)
        sentence = _("You have confirmed this already, and you are signed in.")
    else:
        onward = (_("Sign in"), address("readers:sign-in"))
        sentence = _("The button was pressed before, and it works only once. All is done.")
    return notice(request, _("Already confirmed"), sentence, status=status, onward=onward)


def _unknown(request: HttpRequest) -> HttpResponse:
    sentence = _("Check that the whole link was copied. If it was, the address is long forgotten.")
    onward = (_("Sign in"), address("readers:sign-in"))
    return notice(request, _("We do not know this link"), sentence, status=404, onward=onward)


@own_post_check
@in_readers_language
def resend(request: HttpRequest) -> HttpResponse:
    """Send a letter once more, by its receipt, which is signed and so enough to be believed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if sentence := known_forgery(request):
        return refused(request, sentence)
    try:
        asked = confirmations.resend(request.POST.get("receipt", ""), request)
    except TooMany as refusal:
        return too_many(request, refusal)
    except Stale:
        sentence = _("The link was used or taken back meanwhile, so no email was sent.")
        return notice(request, _("There is nothing to confirm"), sentence, status=410)
    return letter_sent(request, asked)


def letter_sent(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page that says where to look now."""
    return private_page(request, "readers/letter_sent.html", {"asked": asked})


def too_many(request: HttpRequest, refusal: TooMany) -> HttpResponse:
    """The page for whoever asked for too many letters."""
    response = notice(request, _("No email was sent"), str(refusal), status=429)
    response["Retry-After"] = str(refusal.retry_after)
    return response
