"""Documents in a bucket, on a server that speaks S3 over HTTP."""

import sys
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from phare import media
from press.models import Resource
from regions.models import FigureImport
from regions.publication import database_now
from tests.factories import ago, make_region, make_resource, make_user, png
from tests.press.desk import resource_form, staff, url
from tests.regions.pdfs import pdf

pytestmark = pytest.mark.django_db

PDF = pdf(b"<</Length %d>>stream\n%s\nendstream" % (3 * 2**20, b"x" * 3 * 2**20))
RIGHTS = ("view_resource", "add_resource", "change_resource", "view_region", "withdraw_resource")


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server, monkeypatch, settings):
    """The bucket as boto3 sees it; the site keeps its documents there."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "essai")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "essai")
    found = boto3.resource("s3").Bucket("phare-documents")
    found.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    settings.STORAGES = settings.STORAGES | {"default": media.storage("phare-documents")}
    yield found
    found.objects.delete()
    found.delete()


@pytest.fixture
def fetch(client):
    def get(name):
        response = client.get(f"/ressources/une-note/fichiers/{name}")
        return b"".join(response.streaming_content) if response.streaming else response.status_code

    return get


def send(client, resource=None, **changes):
    arguments = ("change", resource.pk) if resource else ("add",)
    client.post(url(*arguments, model="resource"), resource_form(resource, **changes), follow=True)
    return Resource.objects.get()


def names(bucket):
    return [one.key for one in bucket.objects.all()]


def test_document_goes_to_the_bucket_and_out_by_the_view_alone(client, bucket, fetch, server):
    staff(client, *RIGHTS)
    resource = send(client, region=make_region().pk, file=SimpleUploadedFile("Rapport final.pdf", PDF))
    assert names(bucket) == [resource.file.name]
    assert fetch("rapport-final.pdf") == 404
    send(client, resource, _publish="1")
    assert fetch("rapport-final.pdf") == PDF
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{server}/phare-documents/{resource.file.name}")


def test_document_that_is_replaced_has_another_place_and_the_former_address_gives_nothing(
    client, bucket, fetch
):
    staff(client, *RIGHTS)
    resource = make_resource(slug="une-note", file=ContentFile(PDF, name="ancien.pdf"), publish_at=ago())
    replaced = send(client, resource, file=SimpleUploadedFile("nouveau.png", png()))
    assert replaced.file.name != resource.file.name
    assert (fetch("ancien.pdf"), fetch("nouveau.png")) == (404, png())


def test_document_that_is_withdrawn_is_gone(client, bucket, fetch):
    resource = make_resource(slug="une-note", file=ContentFile(PDF, name="a.pdf"), publish_at=ago())
    assert fetch("a.pdf") == PDF
    resource.withdraw(by=make_user(), notice="Erreur.")
    assert fetch("a.pdf") == 410


def test_document_that_the_bucket_lost_answers_404(bucket, fetch):
    resource = make_resource(slug="une-note", file=ContentFile(PDF, name="a.pdf"), publish_at=ago())
    default_storage.delete(resource.file.name)
    assert (names(bucket), fetch("a.pdf")) == ([], 404)


def test_file_that_is_forgotten_leaves_the_bucket(bucket, django_capture_on_commit_callbacks):
    from regions.admin.imports.flow import discard

    at = database_now() - timedelta(days=8)
    record = FigureImport.objects.create(
        file=ContentFile(b"a,b", name="a.csv"), name="a.csv", sha256="0", author=make_user(), created_at=at
    )
    assert len(names(bucket)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert discard(record)
    assert names(bucket) == []


def test_bucket_without_its_packages_is_refused_at_the_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "botocore.config", None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        media.storage("seau")
