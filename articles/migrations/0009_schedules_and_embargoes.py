"""Hours as they were typed, and the moment before which nobody publishes."""

import django.db.models.deletion
from django.db import migrations, models

VERBS = [
    ("submit", "Send to the editors"),
    ("send_back", "Send back"),
    ("approve", "Approve"),
    ("amend", "Amend"),
    ("publish", "Publish"),
    ("withdraw", "Withdraw"),
    ("retract", "Retract"),
    ("take_down", "Take down"),
    ("reinstate", "Lift the takedown"),
    ("spike", "Spike"),
    ("revive", "Bring back"),
    ("schedule", "Schedule"),
    ("unschedule", "Cancel the schedule"),
    ("embargo", "Put under embargo"),
    ("lift", "Lift the embargo"),
    ("discard", "Discard the changes"),
]
KEPT = """
CREATE TRIGGER appointment_is_kept BEFORE UPDATE OR DELETE ON articles_appointment
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = "DROP TRIGGER appointment_is_kept ON articles_appointment"


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_corrections_are_kept")]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("hour", models.TimeField()),
                ("zone", models.CharField(max_length=64)),
                ("is_second", models.BooleanField(default=False)),
                ("moment", models.DateTimeField()),
                (
                    "transition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointment",
                        to="articles.transition",
                    ),
                ),
            ],
            options={"verbose_name": "appointment", "verbose_name_plural": "appointments"},
        ),
        migrations.AddField(
            model_name="article",
            name="embargo_until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("embargo_until__isnull", False)),
                fields=["-modified_at", "-id"],
                name="article_embargoed",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="verb",
            field=models.CharField(choices=VERBS, max_length=10),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
