"""Every address of the site; the newspaper's own come last because they match widest."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.admin.preview.public import shared_picture, shared_preview
from articles.admin.site import desk
from articles.views.pictures import picture

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
handler500 = "newsroom.faults.server_error"

admin.autodiscover()  # every app puts its part on the desk

urlpatterns = [
    path("desk/", desk.urls),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", picture, name="picture"),
    path("preview/<str:token>/", shared_preview, name="shared-preview"),
    path("preview/<str:token>/pictures/<path:path>", shared_picture, name="shared-picture"),
    path("readers/", include("readers.urls")),
    path("comments/", include("comments.urls")),
    path("", include("comments.edition_urls")),
    path("", include("articles.urls")),
]
