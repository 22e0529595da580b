"""A mail server for tests: takes letters over a real socket, or refuses as told."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    server: "SmtpSink"

    def handle(self) -> None:
        """Speak as much of RFC 5321 as a client needs."""
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                self._say("354 go on")
                self._take(b"".join(iter(self.rfile.readline, b".\r\n")))
            elif verb == "RCPT":
                self._say(self.server.refusals.get(word[9:-1].lower(), "250 ok"))
            else:
                self._say("250 ok")

    def _take(self, content: bytes) -> None:
        if self.server.refuses_content:
            self._say(self.server.refuses_content)
            return
        self.server.letters.append(message_from_bytes(content, policy=policy.default))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class SmtpSink(socketserver.ThreadingTCPServer):
    """Letters that arrived, in order; `refusals` maps an address to the answer its RCPT gets."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.refuses_content = ""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server_address[1]
