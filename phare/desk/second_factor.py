"""The second factor: a code from an application (TOTP) or, without it, one of ten recovery codes.

The names of what is kept in the session are here; the pages are in `sign_in` and `account`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import django_otp
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODE_LENGTH = 6
RECOVERY_LENGTH = 10
RECOVERY_COUNT = 10

# In the session: a code is due from one who has a device; a code was given; the key being offered.
DUE = "second_factor_due"
PASSED = "second_factor_passed"
OFFERED_KEY = "second_factor_key"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody's second factor stands: `since` is None without one."""

    since: datetime | None
    codes_left: int


def authenticator(user: AbstractBaseUser) -> Any:
    """The user's application, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def standing(user: AbstractBaseUser) -> Standing:
    device = authenticator(user)
    left = StaticToken.objects.filter(device__user=user).count()
    return Standing(since=device.created_at if device else None, codes_left=left)


def is_verified(request: HttpRequest) -> bool:
    """True once a code was given, as long as its device is there."""
    return bool(cast(Any, request.user).is_verified())


def is_due(request: HttpRequest) -> bool:
    """True between the password and the code, or the choice of a device."""
    due = settings.SECOND_FACTOR_REQUIRED or request.session.get(DUE, False)
    return due and not is_verified(request)


def was_removed(request: HttpRequest) -> bool:
    """True when the device by which this session was opened is there no more."""
    return bool(request.session.get(PASSED)) and not is_verified(request)


def seconds_to_wait(user: AbstractBaseUser, code: str) -> int:
    """How long the device takes no code after wrong ones: 1, 2, 4, 8… seconds."""
    device = _device(user, code)
    refusal = device.verify_is_allowed()[1] if device else None
    if refusal is None:
        return 0
    left: timedelta = refusal["locked_until"] - timezone.now()
    return max(1, round(left.total_seconds()))


def accepts(user: AbstractBaseUser, code: str) -> bool:
    """Use a code up: six digits of the application, or ten of a recovery code."""
    device = _device(user, code)
    if device is None:
        return False
    token = code if len(code) == CODE_LENGTH else _digest(user, code)
    return django_otp.verify_token(user, device.persistent_id, token) is not None


def offer(request: HttpRequest) -> Any:
    """The device that the user may take up, not stored yet."""
    return TOTPDevice(user=request.user, key=offered_key(request))


def pass_with(request: HttpRequest, device: Any) -> None:
    """The session is from now on one that gave its code, under another key."""
    request.session.cycle_key()
    django_otp.login(request, device)
    request.session[PASSED] = True


def forget(request: HttpRequest) -> None:
    for name in (PASSED, OFFERED_KEY, django_otp.DEVICE_ID_SESSION_KEY):
        request.session.pop(name, None)


def offered_key(request: HttpRequest) -> str:
    """The key shown on the page of a new device: kept in the session until a code confirms it."""
    return str(request.session.setdefault(OFFERED_KEY, secrets.token_hex(20)))


def enrol(request: HttpRequest, code: str) -> list[str]:
    """Make the offered key the user's only device: its recovery codes, or nothing for a wrong code."""
    user = cast(User, request.user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        remove(user)
        device = TOTPDevice.objects.create(user=user, name="Application", key=offered_key(request))
        if not device.verify_token(code):
            transaction.set_rollback(True)
            return []
        codes = new_recovery_codes(user)
    del request.session[OFFERED_KEY]
    pass_with(request, device)
    return codes


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Ten codes that replace all former ones. Only their digests are stored: nobody can show them again."""
    codes = [f"{secrets.randbelow(10**RECOVERY_LENGTH):0{RECOVERY_LENGTH}}" for _ in range(RECOVERY_COUNT)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="Codes de secours")
        tokens = [StaticToken(device=device, token=_digest(user, code)) for code in codes]
        StaticToken.objects.bulk_create(tokens)
    return codes


def remove(user: AbstractBaseUser) -> None:
    """Sessions opened by this device end with their next request."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _device(user: AbstractBaseUser, code: str) -> Any:
    if len(code) == CODE_LENGTH:
        return authenticator(user)
    return StaticDevice.objects.filter(user=user).first()


def _digest(user: AbstractBaseUser, code: str) -> str:
    """What is stored for a recovery code: under the site's secret key, as long as the column takes."""
    return salted_hmac("phare.recovery-code", f"{user.pk}:{code}", algorithm="sha256").hexdigest()[:16]
