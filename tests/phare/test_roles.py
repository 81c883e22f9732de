"""Each role on each page of the desk, by each method: what is granted, and what is shown."""

import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection
from django.urls import resolve

from tests.phare.desk_routes import ROLES, address, make_things, outcome, plain, routes, sign_in
from tests.phare.roles import ACTIONS, DECLARED, MODELS
from tests.trust import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files go where nothing is kept."""
    settings.MEDIA_ROOT = tmp_path


OTHERS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
SIGNED_IN = ROLES.removesuffix("-")
_LINK = re.compile(r'(?:href|data-href-template)="(/admin/[^"#?]*)')
_SENT_TO = re.compile(r'formaction="(/admin/[^"#?]*)')
# The stock admin links what a form only shows to its own form, and does not ask who may see that.
_STOCK = re.compile(r'(?:<div class="readonly">|<p>)<a href="/admin/[^"]*/change/">')
# What the desk writes by itself: when somebody was here.
_OWN = ("django_session",)


def test_every_route_of_the_desk_is_declared():
    assert sorted(set(routes()) ^ set(DECLARED)) == []


@pytest.mark.parametrize("role", ROLES)
def test_role_is_granted_what_is_declared_and_nothing_else(role):
    numbers, client = make_things(), sign_in(role)
    expected = {route: (role in opens, role in sends) for route, (opens, sends) in DECLARED.items()}
    found = {
        route: tuple(outcome(client, method, address(route, numbers)) for method in ("GET", "POST"))
        for route in DECLARED
    }
    assert {one: found[one] for one in found if found[one] != expected[one]} == {}


@contextmanager
def writes():
    """What is written meanwhile, but for what the desk writes by itself."""
    found = []

    def note(execute, sql, *args):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in sql for name in _OWN):
            found.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.parametrize("role", ROLES if FULL else "SN-")
def test_no_other_method_is_granted_more_than_to_look_or_writes(role):
    numbers, client, wrong = make_things(), sign_in(role), []
    for route, (opens, _) in DECLARED.items():
        for method in OTHERS:
            with writes() as written:
                granted = outcome(client, method, address(route, numbers))
            # OPTIONS only names methods, also where none of them is for this role.
            looked = granted and method != "OPTIONS"
            if written or (looked and role not in opens):
                wrong.append((method, route))
    assert wrong == []


# What is shown


def is_granted(role, path, method):
    opens, sends = DECLARED[plain(resolve(path).route)]
    return role in (sends if method == "POST" else opens)


def pages_of(role, numbers):
    """The index, the page of what waits, each list and each form that the role may open."""
    shown = ["", "relecture/", *(f"{model}/" for model in MODELS)]
    shown += [f"{model}/<path:object_id>/change/" for model in MODELS]
    shown += ["regions/figureimport/", "regions/figureimport/<path:object_id>/change/"]
    return {route: address(route, numbers) for route in shown if role in DECLARED[route][0]}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_nothing_is_shown_that_is_refused(role):
    numbers, client, wrong = make_things(), sign_in(role), []
    for path in pages_of(role, numbers).values():
        page = client.get(path).content.decode()
        page = _STOCK.sub("", page) if path.endswith("/change/") else page
        wrong += [(path, link) for link in _LINK.findall(page) if not is_granted(role, link, "GET")]
        wrong += [(path, link) for link in _SENT_TO.findall(page) if not is_granted(role, link, "POST")]
    assert sorted(set(wrong)) == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_form_has_a_button_to_save_for_who_may_save_it(role):
    numbers, client = make_things(), sign_in(role)
    shown = pages_of(role, numbers).items()
    forms = {route: path for route, path in shown if route.endswith("/change/") and "import" not in route}
    shown = {route: 'name="_save"' in client.get(path).content.decode() for route, path in forms.items()}
    assert shown == {route: role in DECLARED[route][1] for route in forms}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_list_offers_the_actions_that_are_declared(role):
    numbers, client = make_things(), sign_in(role)
    offered = set()
    for model in MODELS:
        if role in MODELS[model][0]:
            form = client.get(address(f"{model}/", numbers)).context_data["action_form"]
            names = [name for name, _ in form.fields["action"].choices if name] if form else []
            offered |= {(model, name) for name in names if name != "delete_selected"}
            if "delete_selected" in names:
                assert role in MODELS[model][3]
    assert offered == {one for one, who in ACTIONS.items() if role in who}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_action_that_is_not_offered_does_nothing_when_typed(role):
    numbers, client = make_things(), sign_in(role)
    typed = {(model, "delete_selected"): MODELS[model][3] for model in MODELS} | ACTIONS
    for (model, action), who in typed.items():
        if role in who:
            continue
        data = {"action": action, "_selected_action": numbers[model], "post": "yes", "confirm": "1"}
        with writes() as written:
            client.post(address(f"{model}/", numbers), data | {f"version-{numbers[model]}": "0"})
        assert written == [], (model, action)
        assert apps.get_model(*model.split("/")).objects.filter(pk=numbers[model]).exists()
