"""Forms of the press desk: saved with holes, never over another's work."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from press.models import Attachment, Release
from regions.admin.approval import DateAndTime, InstantField
from regions.admin.versions import VersionedForm
from regions.models import Region


class ReleaseForm(VersionedForm):
    class Meta:
        model = Release
        fields = (
            "headline",
            "slug",
            "standfirst",
            "place",
            "dated_on",
            "body",
            "regions",
            "report",
            "event",
            "recipients",
            "spokesperson",
            "organisations",
            "publish_at",
            "note_to_readers",
            "demonstration",
            "note",
        )

        widgets = {"regions": forms.CheckboxSelectMultiple}


class NamedFormSet(BaseInlineFormSet[Any, Release, Any]):
    """Rows of a table: each field says its name, which only the head of the column shows."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))


class PartFormSet(NamedFormSet):
    """Rows whose targets were exchanged are written anew: one by one, each would meet the other."""

    def save_existing_objects(self, commit: bool = True) -> Any:
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        if commit and self.model:
            self.model._default_manager.filter(pk__in=changed).delete()
        return super().save_existing_objects(commit)


class AttachmentFormSet(NamedFormSet):
    """Deleting takes a file out of the draft; versions that hold it keep it."""

    def delete_existing(self, obj: Attachment, commit: bool = True) -> None:
        if commit:
            obj.take_out()


class PreviewForm(forms.Form):
    """As whom, and when, the text is looked at."""

    prefix = "apercu"

    reader = forms.ChoiceField(
        label="Lu par",
        choices=[("public", "le public"), ("journalist", "un journaliste invité")],
        required=False,
    )
    at = InstantField(
        label="À l'instant", required=False, widget=DateAndTime, help_text="Vide : à la sortie."
    )


class ApproveForm(forms.Form):
    """What was read, as a digest, and why nobody else could approve it: asked of who wrote it alone."""

    reading = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Raison d'une approbation sans seconde personne", max_length=300)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


class WithdrawForm(forms.Form):
    notice = forms.CharField(
        label="Avis public",
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "cols": 80}),
        help_text="Le public le lira à cette adresse, à la place de ce qui est retiré.",
    )


class FollowForm(forms.Form):
    """The region of which the next release speaks: one without a release first."""

    region = forms.ModelChoiceField(Region.objects.none(), label="Région suivante")

    def __init__(self, release: Release, *args: Any) -> None:
        super().__init__(*args)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Region.objects.regions().exclude(releases=release)
        field.queryset = others
        field.initial = others.filter(releases=None, reports__isnull=False).first()


class MoveForm(forms.ModelForm[Release]):
    class Meta:
        model = Release
        fields = ("slug",)


def save_changed(obj: Model, form: Any, change: bool) -> None:
    """A new row whole; of a row that was there, the fields that were changed and no other."""
    if not change:
        obj.save()
        return
    own = {field.name for field in obj._meta.fields}
    obj.save(update_fields=[name for name in form.changed_data if name in own])
