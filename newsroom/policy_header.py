"""Setting the Content-Security-Policy on every response."""

from __future__ import annotations

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

#: What django-csp's decorators leave on a response that wants another policy.
CHANGES = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which writes the same policy anew for each page, but where it differs.

    That is where a nonce was asked for, which readers' pages never do, where a view has a policy of
    its own, and with Django's own pages for faults while ``DEBUG`` is on.
    """

    @cached_property
    def without_nonce(self) -> str:
        """The policy of nearly all pages."""
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        has_nonce = getattr(request, "_csp_nonce", None) is not None
        if has_nonce or settings.DEBUG or any(hasattr(response, change) for change in CHANGES):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.without_nonce)
        return response
