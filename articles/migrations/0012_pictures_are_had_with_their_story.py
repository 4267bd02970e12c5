"""A picture is public while a release that shows it is live, as words are."""

import django.db.models.deletion
from django.db import migrations, models

FILL = r"""
INSERT INTO articles_shownfile (release_id, file)
SELECT r.id, copy ->> 'file' FROM articles_release r
CROSS JOIN jsonb_array_elements(r.pictures) AS picture
CROSS JOIN jsonb_array_elements(picture -> 'renditions') AS copy
WHERE r.superseded_at IS NULL OR r.superseded_at > now()
UNION
SELECT r.id, written[1] FROM articles_release r
CROSS JOIN regexp_matches(r.body_html, '\ssrc="/media/([^"\s]+)"', 'g') AS written
WHERE (r.superseded_at IS NULL OR r.superseded_at > now()) AND length(written[1]) <= 200;
"""
# Back again: what was taken down was not served, unless another story showed it.
WITHHELD = """
INSERT INTO articles_withheldfile (file, article_id)
SELECT copy ->> 'file', min(r.article_id) FROM articles_release r
JOIN articles_article a ON a.id = r.article_id AND a.removal = 'taken_down'
CROSS JOIN jsonb_array_elements(r.pictures) AS picture
CROSS JOIN jsonb_array_elements(picture -> 'renditions') AS copy
WHERE copy ->> 'file' NOT IN (SELECT file FROM articles_shownfile)
GROUP BY 1;
"""
VIEW = """
CREATE VIEW articles_publicfile AS
    SELECT s.file, r.superseded_at AS ends
    FROM articles_shownfile s JOIN articles_release r ON r.id = s.release_id
    WHERE r.goes_live_at <= newsroom_now()
    AND (r.superseded_at IS NULL OR r.superseded_at > newsroom_now());
"""
NO_VIEW = "DROP VIEW articles_publicfile"


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_what_is_read_most")]

    operations = [
        migrations.CreateModel(
            name="ShownFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=200)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown",
                        to="articles.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "release"), name="file_shown_once_in_a_release"
                    )
                ],
            },
        ),
        migrations.RunSQL(FILL, WITHHELD),
        migrations.RunSQL(VIEW, NO_VIEW),
        migrations.DeleteModel(name="WithheldFile"),
    ]
