"""What the desk writes with, and the stories it writes."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models.functions import MD5, Left
from django.utils import timezone
from taggit.managers import TaggableManager

from articles.models.section import refuse_reserved_slug

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
LANGUAGES = [("en", "English"), ("ar", "Arabic")]
EDITORIAL = [
    ("draft", "Draft"),
    ("submitted", "Waiting for approval"),
    ("approved", "Approved"),
    ("spiked", "Spiked"),
]
PUBLICATION = [
    ("unpublished", "Not published"),
    ("scheduled", "Scheduled"),
    ("live", "Live"),
    ("withdrawn", "Withdrawn"),
    ("retracted", "Retracted"),
    ("taken_down", "Taken down"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", KEY),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=60, verbose_name="Arabic name"),
                ),
                (
                    "slug",
                    models.SlugField(
                        max_length=40,
                        unique=True,
                        validators=[refuse_reserved_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order in the menu"),
                ),
                (
                    "is_opinion",
                    models.BooleanField(
                        default=False,
                        help_text="Set apart on the front page.",
                        verbose_name="opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", KEY),
                (
                    "original",
                    models.FileField(
                        max_length=200, upload_to="originals/%Y/%m", verbose_name="file"
                    ),
                ),
                ("renditions", models.JSONField(default=list, editable=False)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("caption", models.TextField(blank=True, max_length=1000, verbose_name="caption")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As printed: AFP PHOTO/STR.",
                        max_length=120,
                        verbose_name="credit",
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for somebody who cannot see it. Not the caption.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=80, verbose_name="agency")),
                (
                    "photographer",
                    models.CharField(blank=True, max_length=120, verbose_name="photographer"),
                ),
                ("taken_on", models.DateField(blank=True, null=True, verbose_name="taken on")),
                (
                    "focal_x",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[MaxValueValidator(100)],
                        verbose_name="focal point, % from the left",
                    ),
                ),
                (
                    "focal_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[MinValueValidator(0), MaxValueValidator(100)],
                        verbose_name="focal point, % from the top",
                    ),
                ),
                (
                    "rights",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="rights and instructions"
                    ),
                ),
                (
                    "rights_end",
                    models.DateField(blank=True, null=True, verbose_name="rights end on"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["-pk"],
                "indexes": [
                    GinIndex(
                        SearchVector("caption", "credit", "photographer", config="simple"),
                        name="photo_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                ("id", KEY),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=120, verbose_name="Arabic name"),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("freelance", "Freelance"),
                            ("agency", "Agency"),
                            ("pool", "Pool"),
                        ],
                        default="staff",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="contributor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="As readers are told it, such as Beirut correspondent.",
                        max_length=80,
                        verbose_name="position",
                    ),
                ),
                (
                    "role_ar",
                    models.CharField(blank=True, max_length=80, verbose_name="Arabic position"),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="articles.photo",
                        verbose_name="portrait",
                    ),
                ),
                ("bio", models.TextField(blank=True, max_length=2000, verbose_name="biography")),
                (
                    "bio_ar",
                    models.TextField(blank=True, max_length=2000, verbose_name="Arabic biography"),
                ),
                (
                    "withheld",
                    models.BooleanField(
                        default=False,
                        help_text="For somebody's safety the name is left out of everything that readers see.",
                        verbose_name="name withheld",
                    ),
                ),
            ],
            options={
                "verbose_name": "contributor",
                "verbose_name_plural": "contributors",
                "ordering": ["name"],
                "indexes": [
                    models.Index(fields=["name", "id"], name="contributor_by_name"),
                    GinIndex(
                        SearchVector("name", "name_ar", config="simple"), name="contributor_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", KEY),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=80, verbose_name="Arabic name"),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
                (
                    "country_ar",
                    models.CharField(blank=True, max_length=60, verbose_name="Arabic country"),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        help_text="Where the name alone is ambiguous: TRIPOLI, Lebanon.",
                        max_length=40,
                        verbose_name="dateline qualifier",
                    ),
                ),
                (
                    "qualifier_ar",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="Arabic dateline qualifier"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees, north is positive.",
                        max_digits=8,
                        null=True,
                        validators=[MinValueValidator(-90), MaxValueValidator(90)],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees, east is positive.",
                        max_digits=8,
                        null=True,
                        validators=[MinValueValidator(-180), MaxValueValidator(180)],
                        verbose_name="longitude",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["name"],
                "indexes": [
                    models.Index(fields=["name", "id"], name="place_by_name"),
                    GinIndex(SearchVector("name", "name_ar", config="simple"), name="place_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", KEY),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField(default=timezone.now)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", KEY),
                (
                    "language",
                    models.CharField(
                        choices=LANGUAGES, default="en", max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=models.PROTECT, to="articles.section", verbose_name="section"
                    ),
                ),
                (
                    "kicker",
                    models.CharField(
                        blank=True,
                        help_text="A word or two above the headline, such as Analysis; else the section.",
                        max_length=40,
                        verbose_name="kicker",
                    ),
                ),
                ("headline", models.CharField(max_length=160, verbose_name="headline")),
                (
                    "deck",
                    models.TextField(
                        blank=True,
                        help_text="One sentence under the headline.",
                        max_length=400,
                        verbose_name="deck",
                    ),
                ),
                ("body", models.TextField(blank=True, max_length=200000, verbose_name="body")),
                ("slug", models.CharField(blank=True, editable=False, max_length=80)),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="translations",
                        to="articles.article",
                        verbose_name="translation of",
                    ),
                ),
                (
                    "no_byline",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        verbose_name="no byline, on purpose",
                    ),
                ),
                (
                    "editorial",
                    models.CharField(
                        choices=EDITORIAL,
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "head_revision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "approved_revision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "published_revision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                ("goes_live_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("embargo_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "removal",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=10
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("begun_with", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("modified_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "tags",
                    TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["-modified_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-modified_at", "-id"], name="article_recent"),
                    models.Index(
                        fields=["editorial", "-modified_at", "-id"], name="article_by_status"
                    ),
                    models.Index(
                        fields=["section", "-modified_at", "-id"], name="article_by_section"
                    ),
                    models.Index(
                        fields=["created_by", "-modified_at", "-id"], name="article_by_writer"
                    ),
                    models.Index(
                        fields=["language", "-modified_at", "-id"], name="article_by_language"
                    ),
                    models.Index(fields=["-goes_live_at", "-id"], name="article_by_publication"),
                    models.Index(
                        condition=models.Q(("first_published_at__isnull", True)),
                        fields=["-modified_at", "-id"],
                        name="article_unpublished",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", False)),
                        fields=["-modified_at", "-id"],
                        name="article_withdrawn",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("published_revision__isnull", False),
                            models.Q(
                                ("head_revision", models.F("published_revision")), _negated=True
                            ),
                        ),
                        fields=["-modified_at", "-id"],
                        name="article_changed",
                    ),
                    models.Index(
                        condition=models.Q(("embargo_until__isnull", False)),
                        fields=["-modified_at", "-id"],
                        name="article_embargoed",
                    ),
                    models.Index(
                        condition=models.Q(("embargo_until__isnull", False)),
                        fields=["embargo_until"],
                        name="article_embargo_ends",
                    ),
                    models.Index(
                        condition=models.Q(("editorial", "submitted")),
                        fields=["submitted_at", "id"],
                        name="article_waiting",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("editorial", "approved"), ("published_revision__isnull", True)
                        ),
                        fields=["-modified_at", "-id"],
                        name="article_ready",
                    ),
                    models.Index(
                        MD5(Left("body", 300)),
                        models.OrderBy(models.F("goes_live_at"), descending=True),
                        name="article_opening",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("translation_of", "language"),
                        name="one_translation_per_language",
                        violation_error_message="That story has a translation in this language.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="article",
            field=models.ForeignKey(
                on_delete=models.PROTECT, related_name="revisions", to="articles.article"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="revision_number_once"
            ),
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="bylines", to="articles.article"
                    ),
                ),
                (
                    "contributor",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        to="articles.contributor",
                        verbose_name="contributor",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("by", "By"),
                            ("reporting", "Additional reporting"),
                            ("photographs", "Photographs"),
                            ("translation", "Translation"),
                        ],
                        default="by",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "contributor", "role"),
                        name="byline_once_per_role",
                        violation_error_message="The same name stands twice in the same role.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dateline",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="datelines", to="articles.article"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=models.PROTECT, to="articles.place", verbose_name="place"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "dateline place",
                "verbose_name_plural": "dateline",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "place"),
                        name="dateline_place_once",
                        violation_error_message="The same place stands twice in the dateline.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Illustration",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="illustrations",
                        to="articles.article",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="illustrations",
                        to="articles.photo",
                        verbose_name="photo",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "caption",
                    models.TextField(
                        blank=True,
                        help_text="Where empty, the photo's own caption is printed.",
                        max_length=1000,
                        verbose_name="caption in this story",
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="alternative text in this story"
                    ),
                ),
            ],
            options={
                "verbose_name": "photo in the story",
                "verbose_name_plural": "photos",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "photo"),
                        name="illustration_once",
                        violation_error_message="The same photo stands twice in the story.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelatedStory",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="related_stories",
                        to="articles.article",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "related story",
                "verbose_name_plural": "related stories",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "story"),
                        name="related_story_once",
                        violation_error_message="The same story stands twice among the related ones.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("story")), _negated=True),
                        name="related_to_another_story",
                        violation_error_message="A story is not related to itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="transitions", to="articles.article"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
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
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                ("editorial_before", models.CharField(choices=EDITORIAL, max_length=10)),
                ("editorial_after", models.CharField(choices=EDITORIAL, max_length=10)),
                ("publication_before", models.CharField(choices=PUBLICATION, max_length=12)),
                ("publication_after", models.CharField(choices=PUBLICATION, max_length=12)),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "transition",
                "verbose_name_plural": "transitions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["article", "-id"], name="transition_by_article"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", KEY),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, max_length=2, verbose_name="language"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation to comment"),
                            ("disclaimer", "Disclaimer"),
                            ("alert", "Alert about email verification"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.PositiveIntegerField(editable=False, verbose_name="version")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="in force since"),
                ),
            ],
            options={
                "verbose_name": "site wording",
                "verbose_name_plural": "site wording",
                "ordering": ["language", "kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "kind", "version"), name="wording_version_once"
                    ),
                ],
            },
        ),
    ]
