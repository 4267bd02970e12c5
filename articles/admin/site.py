"""The desk: Django's admin under the newspaper's name, language and permissions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.account.door import PasswordStep
from articles.admin.account.forms import SignIn
from articles.admin.account.urls import account_urls
from articles.admin.journal.kept import kept_page, rescued
from articles.admin.kept import kept_text
from articles.admin.panels import panels_for
from articles.admin.pictures import at_the_desk, desk_picture
from staff.access import password_changed
from staff.models import User
from staff.permissions import can_enter_desk, roles_of
from staff.roles import Role
from staff.sign_in import pending_language

View = Callable[..., HttpResponse]


def _language_of(request: HttpRequest) -> str:
    if isinstance(request.user, User):
        return request.user.language
    return pending_language(request) or translation.get_language_from_request(request)


def _in_own_language(view: View) -> View:
    """The view in the language of whoever is signed in; templates are rendered at once."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(_language_of(request)):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", _language_of(request))
        return at_the_desk(response)

    return speaking


class Desk(admin.AdminSite):
    """The desk's admin site, reached by ``reverse("admin:...")`` and ``reverse("desk:...")``."""

    site_url = "/"
    login_form = SignIn
    enable_nav_sidebar = False
    empty_value_display = "—"
    index_template = "admin/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return can_enter_desk(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            signed_out = not self.has_permission(request)
            if request.method == "POST" and signed_out and request.path != self._sign_out():
                if (found := rescued(request)) is not None:
                    return kept_page(request, found, self.each_context(request))
                return kept_text(
                    request,
                    _("You are no longer signed in, so nothing was saved."),
                    context=self.each_context(request),
                )
            response: HttpResponse = inner(request, *args, **kwargs)
            return response

        return _in_own_language(guarded)

    def _sign_out(self) -> str:
        return reverse("admin:logout", current_app=self.name)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        return self.open_view(self._password_step)(request, extra_context)

    def _password_step(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {
            **self.each_context(request),
            "title": _("Sign in"),
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if "next" not in request.GET and "next" not in request.POST:
            context["next"] = reverse("admin:index", current_app=self.name)
        return PasswordStep.as_view(extra_context=context)(request)

    def open_view(self, view: View) -> View:
        """A page for people who are not signed in, in their language and kept by nobody."""
        return never_cache(_in_own_language(view))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            password_changed(request, request.user)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        language = translation.get_language() or "en"
        name = settings.NEWSPAPER_NAME.get(language[:2], settings.NEWSPAPER_NAME["en"])
        context = super().each_context(request)
        known = roles_of(request.user)
        return {
            **context,
            "site_title": _("%(newspaper)s desk") % {"newspaper": name},
            "site_header": name,
            "newspaper": name,
            "home": reverse("admin:index", current_app=self.name),
            "navigation": [model for app in context["available_apps"] for model in app["models"]],
            "role_names": [role.label for role in Role if role in known],
            "other_languages": [pair for pair in settings.LANGUAGES if pair[0] != language[:2]],
        }

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        context = {"title": _("The desk"), "panels": panels_for(request), **(extra_context or {})}
        return super().index(request, context)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: Any = None
    ) -> TemplateResponse:
        """An app's own address: the same first page, so that nobody stands before an empty one."""
        context = {"panels": panels_for(request), **(extra_context or {})}
        return super().app_index(request, app_label, context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The apps and models in the order in which they were registered, not by name."""
        place = {model: number for number, model in enumerate(self._registry)}
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: place[entry["model"]])
        return sorted(apps, key=lambda app: min(place[entry["model"]] for entry in app["models"]))

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = path(
            "language/", self.admin_view(require_POST(self.change_language)), name="language"
        )
        pictures = path("pictures/<path:path>", self.admin_view(desk_picture), name="picture")
        urls: list[Any] = super().get_urls()
        return [own, pictures, *account_urls(self, self.open_view), *urls]

    def change_language(self, request: HttpRequest) -> HttpResponse:
        """Keep the language in which somebody wants to see the desk."""
        language = request.POST.get("language", "")
        if not isinstance(request.user, User) or language not in dict(settings.LANGUAGES):
            raise PermissionDenied
        User.objects.filter(pk=request.user.pk).update(language=language)
        request.user.language = language
        with translation.override(language):
            messages.success(request, _("The desk now speaks your language."))
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, None):
            back = reverse("admin:index", current_app=self.name)
        return HttpResponseRedirect(back)


desk = Desk(name="desk")
