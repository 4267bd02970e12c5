"""Breaking news: one line, typed, seen as readers will see it, and up."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.finding.question import asked
from articles.admin.front.acts import WallField
from articles.admin.front.asked import context_of, front_of, said, to_front
from articles.admin.preview.render import may_frame
from articles.admin.text import one_line
from articles.admin.time.form import desk_zone
from articles.clock import database_now
from articles.fronts import breaking
from articles.models import Article
from articles.permissions import can_break_news
from articles.walltime import Typed
from articles.workflow import Refused

TEMPLATE = "admin/articles/front/breaking.html"
LASTS = [
    ("30", gettext_lazy("30 minutes")),
    ("60", gettext_lazy("1 hour")),
    ("120", gettext_lazy("2 hours")),
    ("240", gettext_lazy("4 hours")),
    ("480", gettext_lazy("8 hours")),
]


class StripForm(forms.Form):
    """A line, where it leads, and how long it stands."""

    text = forms.CharField(
        label=gettext_lazy("What readers are told"),
        max_length=breaking.LONGEST_TEXT,
        help_text=gettext_lazy("One line, at most 140 characters, without “Breaking”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autofocus": True, "autocomplete": "off"}),
    )
    lasts = forms.ChoiceField(
        label=gettext_lazy("How long"), choices=LASTS, initial="120", widget=forms.RadioSelect
    )
    story = forms.CharField(
        label=gettext_lazy("Story it leads to"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Number or address, if there is one. The link shows once it is live."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    starts = WallField(
        label=gettext_lazy("Not now, but from"),
        required=False,
        help_text=gettext_lazy("By the desk’s clock."),
    )
    ends = WallField(
        label=gettext_lazy("Until, instead of how long"),
        required=False,
        help_text=gettext_lazy("At most 24 hours."),
    )

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean_text(self) -> str:
        text = one_line(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write one line of at most 140 characters."))
        return text

    def clean_story(self) -> Article | None:
        typed = self.cleaned_data["story"].strip()
        if not typed:
            return None
        question = asked(typed)
        rows = Article.objects.filter(language=self.language).defer("body")
        number = question.number if question else None
        found = rows.filter(pk=number).first() if number else None
        if found is None:
            raise forms.ValidationError(_("There is no such story in this edition."))
        return found

    def span(self, now: datetime) -> tuple[datetime, datetime]:
        """From when and until when (aware); without a typed hour it begins now."""
        begin = self.cleaned_data["starts"] or now
        lasts = timedelta(minutes=int(self.cleaned_data["lasts"]))
        return begin, self.cleaned_data["ends"] or begin + lasts

    @property
    def mark(self) -> str:
        """Tells what was confirmed from anything else."""
        parts = [str(self.cleaned_data[name] or "") for name in self.fields]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


@may_frame
def breaking_page(request: HttpRequest, language: str) -> HttpResponse:
    """Type a line; see the page with it; once that is confirmed (POST), it is up."""
    user, now = front_of(request, language), database_now()
    if not can_break_news(user):
        raise PermissionDenied
    form = StripForm(language, request.POST or None)
    refusal, shown, status = "", {}, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            begin, end = form.span(now)
            is_confirmed = request.POST.get("confirmed") == form.mark
            try:
                _check(begin, end, now)
                if is_confirmed:
                    messages.success(request, _put_up(language, form, user))
                    return to_front(language)
                status, shown = 200, _as_shown(language, form, begin, end)
            except Refused as refused:
                status, refusal = 409, str(refused)
    context = {
        **context_of(request, language, _("Breaking news")),
        "form": form,
        "zone": desk_zone().key,
        "refusal": refusal,
        "strips": [
            (one, said(one.starts_at), said(one.ends_at), one.starts_at <= now)
            for one in breaking.standing(language, now)
        ],
        **shown,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


@require_POST
def take_down_page(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Take a line down before its end."""
    user = front_of(request, language)
    if not can_break_news(user):
        raise PermissionDenied
    try:
        messages.success(request, breaking.take_down(language, min(number, 2**63 - 1), by=user))
    except Refused as refused:
        messages.error(request, str(refused))
    return to_front(language)


def _check(begin: datetime, end: datetime, now: datetime) -> None:
    """Refuse before anybody confirms what the verb would refuse."""
    if begin < now:
        raise Refused(
            _("%(moment)s is past already. Choose a moment to come.") % {"moment": said(begin)}
        )
    if not begin < end <= begin + breaking.LONGEST:
        raise Refused(_("Breaking news ends after it begins, and within 24 hours."))


def _put_up(language: str, form: StripForm, user: Any) -> str:
    begin, end = form.span(database_now())
    starts: datetime | None = form.cleaned_data["starts"]
    typed_end: datetime | None = form.cleaned_data["ends"]
    hour = starts or typed_end
    return breaking.put_up(
        language,
        form.cleaned_data["text"],
        by=user,
        starts_at=begin if starts else None,
        ends_at=end,
        story=form.cleaned_data["story"],
        typed=_typed(hour) if hour else None,
    )


def _typed(moment: datetime) -> Typed:
    wall = timezone.localtime(moment).replace(tzinfo=None)
    return Typed(wall, desk_zone().key, moment.astimezone(UTC))


def _as_shown(language: str, form: StripForm, begin: datetime, end: datetime) -> dict[str, Any]:
    asked_for = {"strip": form.cleaned_data["text"]}
    if form.cleaned_data["story"]:
        asked_for["story"] = "1"
    frame = reverse("admin:articles_front_frame", args=[language])
    return {
        "confirmed": form.mark,
        "begin": said(begin) if form.cleaned_data["starts"] else "",
        "end": said(end),
        "frame": f"{frame}?{urlencode(asked_for)}",
    }
