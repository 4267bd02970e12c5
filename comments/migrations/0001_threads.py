"""Threads, comments and all that moderators do with them: the tables."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("readers", "0001_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "story_id",
                    models.PositiveBigIntegerField(null=True, unique=True, verbose_name="story"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ar", "Arabic")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "published",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="published comments"
                    ),
                ),
                (
                    "last_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="latest comment"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("queue", "The queue is old"), ("story", "A story heats up")],
                        max_length=5,
                    ),
                ),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("per_minute", models.FloatField(default=0.0)),
                ("usual", models.FloatField(default=0.0)),
                ("at", models.DateTimeField()),
                ("calm_at", models.DateTimeField(null=True)),
                (
                    "thread",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="comments.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("calm_at", None), ("thread", None)),
                        fields=("kind",),
                        name="alert_one_open_for_the_queue",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("calm_at", None), ("thread__isnull", False)),
                        fields=("kind", "thread"),
                        name="alert_one_open_for_a_story",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "queue"), ("thread", None)),
                            models.Q(("kind", "story"), ("thread__isnull", False)),
                            _connector="OR",
                        ),
                        name="alert_of_queue_or_story",
                    ),
                ],
                "verbose_name": "alert",
                "verbose_name_plural": "alerts",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("depth", models.PositiveIntegerField(editable=False)),
                ("path", models.CharField(db_collation="C", editable=False, max_length=98)),
                (
                    "badge",
                    models.CharField(
                        blank=True,
                        choices=[("author", "Author of this story"), ("staff", "Newsroom")],
                        max_length=6,
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("author_key", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting_email", "waits for its email address to be confirmed"),
                            ("pending", "waits for a moderator"),
                            ("published", "published"),
                            ("rejected", "not accepted"),
                            ("spam", "set aside as advertising"),
                            ("deleted", "removed by the moderators"),
                            ("withdrawn", "withdrawn by its author"),
                        ],
                        max_length=14,
                        verbose_name="state",
                    ),
                ),
                ("visible", models.BooleanField(default=False, editable=False)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2),
                ),
                ("raw", models.TextField(verbose_name="text")),
                ("html", models.TextField(editable=False)),
                ("text_hash", models.BinaryField(max_length=16)),
                ("key", models.UUIDField(editable=False, null=True)),
                ("disclaimer_version", models.PositiveIntegerField(default=0, editable=False)),
                ("wants_letters", models.BooleanField(default=False, editable=False)),
                (
                    "network",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=64
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="written")),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("edited_at", models.DateTimeField(null=True, verbose_name="edited")),
                ("up", models.PositiveIntegerField(default=0, editable=False)),
                ("down", models.PositiveIntegerField(default=0, editable=False)),
                ("score", models.FloatField(default=0.0, editable=False)),
                (
                    "flags",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="reports"),
                ),
                ("replies", models.PositiveIntegerField(default=0, editable=False)),
                ("is_closed", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "takes_replies",
                    models.BooleanField(db_default=True, default=True, editable=False),
                ),
                ("notes", models.JSONField(editable=False, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="comments.comment",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="readers.reader",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="comments.thread",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("depth", 0), ("visible", True)),
                        fields=["thread", "-id"],
                        name="comment_roots_by_time",
                    ),
                    models.Index(
                        condition=models.Q(("depth", 0), ("visible", True)),
                        fields=["thread", "-score", "-id"],
                        name="comment_roots_by_score",
                    ),
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["thread", "-id"],
                        name="comment_latest",
                    ),
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["id"],
                        name="comment_queue",
                    ),
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["thread", "sent_at"],
                        name="comment_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["rejected", "spam"])),
                        fields=["id"],
                        name="comment_set_aside",
                    ),
                    models.Index(
                        condition=models.Q(("flags__gt", 0), ("state", "published")),
                        fields=["id"],
                        name="comment_reported",
                    ),
                    models.Index(
                        condition=models.Q(("state", "awaiting_email")),
                        fields=["created_at"],
                        name="comment_unconfirmed",
                    ),
                    models.Index(fields=["reader", "-id"], name="comment_by_reader"),
                    models.Index(fields=["author_key", "-id"], name="comment_by_author"),
                    models.Index(
                        fields=["thread", "state", "-id"], name="comment_by_story_and_state"
                    ),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False), ("staff__isnull", True)),
                        fields=["sent_at"],
                        include=("state",),
                        name="comment_received",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("name", "raw", config="simple"),
                        name="comment_words",
                    ),
                    models.Index(fields=["text_hash", "sent_at"], name="comment_by_words"),
                    models.Index(
                        condition=models.Q(("network", ""), _negated=True),
                        fields=["network", "-id"],
                        name="comment_by_network",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "author_key", "key"), name="comment_once_per_key"
                    ),
                    models.UniqueConstraint(
                        fields=("thread", "path"), name="comment_one_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("depth", 0), ("parent", None), ("root", None)),
                            models.Q(
                                ("depth__gt", 0), ("parent__isnull", False), ("root__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="comment_root_or_reply",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(("published_at__isnull", False), ("visible", True)),
                            _connector="OR",
                        ),
                        name="comment_published_is_visible",
                    ),
                ],
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="thread",
            name="featured",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.comment",
                verbose_name="featured comment",
            ),
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
        migrations.CreateModel(
            name="AlertDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_delivered", models.BooleanField()),
                ("answer", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="comments.alert",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of an alert",
                "verbose_name_plural": "deliveries of alerts",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AlertLimits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "queue_minutes",
                    models.PositiveIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10080),
                        ],
                        verbose_name="the oldest waiting comment is older than (minutes)",
                    ),
                ),
                (
                    "per_minute",
                    models.FloatField(
                        default=5.0,
                        validators=[
                            django.core.validators.MinValueValidator(0.1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="a story gets at least so many comments per minute",
                    ),
                ),
                (
                    "times_usual",
                    models.FloatField(
                        default=4.0,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="and at least so many times its usual number",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ar", "Arabic")],
                        default="en",
                        max_length=2,
                        verbose_name="language of the alerts",
                    ),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="alerts are sent")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="in force since")),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "limits of alerts",
                "verbose_name_plural": "limits of alerts",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="EditorsNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("signed", models.CharField(max_length=150, verbose_name="signed")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_notes",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "editor’s note",
                "verbose_name_plural": "editor’s notes",
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="comments.rule",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "number"), name="rule_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "reject"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rule_rejects_with_a_reason",
                    ),
                ],
                "verbose_name": "version of a rule",
                "verbose_name_plural": "versions of rules",
                "ordering": ["rule", "-number"],
            },
        ),
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replays",
                        to="comments.rule",
                    ),
                ),
                (
                    "saved",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="comments.ruleversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "trial of a rule",
                "verbose_name_plural": "trials of rules",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("policy", "Every comment on this story waits"),
                            ("conflict", "Conflict mode is on"),
                            ("newcomer", "A reader's first comment"),
                            ("link", "Has a web address"),
                            ("disposable", "Written from a throw-away address"),
                            ("edited", "Changed after a moderator had approved it"),
                            ("alias", "From a variant of a banned address"),
                            ("standing", "Its author may not write"),
                            ("closed", "Confirmed after replies there had been closed"),
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
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("score", models.FloatField(null=True)),
                ("scorer", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="comments.comment",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="comments.ruleversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["rule", "comment"], name="hold_by_rule"),
                ],
                "verbose_name": "hold",
                "verbose_name_plural": "holds",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SitePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("open", "open: published once the address is confirmed"),
                            ("newcomers", "open, but newcomers’ comments wait for a moderator"),
                            ("hold", "every comment waits for a moderator"),
                            ("closed", "closed"),
                        ],
                        max_length=9,
                        verbose_name="policy",
                    ),
                ),
                (
                    "newcomers",
                    models.PositiveSmallIntegerField(
                        default=1,
                        verbose_name="approved comments after which a reader is no newcomer",
                    ),
                ),
                (
                    "closes_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="days after publication at which comments close",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="in force since",
                    ),
                ),
                (
                    "hold_links",
                    models.BooleanField(
                        default=True, verbose_name="hold comments with web addresses"
                    ),
                ),
                ("follows", models.PositiveBigIntegerField(editable=False, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "policy",
                "verbose_name_plural": "policy",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="StandingDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("mute", "Mute"),
                            ("unmute", "Lift the mute"),
                            ("ban", "Ban"),
                            ("unban", "Lift the ban"),
                            ("trust", "Trust"),
                            ("revoke_trust", "Take the trust back"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("known", "known"),
                            ("trusted", "trusted"),
                            ("muted", "muted"),
                            ("banned", "banned"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("known", "known"),
                            ("trusted", "trusted"),
                            ("muted", "muted"),
                            ("banned", "banned"),
                        ],
                        max_length=7,
                    ),
                ),
                ("until", models.DateTimeField(null=True)),
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
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="readers.reader",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["reader", "-id"], name="standing_by_reader"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verb__in", ["ban", "mute"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="standing_ban_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until__isnull", False), ("verb", "mute")),
                            models.Q(models.Q(("verb", "mute"), _negated=True), ("until", None)),
                            _connector="OR",
                        ),
                        name="standing_mute_ends",
                    ),
                ],
                "verbose_name": "decision about a reader",
                "verbose_name_plural": "decisions about readers",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReaderStanding",
            fields=[
                (
                    "reader",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="readers.reader",
                    ),
                ),
                (
                    "latest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.standingdecision",
                    ),
                ),
                (
                    "restricted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.standingdecision",
                    ),
                ),
                (
                    "trust_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.standingdecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing",
                "verbose_name_plural": "standings",
            },
        ),
        migrations.CreateModel(
            name="BanSweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(unique=True)),
                ("since", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "is under way"),
                            ("done", "is finished"),
                            ("undoing", "is being undone"),
                            ("undone", "was undone"),
                        ],
                        default="running",
                        max_length=7,
                    ),
                ),
                ("last_id", models.BigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("undone", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sweep",
                        to="comments.standingdecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "sweep after a ban",
                "verbose_name_plural": "sweeps after bans",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
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
                            ("annotate", "Editor’s note"),
                            ("close", "Close to replies"),
                            ("reopen", "Reopen to replies"),
                            ("set_policy", "Change who may comment"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=14)),
                ("after", models.CharField(blank=True, max_length=14)),
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
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("batch", models.UUIDField(editable=False, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="comments.comment",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="readers.reader",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone",
                        to="comments.decision",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="comments.ruleversion",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="comments.thread",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("batch__isnull", False)),
                        fields=["batch"],
                        name="decision_by_batch",
                    ),
                    models.Index(fields=["comment", "-id"], name="decision_by_comment"),
                    models.Index(
                        fields=["at"], include=("verb", "reason"), name="decision_by_time"
                    ),
                    models.Index(fields=["by", "-id"], name="decision_by_person"),
                ],
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField()),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="comments.comment",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="readers.reader",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "reader"), name="vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value__in", [-1, 1])), name="vote_up_or_down"
                    ),
                ],
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
            },
        ),
        migrations.CreateModel(
            name="BannedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("exact", models.CharField(max_length=64, unique=True)),
                ("alias", models.CharField(db_index=True, max_length=64)),
                (
                    "reason",
                    models.CharField(
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
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("kept_until", models.DateTimeField(db_index=True, null=True)),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="banned_addresses",
                        to="readers.reader",
                    ),
                ),
            ],
            options={
                "verbose_name": "banned address",
                "verbose_name_plural": "banned addresses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reader__isnull", False),
                            ("kept_until__isnull", False),
                            _connector="OR",
                        ),
                        name="banned_address_of_nobody_is_swept",
                    )
                ],
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.CreateModel(
            name="ConflictSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("site", "the site"),
                            ("section", "section"),
                            ("tag", "tag"),
                            ("story", "story"),
                        ],
                        max_length=7,
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("follows", models.PositiveBigIntegerField(default=0)),
                ("is_on", models.BooleanField()),
                ("until", models.DateTimeField(verbose_name="ends at")),
                (
                    "slow",
                    models.PositiveIntegerField(
                        default=0, verbose_name="seconds between two comments of a reader"
                    ),
                ),
                (
                    "queue_minutes",
                    models.PositiveIntegerField(
                        null=True,
                        verbose_name="minutes that the oldest comment may wait before comments close",
                    ),
                ),
                (
                    "alert_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="words above the form, English"
                    ),
                ),
                (
                    "alert_ar",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="words above the form, Arabic"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "conflict mode",
                "verbose_name_plural": "conflict modes",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["scope", "key", "-id"], name="switch_by_place"),
                    models.Index(
                        condition=models.Q(("is_on", True)), fields=["until"], name="switch_by_end"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key", "follows"), name="switch_follows_one_that_was_seen"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_on", False), ("until__gt", models.F("at")), _connector="OR"
                        ),
                        name="conflict_mode_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["tag", "story"])),
                        name="conflict_on_story_or_tag",
                    ),
                ],
            },
        ),
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
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="readers.reader",
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="comments.comment",
                    ),
                ),
                (
                    "against",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["id"], name="appeal_open"
                    ),
                    models.Index(fields=["at"], name="appeal_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            ("judged_by__isnull", True),
                            models.Q(("decided_by", models.F("judged_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="appeal_decided_by_somebody_else",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abuse", "It insults or threatens somebody"),
                            ("hate", "It is hateful"),
                            ("spam", "It advertises something"),
                            ("private", "It reveals something private"),
                            ("false", "It is false"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("network", models.CharField(blank=True, editable=False, max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="comments.comment",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="readers.reader",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "reader"), name="flag_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "newcomers",
                    models.PositiveSmallIntegerField(
                        default=1,
                        verbose_name="approved comments after which a reader is no newcomer",
                    ),
                ),
                (
                    "closes_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="days after publication at which comments close",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="in force since",
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "open: published once the address is confirmed"),
                            ("newcomers", "open, but newcomers’ comments wait for a moderator"),
                            ("hold", "every comment waits for a moderator"),
                            ("closed", "closed"),
                        ],
                        max_length=9,
                        verbose_name="policy",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("site", "the site"),
                            ("section", "section"),
                            ("tag", "tag"),
                            ("story", "story"),
                        ],
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=100)),
                ("follows", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "policy",
                "verbose_name_plural": "policies",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["scope", "key", "-id"], name="policy_by_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key", "follows"), name="policy_follows_one_that_was_seen"
                    )
                ],
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
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "replay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hits",
                        to="comments.replay",
                    ),
                ),
            ],
            options={
                "verbose_name": "found in a trial",
                "verbose_name_plural": "found in trials",
                "ordering": ["comment"],
                "constraints": [
                    models.UniqueConstraint(fields=("replay", "comment"), name="replay_hit_once")
                ],
            },
        ),
    ]
