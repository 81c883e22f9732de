"""Accounts at the desk: who sees them, and who may make whom."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django_otp.plugins.otp_totp.models import TOTPDevice

from phare.desk import second_factor
from tests.phare.desk import PASSWORD, make_editor, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

ADMINISTRATION = ("view_user", "add_user", "change_user", "delete_user", "view_group", "change_group")
NEW = {
    "username": "camille",
    "first_name": "Camille",
    "last_name": "Exemple",
    "email": "camille@example.org",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
# What a form of somebody else's making would add.
CRAFTED = {"is_superuser": "on", "is_staff": "on", "date_joined_0": "01/01/2000"}


@pytest.fixture
def administrator(client):
    editor = make_editor(*ADMINISTRATION, username="dominique")
    sign_in(client, editor)
    return editor


def form_of(user, **changes):
    data = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "groups": [group.pk for group in user.groups.all()],
    }
    return data | ({"is_active": "on"} if user.is_active else {}) | changes


def url(page, *args):
    return "/".join(["/admin/auth/user", *map(str, args), page, ""]).replace("//", "/")


def test_accounts_are_not_shown_to_other_roles(client):
    editor = make_editor("view_figure", "change_figure")
    sign_in(client, editor)
    assert "/admin/auth/" not in client.get("/admin/").content.decode()
    paths = ["/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/"]
    paths += [url("change", editor.pk), url("double-authentification", editor.pk), url("password", editor.pk)]
    assert [client.get(path).status_code for path in paths] == [403] * len(paths)
    assert client.post(url("double-authentification", editor.pk)).status_code == 403


def test_new_account_opens_the_desk_in_its_groups(client, administrator):
    group = Group.objects.create(name="Chiffres")
    client.post("/admin/auth/user/add/", NEW | CRAFTED | {"groups": [group.pk], "user_permissions": [1]})
    made = User.objects.get(username="camille")
    assert (made.is_staff, made.is_superuser, made.email) == (True, False, "camille@example.org")
    assert list(made.groups.all()) == [group]
    assert made.user_permissions.count() == 0
    assert made.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("quatorze signe", "au minimum 15 caractères"),
        ("camille@example.org", "trop ressembler"),
        ("123456789123456789", "couramment utilisé"),
        ("toutenminuscules", ""),
    ],
)
def test_password_is_judged_by_its_length_and_not_by_its_composition(client, administrator, password, words):
    data = NEW | {"password1": password, "password2": password}
    page = client.post("/admin/auth/user/add/", data)
    assert User.objects.filter(username="camille").exists() == (not words)
    assert words in page.content.decode()


def test_administrator_can_make_nobody_a_superuser_and_hand_out_no_single_right(client, administrator):
    editor = make_editor(username="camille")
    page = client.get(url("change", editor.pk)).content.decode()
    fields = ("is_superuser", "user_permissions", "is_staff")
    assert [name for name in fields if f'name="{name}"' in page] == []
    right = Permission.objects.get(codename="delete_figure")
    crafted = CRAFTED | {"user_permissions": [right.pk], "last_name": "X"}
    client.post(url("change", editor.pk), form_of(editor, **crafted))
    editor = User.objects.get(pk=editor.pk)
    assert (editor.last_name, editor.is_superuser, editor.user_permissions.count()) == ("X", False, 0)


def test_administrator_does_not_raise_their_own_account(client, administrator):
    client.post(url("change", administrator.pk), form_of(administrator, **CRAFTED, user_permissions=[1]))
    administrator.refresh_from_db()
    assert administrator.is_superuser is False
    assert administrator.user_permissions.count() == len(ADMINISTRATION)


def test_administrator_changes_nothing_of_a_superuser(client, administrator):
    chief = make_editor(is_superuser=True, device=True)
    page = client.get(url("change", chief.pk)).content.decode()
    assert "seul un autre super-administrateur" in page
    assert "Réinitialiser" not in page
    pages = [url("change", chief.pk), url("password", chief.pk), url("delete", chief.pk)]
    pages += [url("double-authentification", chief.pk)]
    data = form_of(chief, last_name="X", password1="x" * 20, password2="x" * 20, post="yes")
    assert [client.post(page, data).status_code for page in pages] == [403] * 4
    chief = User.objects.get(pk=chief.pk)
    assert (chief.last_name, chief.check_password(PASSWORD)) == ("", True)
    assert TOTPDevice.objects.filter(user=chief).count() == 1


def test_administrator_deletes_no_superuser_from_the_list(client, administrator):
    chief = make_editor(is_superuser=True)
    data = {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"}
    assert client.post("/admin/auth/user/", data).status_code == 403
    assert User.objects.filter(pk=chief.pk).exists()


def test_account_that_was_used_is_closed_and_not_deleted(client, administrator):
    used, unused = signed_in(client), make_editor()
    sign_in(client, administrator)
    pages = [url("delete", used.pk), url("delete", unused.pk), url("delete", administrator.pk)]
    assert [client.get(page).status_code for page in pages] == [403, 200, 403]


def test_nobody_shuts_themselves_out(client, administrator):
    client.post(url("change", administrator.pk), form_of(administrator) | {"is_active": ""})
    assert User.objects.get(pk=administrator.pk).is_active


def test_superuser_makes_another_and_hands_out_single_rights(client):
    sign_in(client, make_editor(is_superuser=True))
    editor = make_editor()
    right = Permission.objects.get(codename="delete_figure")
    data = form_of(editor, is_staff="on", is_superuser="on", user_permissions=[right.pk])
    assert client.post(url("change", editor.pk), data).status_code == 302
    editor = User.objects.get(pk=editor.pk)
    assert (editor.is_superuser, list(editor.user_permissions.all())) == (True, [right])


def test_roles_are_read_by_administrators_and_changed_by_superusers(client, administrator):
    group = Group.objects.create(name="Chiffres")
    administrator.groups.add(group)
    path = f"/admin/auth/group/{group.pk}/change/"
    page = client.get(path).content.decode()
    assert "dominique" in page
    assert 'name="name"' not in page
    refused = [client.post(path, {"name": "X"}), client.get("/admin/auth/group/add/")]
    assert [answer.status_code for answer in refused] == [403, 403]
    sign_in(client, make_editor(is_superuser=True))
    assert client.post(path, {"name": "X"}).status_code == 302
    assert Group.objects.get(pk=group.pk).name == "X"


def test_account_says_where_its_second_factor_stands(client, administrator):
    without, with_device = make_editor(), make_editor(device=True)
    second_factor.new_recovery_codes(with_device)
    assert "Pas encore mise en place." in client.get(url("change", without.pk)).content.decode()
    page = client.get(url("change", with_device.pk)).content.decode()
    assert "codes de secours restants : 10." in page
    assert url("double-authentification", with_device.pk) in page


def test_reset_of_a_second_factor_asks_first_and_is_logged(client, administrator):
    editor = make_editor(device=True)
    path = url("double-authentification", editor.pk)
    assert "de vive voix" in client.get(path).content.decode()
    assert TOTPDevice.objects.count() == 1
    assert client.post(path).url == url("change", editor.pk)
    assert TOTPDevice.objects.count() == 0
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (administrator, str(editor.pk))
    assert entry.change_message == "Double authentification réinitialisée."


def test_reset_of_an_account_that_is_not_there_is_not_found(client, administrator):
    assert client.get(url("double-authentification", 10**6)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_accounts_asks_as_many_queries_for_one_as_for_three(
    client, administrator, number, django_assert_num_queries
):
    for _ in range(number):
        make_editor(device=True).groups.add(Group.objects.get_or_create(name="Chiffres")[0])
    with django_assert_num_queries(9):
        client.get("/admin/auth/user/")
