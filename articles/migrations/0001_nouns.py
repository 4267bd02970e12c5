import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import articles.models.section


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedStory",
            fields=[
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2),
                ),
                ("group_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=80)),
                ("section_id", models.BigIntegerField()),
                ("section_slug", models.CharField(max_length=40)),
                ("section_name", models.CharField(max_length=60)),
                ("kicker", models.CharField(blank=True, max_length=40)),
                ("headline", models.CharField(max_length=160)),
                ("deck", models.TextField(blank=True)),
                ("body_html", models.TextField(blank=True)),
                ("words", models.PositiveIntegerField(default=0)),
                ("bylines", models.JSONField(default=list)),
                ("dateline", models.JSONField(default=list)),
                ("dateline_text", models.TextField(blank=True)),
                ("pictures", models.JSONField(default=list)),
                ("corrections", models.JSONField(default=list)),
                ("placements", models.JSONField(default=list)),
                ("tags", models.JSONField(default=list)),
                ("first_published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("notice", models.TextField(blank=True)),
                ("goes_live_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("release_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=120)),
                ("listed_at", models.DateTimeField()),
                ("listed_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "articles_listedstory",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2),
                ),
                ("group_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=80)),
                ("section_id", models.BigIntegerField()),
                ("section_slug", models.CharField(max_length=40)),
                ("section_name", models.CharField(max_length=60)),
                ("kicker", models.CharField(blank=True, max_length=40)),
                ("headline", models.CharField(max_length=160)),
                ("deck", models.TextField(blank=True)),
                ("body_html", models.TextField(blank=True)),
                ("words", models.PositiveIntegerField(default=0)),
                ("bylines", models.JSONField(default=list)),
                ("dateline", models.JSONField(default=list)),
                ("dateline_text", models.TextField(blank=True)),
                ("pictures", models.JSONField(default=list)),
                ("corrections", models.JSONField(default=list)),
                ("placements", models.JSONField(default=list)),
                ("tags", models.JSONField(default=list)),
                ("first_published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("notice", models.TextField(blank=True)),
                ("goes_live_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("release_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "articles_story",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        validators=[articles.models.section.refuse_reserved_slug],
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
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ar", "Arabic")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
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
                    "editorial",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("spiked", "Spiked"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
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
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("begun_with", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("modified_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="articles.article",
                        verbose_name="translation of",
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["-modified_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "contributor",
                "verbose_name_plural": "contributors",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bylines",
                        to="articles.article",
                    ),
                ),
                (
                    "contributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="articles.contributor",
                        verbose_name="contributor",
                    ),
                ),
            ],
            options={
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("editors_note", "Editor’s note"),
                        ],
                        default="correction",
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="text for readers")),
                (
                    "internal_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="internal reason"),
                ),
                (
                    "corrected_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="corrected at"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.article",
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["corrected_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="focal point, % from the left",
                    ),
                ),
                (
                    "focal_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
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
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Illustration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="illustrations",
                        to="articles.article",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="illustrations",
                        to="articles.photo",
                        verbose_name="photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo in the story",
                "verbose_name_plural": "photos",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=80, verbose_name="Arabic name"),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
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
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
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
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
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
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            "name", "name_ar", config="simple"
                        ),
                        name="place_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dateline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="datelines",
                        to="articles.article",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="articles.place",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "dateline place",
                "verbose_name_plural": "dateline",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PrintEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publication", models.CharField(max_length=80, verbose_name="newspaper")),
                ("date", models.DateField(verbose_name="date")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Such as early or late; may be empty.",
                        max_length=40,
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "print edition",
                "verbose_name_plural": "print editions",
                "ordering": ["-date", "publication", "name"],
                "indexes": [models.Index(fields=["-date", "-id"], name="print_edition_by_date")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "date", "name"),
                        name="print_edition_once",
                        violation_error_message="This edition exists already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        help_text="As printed: 1 or A5.",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z]{0,2}[1-9][0-9]{0,2}[A-Za-z]?\\Z",
                                "A page is a number with or without letters, such as 1, A5 or 12b.",
                            )
                        ],
                        verbose_name="page",
                    ),
                ),
                (
                    "section",
                    models.CharField(blank=True, max_length=60, verbose_name="print section"),
                ),
                (
                    "headline",
                    models.CharField(blank=True, max_length=200, verbose_name="print headline"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("printed", "Printed")],
                        default="planned",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="articles.article",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="articles.printedition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "print placement",
                "verbose_name_plural": "print placements",
                "ordering": ["edition__date", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2),
                ),
                ("group_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=80)),
                ("section_id", models.BigIntegerField()),
                ("section_slug", models.CharField(max_length=40)),
                ("section_name", models.CharField(max_length=60)),
                ("kicker", models.CharField(blank=True, max_length=40)),
                ("headline", models.CharField(max_length=160)),
                ("deck", models.TextField(blank=True)),
                ("body_html", models.TextField(blank=True)),
                ("words", models.PositiveIntegerField(default=0)),
                ("bylines", models.JSONField(default=list)),
                ("dateline", models.JSONField(default=list)),
                ("dateline_text", models.TextField(blank=True)),
                ("pictures", models.JSONField(default=list)),
                ("corrections", models.JSONField(default=list)),
                ("placements", models.JSONField(default=list)),
                ("tags", models.JSONField(default=list)),
                ("first_published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("notice", models.TextField(blank=True)),
                ("goes_live_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="articles.article",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("story_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=120)),
                ("first_published_at", models.DateTimeField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="articles.article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="release",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="approved_revision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="head_revision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="published_revision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="articles.section",
                verbose_name="section",
            ),
        ),
        migrations.CreateModel(
            name="Transition",
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
                            ("submit", "Send to the editors"),
                            ("send_back", "Send back"),
                            ("approve", "Approve"),
                            ("amend", "Amend"),
                            ("publish", "Publish"),
                            ("withdraw", "Withdraw"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "editorial_before",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("spiked", "Spiked"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "editorial_after",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("spiked", "Spiked"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "publication_before",
                    models.CharField(
                        choices=[
                            ("unpublished", "Not published"),
                            ("scheduled", "Scheduled"),
                            ("live", "Live"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "publication_after",
                    models.CharField(
                        choices=[
                            ("unpublished", "Not published"),
                            ("scheduled", "Scheduled"),
                            ("live", "Live"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "transition",
                "verbose_name_plural": "transitions",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                    "written_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="in force since"),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "site wording",
                "verbose_name_plural": "site wording",
                "ordering": ["language", "kind", "-version"],
            },
        ),
        migrations.AddIndex(
            model_name="contributor",
            index=models.Index(fields=["name", "id"], name="contributor_by_name"),
        ),
        migrations.AddIndex(
            model_name="contributor",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", "name_ar", config="simple"),
                name="contributor_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="byline",
            constraint=models.UniqueConstraint(
                fields=("article", "contributor", "role"),
                name="byline_once_per_role",
                violation_error_message="The same name stands twice in the same role.",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "caption", "credit", "photographer", config="simple"
                ),
                name="photo_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="illustration",
            constraint=models.UniqueConstraint(
                fields=("article", "photo"),
                name="illustration_once",
                violation_error_message="The same photo stands twice in the story.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateline",
            constraint=models.UniqueConstraint(
                fields=("article", "place"),
                name="dateline_place_once",
                violation_error_message="The same place stands twice in the dateline.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("article", "edition", "page"),
                name="placement_once_per_page",
                violation_error_message="The story stands twice on the same page.",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                fields=["key", "-first_published_at", "-story_id"], name="listing_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(
                fields=("release", "key"), name="listed_once_per_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="revision_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["article", "-goes_live_at"], name="release_by_story"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["group_id"], name="release_by_group"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["goes_live_at"], name="release_by_start"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", False)),
                fields=["superseded_at"],
                name="release_by_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("article",),
                name="one_open_release_per_story",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("goes_live_at")),
                    _connector="OR",
                ),
                name="release_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-modified_at", "-id"], name="article_recent"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["editorial", "-modified_at", "-id"], name="article_by_status"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["section", "-modified_at", "-id"], name="article_by_section"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["created_by", "-modified_at", "-id"], name="article_by_writer"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["language", "-modified_at", "-id"], name="article_by_language"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-goes_live_at", "-id"], name="article_by_publication"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("first_published_at__isnull", True)),
                fields=["-modified_at", "-id"],
                name="article_unpublished",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)),
                fields=["-modified_at", "-id"],
                name="article_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("published_revision__isnull", False),
                    models.Q(("head_revision", models.F("published_revision")), _negated=True),
                ),
                fields=["-modified_at", "-id"],
                name="article_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("headline", config="simple"),
                name="article_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("translation_of", "language"),
                name="one_translation_per_language",
                violation_error_message="That story has a translation in this language.",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(fields=["article", "-id"], name="transition_by_article"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                fields=("language", "kind", "version"), name="wording_version_once"
            ),
        ),
    ]
