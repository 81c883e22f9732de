"""A way to PostgreSQL that can fall silent: it takes connections and words, and gives nothing back, as a
server whose processes are stopped. The server itself, which other tests use at the same time, goes on."""

import socket
import threading
from contextlib import contextmanager


class Relay:
    def __init__(self, folder, server):
        self.server, self.flows = server, threading.Event()
        self.flows.set()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{folder}/.s.PGSQL.5432")
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    @contextmanager
    def silent(self):
        """For ten seconds at most, so that who waits for ever fails a test rather than hangs it."""
        self.flows.clear()
        end = threading.Timer(10, self.flows.set)
        end.start()
        try:
            yield
        finally:
            end.cancel()
            self.flows.set()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # who waits for a connection waits no more
        self.listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near):
        self.flows.wait()
        with socket.socket(socket.AF_UNIX) as far, near:
            far.connect(self.server)
            back = threading.Thread(target=self._pour, args=(far, near), daemon=True)
            back.start()
            self._pour(near, far)
            back.join()

    def _pour(self, source, target):
        try:
            while words := source.recv(65536):
                self.flows.wait()
                target.sendall(words)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one of the two is closed
