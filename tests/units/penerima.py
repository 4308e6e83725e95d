"""A receiver of webhooks on this machine: https with a certificate of its own authority."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def buat_sertifikat(ruang: Path, ip: str = "127.0.0.1") -> tuple[Path, Path]:
    """(certificate, key) for this IP address, signed by itself."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    nama = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "uji")])
    kini = dt.datetime.now(dt.UTC)
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(nama)
        .issuer_name(nama)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        # Tests travel in time; who checks a certificate asks the real clock.
        .not_valid_before(kini - dt.timedelta(days=1))
        .not_valid_after(kini + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ip))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(kunci, hashes.SHA256())
    )
    pem, rahasia = ruang / f"{ip}.pem", ruang / f"{ip}.key"
    pem.write_bytes(sertifikat.public_bytes(serialization.Encoding.PEM))
    rahasia.write_bytes(
        kunci.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem, rahasia


class Penerima(ThreadingHTTPServer):
    """Keeps what it got in ``pesan`` (path, headers, body) and answers ``status``. ``cara``: "jawab" answers, "diam"
    says nothing, "tetes" sends its answer a byte at a time."""

    daemon_threads = True

    def __init__(self, ruang: Path, ip: str = "127.0.0.1") -> None:
        super().__init__(("127.0.0.1", 0), Penangan)
        self.sertifikat, kunci = buat_sertifikat(ruang, ip)
        konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        konteks.load_cert_chain(self.sertifikat, kunci)
        self.socket = konteks.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.pesan: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.cara, self.kepala = 200, "jawab", {}
        self.selesai = threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def alamat(self) -> str:
        return f"https://{self.host}/zi?dari=portal"

    @property
    def isi(self) -> list[dict]:
        return [json.loads(badan) for _jalan, _kepala, badan in self.pesan]

    def handle_error(self, *_isi: object) -> None:
        """A connection that breaks is part of the tests."""

    def berhenti(self) -> None:
        self.selesai.set()
        self.shutdown()
        self.server_close()


class Penangan(BaseHTTPRequestHandler):
    server: Penerima

    def log_message(self, *_isi: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        badan = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.pesan.append((self.path, {k.lower(): v for k, v in self.headers.items()}, badan))
        if self.server.cara == "diam":
            self.server.selesai.wait(30)
            return
        if self.server.cara == "tetes":
            for byte in b"HTTP/1.1 200 " + b"O" * 600:
                self.wfile.write(bytes([byte]))
                if self.server.selesai.wait(0.05):
                    return
        self.send_response(self.server.status)
        for nama, nilai in self.server.kepala.items():
            self.send_header(nama, nilai)
        self.send_header("Content-Length", "0")
        self.end_headers()
