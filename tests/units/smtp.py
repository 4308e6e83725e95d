"""A small SMTP server on a port of its own, which can be told to answer badly."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Callable
from email.message import EmailMessage


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it took in ``surat``. ``jawab`` says what RCPT and DATA get; what is not named is taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Percakapan)
        self.surat: list[EmailMessage] = []
        self.jawab: dict[str, Callable[[str], str]] = {}
        self.tutup_sesudah: int | None = None

    @property
    def port(self) -> int:
        return self.server_address[1]

    def mulai(self) -> None:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def berhenti(self) -> None:
        self.shutdown()
        self.server_close()


class Percakapan(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._kata("220 uji ESMTP")
        kepada = ""
        while baris := self.rfile.readline():
            perintah = baris.decode().strip()
            match perintah[:4].upper():
                case "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP":
                    self._kata("250 ya")
                case "RCPT":
                    kepada = perintah.partition("<")[2].rstrip(">")
                    self._kata(self._jawab("RCPT", kepada))
                case "DATA":
                    if not self._data(kepada):
                        return
                case "QUIT":
                    self._kata("221 sampai jumpa")
                    return

    def _data(self, kepada: str) -> bool:
        if self.server.tutup_sesudah is not None and len(self.server.surat) >= self.server.tutup_sesudah:
            return False  # gone in the middle of it
        self._kata("354 silakan")
        isi = b""
        while (baris := self.rfile.readline()) != b".\r\n":
            isi += baris
        jawab = self._jawab("DATA", kepada)
        if jawab.startswith("2"):
            self.server.surat.append(email.message_from_bytes(isi, policy=email.policy.default))
        self._kata(jawab)
        return True

    def _jawab(self, perintah: str, kepada: str) -> str:
        return self.server.jawab.get(perintah, lambda _kepada: "")(kepada) or "250 ya"

    def _kata(self, teks: str) -> None:
        self.wfile.write(f"{teks}\r\n".encode())
