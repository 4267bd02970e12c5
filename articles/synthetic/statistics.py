"""What PostgreSQL's planner knows of the tables."""

from __future__ import annotations

from django.db import connection


def analyze() -> None:
    """Count all tables of models anew.

    Not the whole database: within a transaction the catalogs that all databases of a server
    share would be locked until its end.
    """
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
