"""What moderators decided is never rewritten; the database holds to it."""

from django.db import migrations

KEPT = """
CREATE TRIGGER decision_is_kept BEFORE UPDATE OR DELETE ON comments_decision
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER site_policy_is_kept BEFORE UPDATE OR DELETE ON comments_sitepolicy
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = """
DROP TRIGGER site_policy_is_kept ON comments_sitepolicy;
DROP TRIGGER decision_is_kept ON comments_decision;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_threads"),
        ("articles", "0002_readers_see_only_what_is_live"),
    ]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
