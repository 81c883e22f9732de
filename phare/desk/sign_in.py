"""The second step of the sign-in: a code, or for who has none yet a new device."""

import re
from base64 import b32encode
from dataclasses import dataclass
from typing import cast

import qrcode
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, authenticate, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters

from phare.desk import second_factor
from phare.desk.lockout import count_failure, is_locked_out

WRONG_CODE = (
    "Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant dans l'application ; s'il est encore "
    "refusé, vérifiez que l'heure du téléphone est automatique."
)


class SignInForm(AdminAuthenticationForm):
    """The same words for a wrong password, a name that nobody has and an account without the desk."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": (
            "Ce nom d'utilisateur et ce mot de passe n'ouvrent pas le bureau. Vérifiez les majuscules, "
            "puis essayez à nouveau."
        ),
    }


class CodeForm(forms.Form):
    """One code, typed with or without spaces and hyphens."""

    lengths: tuple[int, ...] = (second_factor.CODE_LENGTH, second_factor.RECOVERY_LENGTH)
    wrong_shape = "Écrivez les 6 chiffres de l'application, ou les 10 chiffres d'un code de secours."

    code = forms.CharField(
        label="Code",
        max_length=30,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if not (code.isascii() and code.isdigit() and len(code) in self.lengths):
            raise forms.ValidationError(self.wrong_shape)
        return code


class NewDeviceForm(CodeForm):
    lengths = (second_factor.CODE_LENGTH,)
    wrong_shape = "Écrivez les 6 chiffres que montre l'application."


class PasswordForm(forms.Form):
    """Asked again before what opens an account is changed; a wrong one counts as a failed sign-in."""

    password = forms.CharField(
        label="Votre mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def is_right(self, request: HttpRequest) -> bool:
        """False with its message where the form is incomplete, the password wrong, or the name locked."""
        if not self.is_valid():
            return False
        username = cast(User, request.user).get_username()
        if authenticate(request, username=username, password=self.cleaned_data["password"]):
            return True
        self.add_error("password", "Ce mot de passe n'est pas le vôtre.")
        return False


class ReplaceDeviceForm(PasswordForm, NewDeviceForm):
    field_order = ("code", "password")


@dataclass(frozen=True, slots=True)
class QrCode:
    """Dark squares as an SVG path, on a square of `side` that has its quiet zone."""

    side: int
    path: str


def draw(text: str) -> QrCode:
    qr = qrcode.QRCode()
    qr.add_data(text)
    rows = qr.get_matrix()
    squares = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return QrCode(side=len(rows), path="".join(squares))


def next_address(request: HttpRequest) -> str:
    """Where the person was going, if that is on this site; else the desk."""
    address = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return reverse("admin:index")


def second_step(request: HttpRequest, page: str, address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: address})}")


def code(request: HttpRequest) -> HttpResponse:
    """After the password, for who has a device."""
    address = next_address(request)
    if not second_factor.is_due(request):
        return HttpResponseRedirect(address)
    if "leave" in request.POST:
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))
    if second_factor.authenticator(cast(User, request.user)) is None:
        return second_step(request, "admin:device", address)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _accepted(request, form):
        return HttpResponseRedirect(address)
    return _page(request, "admin/code.html", "Code de connexion", form=form)


def _accepted(request: HttpRequest, form: CodeForm) -> bool:
    user, typed = cast(User, request.user), form.cleaned_data["code"]
    if is_locked_out(request, user):
        return False
    if seconds := second_factor.seconds_to_wait(user, typed):
        form.add_error("code", f"Trop d'essais : attendez {seconds} s avant le prochain.")
        return False
    if not second_factor.accepts(user, typed):
        count_failure(request, user)
        form.add_error("code", WRONG_CODE)
        return False
    second_factor.pass_with(request, second_factor.authenticator(user))
    if len(typed) == second_factor.RECOVERY_LENGTH:
        left = second_factor.standing(user).codes_left
        said = f"{left} codes de secours vous restent" if left > 1 else f"{left} code de secours vous reste"
        messages.warning(request, f"{said}. Téléphone perdu ? Remplacez l'appareil dans « Mon compte ».")
    return True


@sensitive_post_parameters("password", "code")
def device(request: HttpRequest) -> HttpResponse:
    """A first device at the first sign-in, or another in place of the one there is."""
    user, first = cast(User, request.user), second_factor.is_due(request)
    if first and second_factor.authenticator(user) is not None:
        return second_step(request, "admin:code", next_address(request))
    form = (NewDeviceForm if first else ReplaceDeviceForm)(request.POST or None)
    if form.is_valid() and (not isinstance(form, PasswordForm) or form.is_right(request)):
        if codes := second_factor.enrol(request, form.cleaned_data["code"]):
            log(request, "Double authentification mise en place.")
            return codes_page(request, codes)
        form.add_error("code", WRONG_CODE)
    offered = second_factor.offer(request)
    key = b32encode(offered.bin_key).decode()
    return _page(
        request,
        "admin/device.html",
        "Double authentification",
        form=form,
        first=first,
        qr=draw(offered.config_url),
        key=" ".join(re.findall(".{1,4}", key)),
    )


def codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The only page that shows them: the answer to the form that makes them."""
    half = second_factor.RECOVERY_LENGTH // 2
    shown = [f"{code[:half]}-{code[half:]}" for code in codes]
    return _page(request, "admin/recovery_codes.html", "Vos codes de secours", codes=shown)


def log(request: HttpRequest, message: str) -> None:
    """In the history of the account, which administrators read."""
    admin.site.get_model_admin(User).log_change(request, cast(User, request.user), message)


def _page(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    context |= {**admin.site.each_context(request), "title": title, "next": next_address(request)}
    return TemplateResponse(request, template, context)
