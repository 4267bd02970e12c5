from __future__ import annotations

import pytest
from django.core.cache import cache

from articles.models.story import Story
from comments.models import SitePolicy
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.tools import make_reader, open_policy


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def moderator(db: None) -> User:
    return make_user(Role.MODERATOR)


@pytest.fixture
def chief(db: None) -> User:
    return make_user(Role.CHIEF)


@pytest.fixture
def story(db: None) -> Story:
    return Story.objects.get(pk=publish_story().pk)


@pytest.fixture
def open_site(chief: User) -> SitePolicy:
    """First comments appear at once."""
    return open_policy(chief)


@pytest.fixture
def reader(db: None) -> Reader:
    return make_reader("Salma")
