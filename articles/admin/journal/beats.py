"""What the form's script tells while somebody types: the text so far, and where they are.

Both views believe the form's pass instead of a token against forged requests: it is signed, bound
to person and story, and allows no more than writing into that person's own journal. So they also
work when the sign-in has run out or was renewed in another window.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.admin.journal import store
from articles.admin.journal.entries import offered
from articles.admin.journal.marks import Marks, Pass, read_marks, read_pass
from articles.admin.journal.presence import others
from articles.admin.journal.store import Outcome, TooLarge
from articles.models import Article
from articles.permissions import can_keep_unsaved_work, can_view_stories
from staff.models import User
from staff.permissions import can_enter_desk

MOST_A_SECOND = 6  # writings of one person
_STATUS = {Outcome.KEPT: 200, Outcome.OLDER: 200, Outcome.ENDED: 409, Outcome.NO_STORY: 404}


@csrf_exempt
@require_POST
@never_cache
def keep(request: HttpRequest) -> JsonResponse:
    """Write down what the form holds. What is answered says whether it is in the journal.

    401 and 403 tell that the sign-in ran out, or that somebody else signed in; the text is kept
    for its owner all the same, and ``kept`` says so.
    """
    whose = read_pass(request.POST)
    owner = owner_of(request, whose)
    if whose is None or owner is None:
        return JsonResponse({"state": "refused", "kept": False}, status=403)
    if _is_too_often(whose):
        answer = JsonResponse({"state": "slow", "kept": False}, status=429)
        answer["Retry-After"] = "1"
        return answer
    try:
        typed = store.read_typed(request.POST)
    except TooLarge:
        return JsonResponse({"state": "too_large", "kept": False}, status=413)
    kept = store.keep(whose, read_marks(request.POST), typed, request.POST.get("_at", ""))
    moment = timezone.localtime(kept.saved_at) if kept.saved_at else None
    answer_body = {
        "state": kept.outcome.value,
        "kept": kept.outcome == Outcome.KEPT,
        "clock": f"{moment:%H:%M:%S}" if moment else "",
    }
    return _answer(request, owner, answer_body, _STATUS[kept.outcome])


@csrf_exempt
@require_POST
@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """A sign of life; the answer tells who else is there, and what unsaved work waits."""
    whose = read_pass(request.POST)
    owner = owner_of(request, whose)
    if whose is None or owner is None:
        return JsonResponse({"state": "refused", "kept": False}, status=403)
    marks = read_marks(request.POST)
    outcome = store.beat(whose, marks, request.POST.get("_at", ""))
    body: dict[str, Any] = {"state": outcome.value, "kept": False}
    if owner == request.user and can_view_stories(owner):
        body |= _around(request, owner, whose, marks)
    return _answer(request, owner, body, _STATUS[outcome])


def owner_of(request: HttpRequest, whose: Pass | None) -> User | None:
    """The owner of a form, where that person may still keep unsaved work."""
    if whose is None:
        return None
    if isinstance(request.user, User) and request.user.pk == whose.owner:
        owner: User | None = request.user
    else:
        owner = User.objects.filter(pk=whose.owner).first()
    if owner and can_enter_desk(owner) and can_keep_unsaved_work(owner):
        return owner
    return None


def _around(request: HttpRequest, owner: User, whose: Pass, marks: Marks) -> dict[str, str]:
    around: dict[str, str] = {}
    if whose.article is not None:
        people = {"people": others(whose.article, owner, marks.tab)}
        around["people"] = render_to_string("admin/articles/journal/_people.html", people)
    if request.POST.get("_bar"):
        article = Article.objects.filter(pk=whose.article).first() if whose.article else None
        bar = {"offered": offered(owner, article, marks)}
        around["bar"] = render_to_string("admin/articles/journal/_bar.html", bar, request)
    return around


def _answer(request: HttpRequest, owner: User, body: dict[str, Any], status: int) -> JsonResponse:
    """The answer with what the form's own buttons need after a new sign-in: a fresh token."""
    if owner == request.user:
        return JsonResponse({**body, "csrf": get_token(request)}, status=status)
    if status != 200:
        return JsonResponse(body, status=status)
    state, status = ("other", 403) if isinstance(request.user, User) else ("signed_out", 401)
    return JsonResponse({**body, "state": state}, status=status)


def _is_too_often(whose: Pass) -> bool:
    key = f"journal:{whose.owner}:{int(time.time())}"
    if cache.add(key, 1, timeout=10):
        return False
    try:
        return int(cache.incr(key)) > MOST_A_SECOND
    except ValueError:  # forgotten in between
        return False
