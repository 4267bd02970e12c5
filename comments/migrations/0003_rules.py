"""Rules that moderators write, what they found, their trials, and what the scorer learned."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER rule_version_is_kept BEFORE UPDATE OR DELETE ON comments_ruleversion
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER scorer_model_is_kept BEFORE UPDATE ON comments_scorermodel
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = """
DROP TRIGGER scorer_model_is_kept ON comments_scorermodel;
DROP TRIGGER rule_version_is_kept ON comments_ruleversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_decisions_are_kept"),
        ("readers", "0001_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Replay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft", models.JSONField()),
                ("seen", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits to begin"),
                            ("running", "is under way"),
                            ("done", "is finished"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("last_id", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "trial of a rule",
                "verbose_name_plural": "trials of rules",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReplayHit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spans", models.JSONField(default=list)),
                ("detail", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "found in a trial",
                "verbose_name_plural": "found in trials",
                "ordering": ["comment"],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "Words and phrases"),
                            ("domains", "Web addresses of somebody"),
                            ("links", "Too many web addresses"),
                            ("caps", "Written in capitals"),
                            ("script", "Written in another script"),
                            ("repetition", "The same words again"),
                            ("speed", "Many comments in a short time"),
                            ("newcomers", "Readers with few approved comments"),
                            ("flags", "Reported by several readers"),
                            ("scorer", "Resembles what the desk refused"),
                        ],
                        max_length=12,
                        verbose_name="looks at",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("hold", "waits for a moderator"),
                            ("reject", "is rejected, with a reason"),
                            ("spam", "is set aside as spam"),
                        ],
                        default="hold",
                        max_length=6,
                        verbose_name="what it finds",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "It is not about the story."),
                            ("personal_attack", "It attacks a person."),
                            ("hate", "It denigrates people for what they are."),
                            ("violence", "It threatens or calls for violence."),
                            ("private_data", "It has private details of somebody."),
                            ("unlawful", "It may be unlawful to publish it."),
                            ("false", "It states as fact what is known to be false."),
                            ("repetition", "It repeats an earlier comment."),
                            ("other", "It breaks the house rules."),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("ar", "Arabic")],
                        max_length=2,
                        verbose_name="language of the story",
                    ),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="in force")),
                ("words", models.TextField(blank=True)),
                ("prefixes", models.BooleanField(default=True)),
                ("disguises", models.BooleanField(default=True)),
                ("limit", models.PositiveIntegerField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "scripts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("must_find", models.TextField(blank=True)),
                ("must_pass", models.TextField(blank=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("tried", models.PositiveIntegerField(editable=False, null=True)),
                ("would_find", models.PositiveIntegerField(editable=False, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "version of a rule",
                "verbose_name_plural": "versions of rules",
                "ordering": ["rule", "-number"],
            },
        ),
        migrations.CreateModel(
            name="ScorerModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.JSONField()),
                ("approved", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("tested", models.PositiveIntegerField(default=0)),
                ("agreed", models.PositiveIntegerField(default=0)),
                ("learned_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "model of the scorer",
                "verbose_name_plural": "models of the scorer",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="flag",
            name="network",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="hold",
            name="score",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="hold",
            name="scorer",
            field=models.CharField(blank=True, max_length=40),
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
        migrations.AlterField(
            model_name="hold",
            name="rule",
            field=models.CharField(
                choices=[
                    ("policy", "Every comment on this story waits"),
                    ("newcomer", "A reader's first comment"),
                    ("link", "Has a web address"),
                    ("disposable", "Written from a throw-away address"),
                    ("edited", "Changed after a moderator had approved it"),
                    ("words", "Has words or a phrase"),
                    ("domains", "Leads to an address"),
                    ("links", "Has many web addresses"),
                    ("caps", "Is written in capitals"),
                    ("script", "Is written in another script"),
                    ("repetition", "Repeats the same words"),
                    ("speed", "One of many in a short time"),
                    ("newcomers", "By a reader with few approved comments"),
                    ("flags", "Reported by several readers"),
                    ("scorer", "Resembles what was refused"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["text_hash", "sent_at"], name="comment_by_words"),
        ),
        migrations.AddField(
            model_name="replay",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="replayhit",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment"
            ),
        ),
        migrations.AddField(
            model_name="replayhit",
            name="replay",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hits",
                to="comments.replay",
            ),
        ),
        migrations.AddField(
            model_name="replay",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replays",
                to="comments.rule",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="comments.rule",
            ),
        ),
        migrations.AddField(
            model_name="replay",
            name="saved",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to="comments.ruleversion"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="comments.ruleversion",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="comments.ruleversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="replayhit",
            constraint=models.UniqueConstraint(
                fields=("replay", "comment"), name="replay_hit_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(fields=("rule", "number"), name="rule_version_once"),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", "reject"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="rule_rejects_with_a_reason",
            ),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
