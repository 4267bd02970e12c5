from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from readers.addresses import BadAddress, clean_email
from readers.confirmation import TooMany, ask, limits_for
from readers.limits import take
from readers.own_purposes import SIGN_IN
from readers.pages import address, in_readers_language, language_now, notice, private_page
from readers.safe_post import own_post_check, refusal, same_origin_post
from readers.session import current_reader, end_session
from readers.views.confirm import letter_sent


@own_post_check
@in_readers_language
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a letter that signs in. Known and unknown addresses get the same answer."""
    if request.method in {"GET", "HEAD"}:
        if current_reader(request):
            return HttpResponseRedirect(address("readers:me"))
        return _form(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if sentence := refusal(request):
        return _form(request, sentence, 403)
    try:
        email = clean_email(request.POST.get("email", ""))
        if limit := take(*limits_for(email, request)):
            raise TooMany(limit)
    except BadAddress as bad:
        return _form(request, str(bad), 400)
    except TooMany as too_many:
        return _form(request, str(too_many), 429)
    with transaction.atomic():
        asked = ask(
            email=email,
            name="",
            language=language_now(),
            purpose=SIGN_IN,
            subject="",
            request=request,
            counted=True,
        )
    return letter_sent(request, asked)


def _form(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"email": request.POST.get("email", "")[:300], "problem": problem}
    return private_page(request, "readers/sign_in.html", context, status=status)


@in_readers_language
@same_origin_post
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    response = notice(
        request,
        _("You are signed out"),
        _("On this device nothing reminds of you any more. To write again, confirm your address."),
    )
    end_session(request, response)
    return response


@in_readers_language
@same_origin_post
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the reader."""
    if reader := current_reader(request):
        reader.sessions.all().revoke()
    response = notice(
        request, _("You are signed out everywhere"), _("No device is signed in any more.")
    )
    end_session(request, response)
    return response
