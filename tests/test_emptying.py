"""The tests' own care: tables are emptied although a request is in the way, and the roles stay."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction

from articles.models import Section
from staff.roles import Role
from tests.articles.factories import make_section


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_emptied_although_a_request_takes_them_the_other_way_round() -> None:
    make_section()
    held, go_on = threading.Event(), threading.Event()

    def request() -> None:
        with transaction.atomic():
            list(Section.objects.select_for_update())
            held.set()
            go_on.wait(6)
        connection.close()

    other = threading.Thread(target=request)
    other.start()
    assert held.wait(5)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    threading.Timer(0.7, go_on.set).start()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    other.join()
    assert not Section.objects.exists()
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)
    connection.close()
