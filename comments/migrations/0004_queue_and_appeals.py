"""Claims, appeals and decisions about many at once; the indexes of the queue and its numbers."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_rules"),
        ("readers", "0001_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="why it should be published")),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "The comment is published after all."),
                            ("upheld", "It stays as it was decided."),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="answer to the reader"
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="batch",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="decision",
            name="verb",
            field=models.CharField(
                choices=[
                    ("confirm", "Confirm"),
                    ("approve", "Approve"),
                    ("reject", "Reject"),
                    ("mark_spam", "Spam"),
                    ("delete", "Delete"),
                    ("hold", "Hold"),
                    ("appeal", "Appeal"),
                    ("grant", "Grant an appeal"),
                    ("uphold", "Uphold against an appeal"),
                    ("undo", "Undo"),
                    ("edit", "Edit"),
                    ("withdraw", "Withdraw"),
                    ("reply", "Reply from the desk"),
                    ("feature", "Feature"),
                    ("unfeature", "No longer feature"),
                    ("set_policy", "Change who may comment"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["thread", "state", "-id"], name="comment_by_story_and_state"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", False), ("staff__isnull", True)),
                fields=["sent_at"],
                include=("state",),
                name="comment_received",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", "raw", config="simple"),
                name="comment_words",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("batch__isnull", False)),
                fields=["batch"],
                name="decision_by_batch",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["at"], include=("verb", "reason"), name="decision_by_time"),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["rule", "comment"], name="hold_by_rule"),
        ),
        migrations.AddField(
            model_name="appeal",
            name="against",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.decision",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeal",
                to="comments.comment",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="judged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="reader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="readers.reader"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["id"], name="appeal_open"
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["at"], name="appeal_by_time"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("judged_by__isnull", True),
                    models.Q(("decided_by", models.F("judged_by")), _negated=True),
                    _connector="OR",
                ),
                name="appeal_decided_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("outcome", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("outcome__in", ["granted", "upheld"]),
                    ),
                    _connector="OR",
                ),
                name="appeal_open_or_decided",
            ),
        ),
    ]
