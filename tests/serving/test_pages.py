import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from ssl import SSLError

import pytest

from tests.serving.site import HOST

PAGES = (
    "/",
    "/regions/pays-de-la-loire/",
    "/indicateurs/pratique-partenariats/",
    "/tableau-de-bord/",
    "/communiques/phare-pays-de-la-loire/",
    "/agenda/",
    "/donnees/phare.csv",
    "/graphiques/regions/pays-de-la-loire/alliances-source-innovation.json",
)


def names_of_cache(site, path):
    return [site.get(path).headers.get("x-cache") for _ in range(4)]


@pytest.mark.parametrize("path", PAGES)
def test_page_comes_compressed_with_its_policy_and_its_life(site, path):
    answer = site.get(path, Accept_Encoding="gzip, deflate, br")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "public, max-age=1"
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert "content-security-policy" in answer.headers
    assert not {"set-cookie", "x-accel-expires"} & answer.headers.keys()


def test_page_asked_again_within_the_second_comes_from_nginx(site):
    assert "HIT" in names_of_cache(site, "/rapports/")


def test_page_of_nginx_is_made_again_after_the_second(site):
    site.get("/enquetes/")
    time.sleep(1.1)
    assert site.get("/enquetes/").headers["x-cache"] == "EXPIRED"


def test_page_that_the_reader_has_is_not_sent_again(site):
    etag = site.get("/").headers["etag"]
    again = site.get("/", If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("zstd, br", "br")],
)
def test_page_comes_in_the_form_that_the_reader_accepts(site, accepted, encoding):
    assert site.get("/regions/", Accept_Encoding=accepted).headers.get("content-encoding") == encoding


@pytest.mark.parametrize("form", ["br", "gzip"])
def test_address_that_ends_as_a_form_is_another_page(site, form):
    for _ in range(3):  # one of them at least within a second
        assert site.get(f"/{form}").status != 200
        assert site.get("/", Accept_Encoding=form).status == 200


def test_unknown_parameters_change_nothing(site):
    assert site.get("/agenda/?utm_source=x&page=1").body == site.get("/agenda/?page=1").body


def test_cookie_of_a_visitor_changes_nothing(site):
    assert site.get("/regions/", Cookie="__Host-sessionid=x").body == site.get("/regions/").body


def test_missing_pages_look_alike_and_live_a_second(site):
    one, other = site.get("/communiques/jamais/"), site.get("/agenda/jamais/?x=1")
    assert one.status == other.status == 404
    assert one.body == other.body
    assert one.headers["cache-control"] == "public, max-age=1"
    assert "HIT" in names_of_cache(site, "/communiques/jamais/")


def test_asset_is_immutable_compressed_and_kept(site):
    [path, *_] = re.findall(r'href="(/static/[^"]+\.css)"', site.get("/").body.decode())
    answer = site.get(path, Accept_Encoding="br")
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"


def test_http_leads_to_https(site):
    connection = HTTPConnection("127.0.0.1", site.ports["http"])
    connection.request("GET", "/agenda/?page=2", headers={"Host": HOST})
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{HOST}/agenda/?page=2")


def test_another_name_gets_no_answer(site):
    with pytest.raises(SSLError):
        site.get("/", host="autre.example.org")


def test_desk_is_not_kept(site):
    first, second = site.get("/admin/login/"), site.get("/admin/login/")
    assert "no-store" in first.headers["cache-control"]
    assert "x-cache" not in first.headers
    assert first.headers["set-cookie"] != second.headers["set-cookie"]


def test_early_access_is_not_kept(site):
    answer = site.get("/acces/jamais/")
    assert answer.status == 404
    assert "x-cache" not in answer.headers


def test_probes_are_not_for_visitors(site):
    assert site.get("/sante/pret").status == 404


def test_log_names_nobody(site):
    site.get("/acces/un-jeton-secret/?et=ceci")
    site.get("/contacts-presse/?nom=quelqu-un", Referer="https://example.org/ailleurs")
    log = (site.folder / "phare.log").read_text()
    assert "/acces/…" in log
    assert not [word for word in ("un-jeton", "ceci", "quelqu-un", "ailleurs", "127.0.0.1") if word in log]


def many(site, times, *arguments, **headers):
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(site.get, *arguments, **headers) for _ in range(times)]
        return [one.result() for one in asked]


def test_what_visitors_compose_without_end_is_slowed_down(site):
    answers = many(site, 60, "/recherche/?q=partenariats")
    assert {answer.status for answer in answers} == {200, 429}
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["retry-after"] == "10"
    assert "Trop de demandes" in refused.body.decode()
    assert "partenariats" not in (site.folder / "error.log").read_text()
    # One account for all that is composed, and none for what is the same for everybody.
    for path in ("/tableau-de-bord/", "/tableau-de-bord.csv", "/comparer/"):
        assert 429 in {answer.status for answer in many(site, 12, f"{path}?regions=bretagne")}
        assert {answer.status for answer in many(site, 12, path)} == {200}


def test_passwords_without_end_are_slowed_down(site):
    answers = many(site, 25, "/admin/login/", "POST", "username=x")
    assert {answer.status for answer in answers} == {403, 429}
    assert site.get("/admin/login/").status == 200
