"""What readers change on their own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from articles.languages import Language
from readers import erasure
from readers.addresses import BadAddress, clean_email
from readers.confirmation import TooMany, ask, limits_for
from readers.limits import take
from readers.models.reader import Reader
from readers.names import BadName, clean_name
from readers.own_purposes import ADDRESS
from readers.pages import address, in_readers_language, language_now, notice, private_page
from readers.registry import Keep
from readers.safe_post import own_post_check, refusal, refused
from readers.session import current_reader, end_session
from readers.views.confirm import letter_sent
from readers.views.me import own_page

P = ParamSpec("P")
OwnView = Callable[Concatenate[HttpRequest, Reader, P], HttpResponse]


def for_reader(view: OwnView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view the reader who asks, in the reader's language; without one, lead to signing in.

    POSTs are checked; the view itself never needs to.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and (sentence := refusal(request)):
            return refused(request, sentence)
        reader = current_reader(request)
        if reader is not None:
            return view(request, reader, *args, **kwargs)
        if request.method != "POST":
            return HttpResponseRedirect(address("readers:sign-in"))
        onward = (_("Sign in"), address("readers:sign-in"))
        sentence = _("You are not signed in any more, so nothing was changed.")
        return notice(request, _("Sign in first"), sentence, status=403, onward=onward)

    return own_post_check(in_readers_language(wrapped))


@for_reader
def change_name(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take another name, shown with all comments."""
    if request.method != "POST":
        return _back()
    typed = request.POST.get("name", "")
    try:
        name = clean_name(typed)
    except BadName as bad:
        return own_page(request, reader, status=400, name=typed[:600], name_problem=str(bad))
    Reader.objects.filter(pk=reader.pk, erased_at__isnull=True).update(name=name)
    return _back()


@for_reader
def change_address(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask the new address; nothing changes before it has answered."""
    if request.method != "POST":
        return _back()
    typed = request.POST.get("email", "")
    try:
        email = clean_email(typed)
        if limit := take(*limits_for(email, request)):
            raise TooMany(limit)
    except BadAddress as bad:
        return own_page(request, reader, status=400, email=typed[:300], email_problem=str(bad))
    except TooMany as too_many:
        return own_page(request, reader, status=429, email=typed, email_problem=str(too_many))
    with transaction.atomic():
        asked = ask(
            email=email,
            name="",
            language=language_now(),
            purpose=ADDRESS,
            subject=str(reader.pk),
            request=request,
            counted=True,
            reader=reader,
        )
    return letter_sent(request, asked)


@for_reader
def change_language(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The language of letters and of these pages."""
    wanted = request.POST.get("language", "")
    if request.method == "POST" and wanted in Language.values:
        Reader.objects.filter(pk=reader.pk).update(language=wanted)
        with translation.override(wanted):
            return _back()
    return _back()


@for_reader
def unfollow(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """End one of the reader's own subscriptions; others' numbers do nothing."""
    if request.method == "POST":
        reader.subscriptions.filter(pk=pk).delete()
    return _back("#follows")


@for_reader
def erase(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask what shall stay, then erase at once."""
    choice = request.POST.get("keep", "")
    if request.method == "POST" and choice in Keep.values and request.POST.get("sure") == "1":
        erasure.erase(reader, Keep(choice))
        response = notice(
            request,
            _("You are forgotten"),
            _("Your address, your name and your sign-ins are deleted. There is no way back."),
        )
        end_session(request, response)
        return response
    problem = _("Choose what happens to your texts and tick the box.")
    context = {
        "choices": Keep.choices,
        "chosen": choice,
        "problem": problem if request.method == "POST" else "",
    }
    status = 400 if request.method == "POST" else 200
    return private_page(request, "readers/erase.html", context, status=status)


def _back(anchor: str = "") -> HttpResponse:
    response = HttpResponseRedirect(address("readers:me") + anchor)
    response.status_code = 303
    return response
