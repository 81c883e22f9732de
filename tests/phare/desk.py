"""What tests of the sign-in share."""

import time

from django.contrib.auth.models import Permission
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from phare.desk import second_factor
from tests.factories import make_user

PASSWORD = "une phrase assez longue"


def make_editor(*rights, device=False, **kwargs):
    """Somebody of the desk, with the rights of these code names."""
    editor = make_user(password=PASSWORD, is_staff=True, **kwargs)
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    if device:
        TOTPDevice.objects.create(user=editor, name="Application")
    return editor


def sign_in(client, user, password=PASSWORD, address="192.0.2.1", to="/admin/"):
    data = {"username": getattr(user, "username", user), "password": password}
    return client.post(f"/admin/login/?next={to}", data | {"next": to}, REMOTE_ADDR=address)


def fail(client, user, times=10, **kwargs):
    return [sign_in(client, user, password="faux", **kwargs) for _ in range(times)][-1]


def code_of(user, ahead=0):
    """What the user's application shows now, or will `ahead` half minutes from now."""
    return code_for(TOTPDevice.objects.get(user=user).bin_key, ahead)


def code_for(key, ahead=0):
    totp = TOTP(key)
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06}"


def wrong_code(user):
    right = {code_of(user, ahead) for ahead in (-1, 0, 1, 2)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444") if code not in right)


def give_code(client, code, to="/admin/"):
    return client.post("/admin/code/", {"code": code, "next": to})


def signed_in(client, *rights, **kwargs):
    """Signed in with password and code."""
    editor = make_editor(*rights, device=True, **kwargs)
    sign_in(client, editor)
    give_code(client, code_of(editor))
    return editor


def recovery_codes(user):
    return second_factor.new_recovery_codes(user)
