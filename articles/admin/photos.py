"""Photos at the desk: received with their checks, shown with their copies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import darkroom
from articles.admin.base import DeskAdmin, person
from articles.admin.pick import WORDS, pick_photo
from articles.admin.pictures import desk_address
from articles.admin.text import one_line
from articles.admin.typed import ModelForm
from articles.models import Contributor, Illustration, Photo
from articles.permissions import can_change_photo, can_change_reference, can_upload_photos
from articles.photography import BadPicture, Developed
from articles.pictures import address, copies_of
from articles.tasks import pages_changed

FOCUS = {"focal_x", "focal_y"}
FORMATS = "image/jpeg,image/png,image/webp,image/gif"


class PhotoForm(ModelForm[Photo]):
    """A photo's file and what must be printed beside it."""

    picture: Developed | None = None

    class Meta:
        model = Photo
        fields = [
            "original",
            "caption",
            "credit",
            "alt_text",
            "photographer",
            "agency",
            "taken_on",
            "focal_x",
            "focal_y",
            "rights",
            "rights_end",
        ]
        widgets = {
            "original": forms.FileInput(attrs={"accept": FORMATS}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "rights": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.focus = (self.instance.focal_x, self.instance.focal_y)
        for name in FOCUS & self.fields.keys():
            self.fields[name].required = False
            self.fields[name].help_text = _("What has to stay when the picture is cut for others.")
        if original := self.fields.get("original"):
            original.help_text = _("JPEG, PNG, WebP or GIF, up to 40 MB.")
            if self.instance.pk:
                original.label = _("Replace the file")
                original.required = False

    def clean_original(self) -> object:
        """The file, checked by its content and not by its name."""
        file = self.cleaned_data["original"]
        if isinstance(file, UploadedFile):
            try:
                self.picture = darkroom.developed(file)
            except BadPicture as bad:
                raise ValidationError(str(bad)) from bad
        return file

    def clean_focal_x(self) -> int:
        return self._or_as_it_was("focal_x")

    def clean_focal_y(self) -> int:
        return self._or_as_it_was("focal_y")

    def _or_as_it_was(self, name: str) -> int:
        typed = self.cleaned_data[name]
        return int(getattr(self.instance, name) if typed is None else typed)

    def clean_credit(self) -> str:
        return one_line(self.cleaned_data["credit"])

    def clean_alt_text(self) -> str:
        return one_line(self.cleaned_data["alt_text"])

    def clean_caption(self) -> str:
        return str(self.cleaned_data["caption"]).replace("\r\n", "\n")


class PhotoAdmin(DeskAdmin[Photo]):
    """Photos, newest first."""

    form = PhotoForm
    words = WORDS
    search_fields = ("caption",)
    search_help_text = gettext_lazy("Words of the caption, the credit or the photographer.")
    list_display = ("thumbnail", "words_beside", "credit", "size")
    list_display_links = ("thumbnail", "words_beside")
    readonly_fields = ("preview",)
    fields = ("preview", *PhotoForm.Meta.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_upload_photos(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        if obj is None:
            return can_change_reference(request.user)
        return can_change_photo(request.user, obj)

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return fields if obj else [name for name in fields if name != "preview"]

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("pick/", view(pick_photo), name="articles_photo_pick"),
            path(
                "<int:number>/thumbnail/",
                view(self.thumbnail_view),
                name="articles_photo_thumbnail",
            ),
        ]
        return own + super().get_urls()

    def thumbnail_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """The address of a photo's smallest copy, for the form that has just chosen it."""
        photo = Photo.objects.filter(pk=number).first() if number < 2**63 else None
        if photo is None or not photo.renditions or not self.has_view_permission(request):
            raise Http404
        return HttpResponseRedirect(desk_address(photo.renditions[0]["file"]))

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return _image(photo, 0, 120)

    @admin.display(description=gettext_lazy("photo"))
    def preview(self, photo: Photo) -> SafeString:
        return _image(photo, 1, 480)

    @admin.display(description=gettext_lazy("caption"))
    def words_beside(self, photo: Photo) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', photo.caption or photo.alt_text or "—")

    @admin.display(description=gettext_lazy("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = person(request)
        file = form.cleaned_data.get("original")
        if form.picture is not None and isinstance(file, UploadedFile):
            darkroom.keep(obj, file, form.picture)
        elif form.focus != (obj.focal_x, obj.focal_y):
            darkroom.crop_again(obj)
        else:
            obj.save()
        if change and Contributor.objects.filter(portrait=obj).exists():
            pages_changed(removal=True)  # the right to the portrait may have ended

    def response_change(self, request: HttpRequest, obj: Photo) -> HttpResponse:
        if _is_live_somewhere(obj):
            messages.info(
                request,
                _(
                    "Stories that are live keep the picture, caption and credit they were "
                    "published with until they are published again."
                ),
            )
        return super().response_change(request, obj)


def _image(photo: Photo, copy: int, width: int) -> SafeString:
    copies = copies_of(photo.renditions)
    shown = copies[: copy + 1][-1:]  # the largest there is, where there are not so many
    source = address(shown[0]["file"]) if shown else static("desk/no-picture.svg")
    height = round(width * photo.height / photo.width) if photo.width else width
    markup = '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
    return format_html(markup, source, photo.alt_text, width, height)


def _is_live_somewhere(photo: Photo) -> bool:
    used = Illustration.objects.filter(photo=photo, article__withdrawn_at=None)
    return used.exclude(article__published_revision=None).exists()
