"""The story form: what is typed is saved, and nothing else."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages

from articles.models import Article, Revision
from articles.workflow import Editorial
from staff.roles import Role
from tests.articles.desk import (
    ADD,
    address,
    at_desk,
    form_data,
    new_story,
    opened,
    row,
    save,
    text_of,
)
from tests.articles.factories import (
    make_contributor,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db


def _fields(**changes: str) -> dict[str, str]:
    fields = {
        "language": "en",
        "section": str(make_section().pk),
        "headline": "The road opens",
        "body": "<p>It opened at dawn.</p>",
    }
    return {**fields, **changes}


def test_a_journalist_begins_a_story_with_everything_in_order() -> None:
    writer = make_user(Role.JOURNALIST)
    beirut, moscow = make_place(), make_place("Moscow", "موسكو")
    first, second = make_contributor("A. First"), make_contributor("B. Second")
    photo = make_photo()
    data = _fields(tags="Syria, Refugees")
    data |= row("datelines", 0, place=beirut.pk, order=1) | row(
        "datelines", 1, place=moscow.pk, order=2
    )
    data |= row("bylines", 0, contributor=second.pk, role="by", order=2)
    data |= row("bylines", 1, contributor=first.pk, role="by", order=1)
    data |= row("illustrations", 0, photo=photo.pk, caption="Here.", alt_text="", order="")
    for prefix, many in (("datelines", 2), ("bylines", 2)):
        data[f"{prefix}-TOTAL_FORMS"] = str(many)
    response = new_story(at_desk(writer), **data)
    story = Article.objects.get()
    assert response.status_code == 302
    assert response["Location"] == address(story)
    assert story.created_by == writer
    revision = Revision.objects.get()
    content = revision.frozen
    assert [line["name"] for line in content["dateline"]] == ["Beirut", "Moscow"]
    assert [line["name"] for line in content["bylines"]] == ["A. First", "B. Second"]
    assert [tag["name"] for tag in content["tags"]] == ["Refugees", "Syria"]
    assert content["pictures"][0]["own_caption"] == "Here."


def test_rows_without_a_number_keep_the_order_in_which_they_were_added() -> None:
    places = [make_place(name) for name in ("Beirut", "Homs", "Moscow")]
    data = _fields() | {"datelines-TOTAL_FORMS": "3"}
    for number, place in enumerate(places):
        data |= row("datelines", number, place=place.pk, order="")
    new_story(at_desk(make_user()), **data)
    lines = Article.objects.get().datelines.select_related("place")
    assert [line.place.name for line in lines] == ["Beirut", "Homs", "Moscow"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("headline", "", "This field is required."),
        ("headline", "x" * 161, "at most 160 characters"),
        ("kicker", "x" * 41, "at most 40 characters"),
        ("deck", "x" * 401, "at most 400 characters"),
        ("body", "x" * 200_001, "at most 200000 characters"),
        ("section", "", "This field is required."),
        ("section", "999999", "Select a valid choice"),
        ("language", "fr", "Select a valid choice"),
        ("tags", "x" * 61, "has at most 60 characters"),
        ("tags", "!!!", "neither letters nor digits"),
        ("tags", ",".join(f"t{n}" for n in range(21)), "at most 20 tags"),
        ("translation_of", "999999", "Select a valid choice"),
    ],
)
def test_a_wrong_field_gets_its_message_and_nothing_typed_is_lost(
    field: str, value: str, message: str
) -> None:
    typed = {**_fields(kicker="My kicker", deck="My deck"), field: value}
    response = new_story(at_desk(make_user()), **typed)
    assert response.status_code == 400
    form = response.context["adminform"].form
    assert message in str(form.errors[field])
    for name, text in typed.items():
        assert str(form[name].value()) == text
    assert not Article.objects.exists()


def test_an_arabic_story_is_saved_as_it_was_typed() -> None:
    headline = "الجيش السوري يدخل بلدة قارة"
    new_story(
        at_desk(make_user()), **_fields(language="ar", headline=headline, tags="سوريا، لبنان")
    )
    story = Article.objects.get()
    assert story.headline == headline
    assert set(story.tags.names()) == {"سوريا", "لبنان"}
    page = at_desk(make_user()).get(address(story))
    assert headline in text_of(page)


def test_plain_text_keeps_its_paragraphs_character_for_character() -> None:
    lines = ["He said “we thank the people.”Lavrov agreed.", "5 < 6 & 7 > 6", "  a  b"]
    new_story(at_desk(make_user()), **_fields(body="\r\n\r\n".join(lines)))
    assert Article.objects.get().body == (
        "<p>He said “we thank the people.”Lavrov agreed.</p>"
        "<p>5 &lt; 6 &amp; 7 &gt; 6</p><p>a  b</p>"
    )


def test_a_script_in_the_body_is_not_stored() -> None:
    body = '<p onclick="x()">Text<script>alert(1)</script><img src="//evil.example/x.png"></p>'
    new_story(at_desk(make_user()), **_fields(body=body))
    assert Article.objects.get().body == "<p>Text</p>"


def test_a_headline_stays_on_one_line_and_cannot_turn_what_follows() -> None:
    new_story(at_desk(make_user()), **_fields(headline="One\r\nBcc: two\u202ethree"))
    assert Article.objects.get().headline == "One Bcc: twothree"


def test_fields_that_are_not_on_the_form_are_ignored() -> None:
    writer, other = make_user(Role.JOURNALIST), make_user()
    story = make_story(writer)
    save(
        at_desk(writer),
        story,
        headline="Changed",
        editorial="approved",
        created_by=str(other.pk),
        version="77",
        slug="mine",
        first_published_at="2001-01-01",
        approved_revision=str(story.head_revision_id),
        published_revision=str(story.head_revision_id),
        withdrawn_at="2001-01-01",
        begun_with="00000000-0000-0000-0000-000000000001",
    )
    story.refresh_from_db()
    assert story.headline == "Changed"
    assert (story.editorial, story.created_by, story.version) == (Editorial.DRAFT, writer, 1)
    assert (story.slug, story.first_published_at, story.withdrawn_at) == ("", None, None)
    assert story.approved_revision_id is None
    assert story.begun_with is None


def test_rows_of_another_story_cannot_be_taken() -> None:
    theirs = make_story(make_user(), bylines=[make_contributor("Theirs")])
    writer = make_user(Role.JOURNALIST)
    mine = make_story(writer)
    stolen = theirs.bylines.get()
    rows = row(
        "bylines", 0, id=stolen.pk, article=mine.pk, contributor=stolen.contributor_id, role="by"
    )
    save(at_desk(writer), mine, **{**rows, "bylines-INITIAL_FORMS": "1", "bylines-0-DELETE": "on"})
    assert theirs.bylines.get() == stolen


def test_saving_without_a_change_makes_no_revision_and_says_so() -> None:
    editor = make_user()
    story = make_story(editor)
    response = save(at_desk(editor), story)
    assert Revision.objects.filter(article=story).count() == 1
    assert "Nothing had changed" in str([str(m) for m in get_messages(response.wsgi_request)])


def test_changing_an_approved_text_says_that_the_approval_is_gone() -> None:
    editor = make_user()
    story = publish_story(by=editor)
    response = save(at_desk(editor), story, headline="Another headline")
    story.refresh_from_db()
    assert story.editorial == Editorial.DRAFT
    assert "it is a draft again" in str([str(m) for m in get_messages(response.wsgi_request)])


def test_a_new_story_sent_twice_is_one_story() -> None:
    client = at_desk(make_user(Role.JOURNALIST))
    data = {**form_data(client.get(ADD)), **_fields()}
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert Article.objects.count() == 1
    assert first["Location"] == second["Location"] == address(Article.objects.get())


def test_the_same_name_twice_is_refused_and_kept() -> None:
    editor, name = make_user(), make_contributor()
    rows = row("bylines", 0, contributor=name.pk, role="by") | row(
        "bylines", 1, contributor=name.pk, role="by"
    )
    response = new_story(at_desk(editor), **_fields(), **rows, **{"bylines-TOTAL_FORMS": "2"})
    assert response.status_code == 400
    assert not Article.objects.exists()


def test_a_translation_of_itself_or_of_the_same_language_is_refused() -> None:
    editor = make_user()
    original, other = make_story(editor), make_story(editor)
    client = at_desk(editor)
    for target in (original, other):
        response = save(client, original, translation_of=str(target.pk))
        assert response.status_code == 400
        assert "translation" in str(response.context["adminform"].form.errors)


def test_a_second_translation_into_the_same_language_is_refused() -> None:
    editor = make_user()
    original = make_story(editor)
    make_story(editor, language="ar", translation_of=original)
    second = make_story(editor, language="ar")
    response = save(at_desk(editor), second, translation_of=str(original.pk))
    assert response.status_code == 400


def test_a_correction_that_readers_saw_can_neither_be_changed_nor_dropped() -> None:
    editor = make_user()
    client = at_desk(editor)
    story = make_story(editor)
    text = "An earlier version gave a wrong date."
    rows = row("corrections", 0, kind="correction", text=text, internal_reason="")
    save(client, story, **rows, **{"corrections-TOTAL_FORMS": "1"})
    correction = story.corrections.get()
    assert correction.corrected_by == editor
    publish_story(story, editor)
    changed = {"corrections-0-text": "Never mind.", "corrections-0-DELETE": "on"}
    response = save(client, story, headline="Other", **changed)
    assert response.status_code == 302
    assert story.corrections.get().text == text


def test_a_journalist_writes_no_corrections() -> None:
    writer = make_user(Role.JOURNALIST)
    story = make_story(writer)
    rows = row("corrections", 0, kind="correction", text="Mine", internal_reason="")
    response = save(at_desk(writer), story, **rows, **{"corrections-TOTAL_FORMS": "1"})
    assert response.status_code == 302
    assert not story.corrections.exists()


def test_the_form_keeps_a_story_that_is_not_there_in_words() -> None:
    response = at_desk(make_user()).get("/desk/articles/article/999999/change/", follow=True)
    assert response.status_code == 200
    assert "Perhaps it was deleted" in text_of(response)


def test_the_form_shows_what_is_stored() -> None:
    editor = make_user()
    story = make_story(editor, kicker="Analysis", tags=["Syria"])
    data = opened(at_desk(editor), story)
    assert (data["kicker"], data["tags"], data["seen_version"]) == ("Analysis", "Syria", "0")
