"""Where documents are kept: a folder of this machine, or a private bucket of a server that speaks S3."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured


def storage(bucket: str) -> dict[str, Any]:
    """The default of STORAGES. Address, region and keys of the bucket are in the variables that boto3 reads;
    what is kept there is given by the views alone, and nothing is written over.
    """
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    try:
        from botocore.config import Config  # where requirements-s3.txt is installed
    except ImportError as error:
        raise ImproperlyConfigured(
            "MEDIA_BUCKET demande des paquets de plus : « pip install -r requirements-s3.txt »."
        ) from error
    # A bucket that is silent holds a thread of the site: not for the five minutes of the defaults.
    patience = Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"total_max_attempts": 2},
        s3={"addressing_style": "path"},
        signature_version="s3v4",
    )
    options = {
        "bucket_name": bucket,
        "file_overwrite": False,
        "client_config": patience,
        "max_memory_size": 2**20,  # bytes; the rest of a file waits on the disk
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
