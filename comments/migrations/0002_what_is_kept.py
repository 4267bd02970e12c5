"""What moderators decided, chose and wrote is never rewritten; the database holds to it."""

from django.db import migrations

KEPT = """
CREATE TRIGGER decision_is_kept BEFORE UPDATE OR DELETE ON comments_decision
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER site_policy_is_kept BEFORE UPDATE OR DELETE ON comments_sitepolicy
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER rule_version_is_kept BEFORE UPDATE OR DELETE ON comments_ruleversion
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER scorer_model_is_kept BEFORE UPDATE ON comments_scorermodel
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER own_policy_is_kept BEFORE UPDATE OR DELETE ON comments_ownpolicy
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER conflict_switch_is_kept BEFORE UPDATE OR DELETE ON comments_conflictswitch
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER standing_decision_is_kept BEFORE UPDATE OR DELETE ON comments_standingdecision
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER editors_note_is_kept BEFORE UPDATE OR DELETE ON comments_editorsnote
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER alert_limits_are_kept BEFORE UPDATE OR DELETE ON comments_alertlimits
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER alert_delivery_is_kept BEFORE UPDATE OR DELETE ON comments_alertdelivery
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
# Of an alert nothing is changed but that it is calm again, once.
ALERTS = """
CREATE TRIGGER alert_is_kept BEFORE DELETE ON comments_alert
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER alert_is_only_calmed BEFORE UPDATE ON comments_alert
    FOR EACH ROW WHEN (
        OLD.calm_at IS NOT NULL OR NEW.calm_at IS NULL
        OR (OLD.id, OLD.kind, OLD.thread_id, OLD.waiting, OLD.minutes, OLD.per_minute, OLD.usual, OLD.at)
        IS DISTINCT FROM
        (NEW.id, NEW.kind, NEW.thread_id, NEW.waiting, NEW.minutes, NEW.per_minute, NEW.usual, NEW.at)
    ) EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = """
DROP TRIGGER alert_is_only_calmed ON comments_alert;
DROP TRIGGER alert_is_kept ON comments_alert;
DROP TRIGGER alert_delivery_is_kept ON comments_alertdelivery;
DROP TRIGGER alert_limits_are_kept ON comments_alertlimits;
DROP TRIGGER editors_note_is_kept ON comments_editorsnote;
DROP TRIGGER standing_decision_is_kept ON comments_standingdecision;
DROP TRIGGER conflict_switch_is_kept ON comments_conflictswitch;
DROP TRIGGER own_policy_is_kept ON comments_ownpolicy;
DROP TRIGGER scorer_model_is_kept ON comments_scorermodel;
DROP TRIGGER rule_version_is_kept ON comments_ruleversion;
DROP TRIGGER site_policy_is_kept ON comments_sitepolicy;
DROP TRIGGER decision_is_kept ON comments_decision;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_threads"),
        ("articles", "0002_readers_see_only_what_is_live"),
    ]

    operations = [migrations.RunSQL(f"{KEPT}{ALERTS}", NOT_KEPT)]
