"""The addresses under /readers/; all are for one visitor and never cached."""

from __future__ import annotations

from django.urls import path

from readers.views import account, confirm, me, sign_in, token, unsubscribe

app_name = "readers"

urlpatterns = [
    path("confirm/<str:token>/", confirm.confirm, name="confirm"),
    path("resend/", confirm.resend, name="resend"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("sign-out-everywhere/", sign_in.sign_out_everywhere, name="sign-out-everywhere"),
    path("token/", token.token, name="token"),
    path("me/", me.me, name="me"),
    path("me/data.json", me.download, name="download"),
    path("me/name/", account.change_name, name="change-name"),
    path("me/address/", account.change_address, name="change-address"),
    path("me/language/", account.change_language, name="change-language"),
    path("me/unfollow/<int:pk>/", account.unfollow, name="unfollow"),
    path("me/erase/", account.erase, name="erase"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
