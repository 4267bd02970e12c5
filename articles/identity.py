"""Names of stories and corrections for machines that never change (tag URIs, RFC 4151). Pure.

An address changes with a slug and a section; a feed reader that saw a new name would show the
story again as a new one.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

SINCE = 2013  # a year in which the newspaper had its name; part of the names, so never changed


def story_id(pk: int) -> str:
    return f"tag:{_authority(settings.SITE_URL)},{SINCE}:story/{pk}"


def correction_id(pk: int) -> str:
    return f"tag:{_authority(settings.SITE_URL)},{SINCE}:correction/{pk}"


@cache
def _authority(site: str) -> str:
    return urlsplit(site).hostname or ""
