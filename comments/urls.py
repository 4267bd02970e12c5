"""The addresses under /comments/. A page speaks the language of its story."""

from __future__ import annotations

from django.urls import path, register_converter

from comments.views import one, own
from comments.views.appeal import appeal
from comments.views.thread import thread

app_name = "comments"


class NumberConverter:
    """A row's number, of no more digits than the database can hold."""

    regex = r"[1-9]\d{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(NumberConverter, "number")

urlpatterns = [
    path("ticket/", own.ticket, name="ticket"),
    path("<number:story_id>/", thread, name="thread"),
    path("<number:story_id>/mine/", own.mine, name="mine"),
    path("<number:story_id>/news/", own.news, name="news"),
    path("<number:story_id>/follow/", one.follow, name="follow"),
    path("<number:story_id>/sent/<str:receipt>/", own.sent, name="sent"),
    path("<number:story_id>/<number:pk>/", one.comment, name="comment"),
    path("<number:story_id>/<number:pk>/reply/", one.reply, name="reply"),
    path("<number:story_id>/<number:pk>/edit/", one.edit, name="edit"),
    path("<number:story_id>/<number:pk>/withdraw/", one.withdraw, name="withdraw"),
    path("<number:story_id>/<number:pk>/appeal/", appeal, name="appeal"),
    path("<number:story_id>/<number:pk>/vote/", one.vote, name="vote"),
    path("<number:story_id>/<number:pk>/flag/", one.flag, name="flag"),
]
