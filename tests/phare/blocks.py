"""What tests of the desk's index and review share."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.test import RequestFactory

from phare.desk.index import blocks
from regions.publication import database_now
from tests.factories import make_user


def soon(**kwargs):
    return database_now() + timedelta(**kwargs)


def reader(*names):
    """Someone at the desk with these rights."""
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def chief(**kwargs):
    return make_user(is_staff=True, is_superuser=True, **kwargs)


def asked(user, path="/admin/"):
    request = RequestFactory().get(path)
    request.user = user
    return request


def block(user, slug):
    """A block of the index as `user` has it, or None."""
    return next((one for one in blocks(asked(user)) if one.slug == slug), None)


def things(user, slug):
    return [entry.thing.words for entry in block(user, slug).entries]
