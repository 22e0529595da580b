"""A target of webhooks for tests: a real HTTP server that behaves as it is told."""

import json
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler


class _Handler(BaseHTTPRequestHandler):
    server: "HookTarget"

    def do_POST(self) -> None:
        """Note the request and answer as told."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.requests.append((dict(self.headers.items()), body))
        self.server.behave(self)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def accept(handler: BaseHTTPRequestHandler) -> None:
    """204."""
    answer(204)(handler)


def answer(code: int, **headers: str):
    """A behaviour that answers with a code."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("content-length", "0")
        handler.end_headers()

    return behave


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A header line every half second, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"x-more: 1\r\n")
        time.sleep(0.2)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """200 with a body without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.server.flooded += handler.wfile.write(b"x" * 65536)


class HookTarget(socketserver.ThreadingTCPServer):
    """Requests in order; `behave` decides what comes back."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.behave = accept
        self.flooded = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """The client hung up, as it should."""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    def sent(self, number: int = -1) -> dict:
        """The body of a request."""
        return json.loads(self.requests[number][1])
