"""Reads the environment for the settings and says in French what to set when a value is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT = "development"
PRODUCTION = "production"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SECRET_KEY_LENGTH = 50
_DEVELOPMENT_KEY = "development-only-never-used-where-PHARE_ENV-is-production"
_SWITCHES = {"1": True, "true": True, "oui": True, "0": False, "false": False, "non": False}


@dataclass(frozen=True, slots=True)
class Environment:
    """What the settings need to know of the machine they run on."""

    production: bool
    debug: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    databases: dict[str, dict[str, Any]]
    behind_https_proxy: bool
    accel_root: str
    media_bucket: str
    runtime_dir: str


def read_environment(variables: Mapping[str, str], default_database: str) -> Environment:
    """Check every variable at once: a start that would be unsafe raises ImproperlyConfigured."""
    name = variables.get("PHARE_ENV", DEVELOPMENT)
    if name not in (DEVELOPMENT, PRODUCTION):
        raise ImproperlyConfigured(
            f"PHARE_ENV vaut « {name} » : écrire « {DEVELOPMENT} » ou « {PRODUCTION} »."
        )
    production = name == PRODUCTION
    hosts = _hosts(variables.get("ALLOWED_HOSTS", ""), production)
    return Environment(
        production=production,
        debug=_debug(variables, production),
        secret_key=_secret_key(variables.get("SECRET_KEY", ""), production),
        allowed_hosts=hosts,
        trusted_origins=tuple(f"https://{host}" for host in hosts) if production else (),
        databases=_databases(variables, default_database, production),
        behind_https_proxy=_switch(variables, "BEHIND_HTTPS_PROXY"),
        accel_root=_accel_root(variables.get("ACCEL_ROOT", "")),
        media_bucket=_media_bucket(variables),
        runtime_dir=variables.get("RUNTIME_DIRECTORY", ""),
    )


def _switch(variables: Mapping[str, str], name: str) -> bool:
    value = variables.get(name, "0").lower()
    if value not in _SWITCHES:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrire 1 ou 0.")
    return _SWITCHES[value]


def _accel_root(path: str) -> str:
    if path and not (path.startswith("/") and path.endswith("/")):
        raise ImproperlyConfigured(
            f"ACCEL_ROOT vaut « {path} » : écrire l'emplacement interne de nginx entre deux barres, "
            "par exemple « /_fichiers/ »."
        )
    return path


def _media_bucket(variables: Mapping[str, str]) -> str:
    bucket = variables.get("MEDIA_BUCKET", "")
    if bucket and variables.get("ACCEL_ROOT"):
        raise ImproperlyConfigured(
            "MEDIA_BUCKET et ACCEL_ROOT s'excluent : nginx n'envoie que les fichiers de cette machine. "
            "Retirer ACCEL_ROOT."
        )
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        if bucket and not variables.get(name):
            raise ImproperlyConfigured(f"{name} manque : MEDIA_BUCKET demande la clé qui ouvre ce seau.")
    return bucket


def _debug(variables: Mapping[str, str], production: bool) -> bool:
    debug = _switch(variables, "DEBUG")
    if debug and production:
        raise ImproperlyConfigured(
            "DEBUG=1 montrerait le code et les réglages à tout visiteur : retirer DEBUG "
            "ou passer PHARE_ENV à « development »."
        )
    return debug


def _secret_key(key: str, production: bool) -> str:
    if not production:
        return key or _DEVELOPMENT_KEY
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 5 or key == _DEVELOPMENT_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY manque ou est trop courte : en production il faut au moins "
            f"{SECRET_KEY_LENGTH} caractères au hasard, par exemple le résultat de "
            "« python -c 'import secrets; print(secrets.token_urlsafe(50))' »."
        )
    return key


def _hosts(text: str, production: bool) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not production:
        strangers = [host for host in hosts if host not in LOOPBACK]
        if strangers:
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS contient « {strangers[0]} », mais PHARE_ENV vaut « {DEVELOPMENT} » : "
                "un site de développement ne répond que sur cette machine. "
                "Pour l'ouvrir à d'autres, passer PHARE_ENV à « production »."
            )
        return hosts or LOOPBACK
    if not hosts or any("*" in host or "/" in host for host in hosts):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS doit nommer les adresses du site, séparées par des virgules et sans « * », "
            "par exemple « phare.example.org »."
        )
    return hosts


def _databases(variables: Mapping[str, str], default: str, production: bool) -> dict[str, dict[str, Any]]:
    """DATABASES: what the desk and the commands use, and what public pages read (`phare/reads.py`)."""
    url, replica = variables.get("DATABASE_URL", ""), variables.get("DATABASE_REPLICA_URL", "")
    if production and not url:
        raise ImproperlyConfigured(
            "DATABASE_URL manque : écrire par exemple « postgres://utilisateur:motdepasse@hote/phare » "
            "ou « sqlite:////srv/phare/phare.sqlite3 »."
        )
    database = _parsed("DATABASE_URL", url or default)
    if database["ENGINE"] == SQLITE["ENGINE"]:
        if replica:
            raise ImproperlyConfigured("DATABASE_REPLICA_URL va avec une base PostgreSQL : la retirer.")
        return {"default": database}
    databases = {"default": _limited(database, _DESK), "public": _limited(database, _PUBLIC)}
    if replica:
        copy = _parsed("DATABASE_REPLICA_URL", replica)
        if copy["ENGINE"] != database["ENGINE"]:
            raise ImproperlyConfigured(
                "DATABASE_REPLICA_URL doit nommer une base PostgreSQL (« postgres:// »)."
            )
        databases["replica"] = _limited(copy, _PUBLIC)
    return databases


def _parsed(name: str, url: str) -> dict[str, Any]:
    try:
        database = cast("dict[str, Any]", dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} n'est pas une adresse de base de données : "
            "elle commence par « sqlite:/// » ou « postgres:// »."
        ) from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return database | SQLITE
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{name} : seules SQLite et PostgreSQL sont possibles (« sqlite:/// » ou « postgres:// »)."
        )
    return database


def _limited(database: dict[str, Any], limits: str) -> dict[str, Any]:
    """With `limits` of PostgreSQL, which `?options=` in the address may change."""
    options = database.get("OPTIONS", {})
    limits = f"{limits} {options.get('options', '')}".rstrip()
    return database | _POSTGRES | {"OPTIONS": {**_NETWORK, **options, "options": limits}}


# Readers never wait for a writer (WAL); a writer takes its lock at BEGIN, so that two of them queue
# up to 20 s instead of failing halfway: https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
SQLITE: dict[str, Any] = {
    "ENGINE": "phare.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "cached_statements": 16,  # in each thread, of some 50 kB: Python keeps 128
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
# A connection for each thread, rather than psycopg's pool: the page cache asks for its stamp outside of any
# request, after which alone Django gives a connection back to a pool.
_POSTGRES: dict[str, Any] = {"ENGINE": "phare.postgres", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A server that is away, or that vanishes, is known to be in seconds.
_NETWORK = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 5}
# What a page asks names many tables and reads few rows: compiling it takes ten times as long as answering it.
_PLANS = "-c jit=off"
# A page is made in milliseconds, an import of 100,000 figures in a minute, of many statements.
_DESK = f"{_PLANS} -c statement_timeout=60s -c lock_timeout=20s"
_PUBLIC = f"{_PLANS} -c statement_timeout=5s -c lock_timeout=3s -c default_transaction_read_only=on"
