import pytest
from django.core.exceptions import ImproperlyConfigured

from phare.environment import read_environment

SAFE = {
    "PHARE_ENV": "production",
    "SECRET_KEY": "abcdefghij" * 5,
    "ALLOWED_HOSTS": "phare.example.org, www.phare.example.org",
    "DATABASE_URL": "postgres://phare:secret@base/phare",
}


def read(**variables):
    return read_environment(variables, "sqlite:///x.sqlite3")


def test_development_needs_nothing_and_answers_on_this_machine_only():
    env = read()
    assert (env.production, env.debug) == (False, False)
    assert env.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert env.databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_production_takes_what_it_is_given():
    env = read(**SAFE)
    assert env.allowed_hosts == ("phare.example.org", "www.phare.example.org")
    assert env.trusted_origins[0] == "https://phare.example.org"
    assert env.databases["default"]["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"PHARE_ENV": "prod"}, "PHARE_ENV vaut « prod »"),
        ({"SECRET_KEY": ""}, "SECRET_KEY manque"),
        ({"SECRET_KEY": "court"}, "SECRET_KEY manque ou est trop courte"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS doit nommer"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS doit nommer"),
        ({"ALLOWED_HOSTS": "https://phare.example.org"}, "ALLOWED_HOSTS doit nommer"),
        ({"DATABASE_URL": ""}, "DATABASE_URL manque"),
        ({"DATABASE_URL": "mysql://x/y"}, "SQLite et PostgreSQL"),
        ({"DATABASE_URL": "phare.sqlite3"}, "n'est pas une adresse"),
        ({"DEBUG": "1"}, "DEBUG=1 montrerait"),
        ({"DEBUG": "peut-être"}, "écrire 1 ou 0"),
        ({"BEHIND_HTTPS_PROXY": "x"}, "écrire 1 ou 0"),
        ({"MEDIA_BUCKET": "seau", "ACCEL_ROOT": "/_fichiers/"}, "s'excluent"),
        ({"MEDIA_BUCKET": "seau"}, "AWS_ACCESS_KEY_ID manque"),
        ({"MEDIA_BUCKET": "seau", "AWS_ACCESS_KEY_ID": "x"}, "AWS_SECRET_ACCESS_KEY manque"),
    ],
)
def test_unsafe_production_is_refused_and_says_what_to_set(change, words):
    with pytest.raises(ImproperlyConfigured, match=words.replace("*", r"\*")):
        read(**SAFE | change)


def test_development_is_not_opened_to_other_machines():
    with pytest.raises(
        ImproperlyConfigured, match="un site de développement ne répond que sur cette machine"
    ):
        read(ALLOWED_HOSTS="phare.example.org")
