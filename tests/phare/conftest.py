import pytest


@pytest.fixture
def quick_passwords(settings):
    """Ten failures in a row would take seconds."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def required(settings):
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True
