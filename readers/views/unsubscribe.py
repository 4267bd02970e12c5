from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.translation import gettext as _

from articles.languages import Language
from readers import subscriptions
from readers.models.reader import Reader
from readers.pages import in_readers_language, notice, private_page, secret_address
from readers.safe_post import own_post_check
from readers.subscriptions import Ending


@own_post_check
@secret_address
@in_readers_language
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a letter's last link; mail programs post their one click here (RFC 8058).

    The signature in the address is all the authority it takes and all that it gives.
    """
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    ending = subscriptions.read_token(token)
    if ending is None:
        sentence = _("Check that the whole link was copied.")
        return notice(request, _("We do not know this link"), sentence, status=404)
    with translation.override(_language(request, ending)):
        if request.method == "POST":
            return _end(request, ending)
        return _ask(request, ending)


def _ask(request: HttpRequest, ending: Ending) -> HttpResponse:
    kind = subscriptions.kind_of(ending.kind)
    described = kind.describe([ending.subject]) if kind else {}
    label, url = described.get(ending.subject, ("", ""))
    context = {"kind": kind, "label": label, "url": url}
    return private_page(request, "readers/unsubscribe.html", context)


def _end(request: HttpRequest, ending: Ending) -> HttpResponse:
    subscriptions.end(ending, all_of_kind=request.POST.get("all") == "1")
    return notice(
        request, _("You are unsubscribed"), _("No more of these emails will be sent to you.")
    )


def _language(request: HttpRequest, ending: Ending) -> str:
    asked = request.GET.get("lang", "")
    if asked in Language.values:
        return asked
    kept = Reader.objects.filter(pk=ending.reader_id).values_list("language", flat=True)
    return kept.first() or Language.ENGLISH.value
