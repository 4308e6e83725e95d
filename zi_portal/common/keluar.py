"""The one way out to an address that a person typed: https to a public address of a host, and nowhere else.

The name is resolved once and the connection goes to what was looked at, so that no second answer of a name server
leads inside. No redirect is followed, and nothing of the answer is kept but its status.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORT = 443
# Seconds for one step of a connection, and for the whole of it: a server that sends a byte now and then must not keep
# a worker.
BATAS_LANGKAH, BATAS_SELURUHNYA = 8, 15
# Addresses of one host that are tried, and how long each may take to accept.
ALAMAT_TERBANYAK, BATAS_SAMBUNG = 3, 3
PANJANG_ALAMAT = 500
# Networks that the libraries call global and that lead into others (IPv4 inside IPv6, RFC 6052 and 3056).
TERSELUBUNG = tuple(ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class KeluarGagal(Exception):
    """Nothing was sent; ``message`` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class KeluarDitolak(KeluarGagal):
    """The address is none the portal may call."""


class TidakTersambung(KeluarGagal):
    """Nobody answered."""


@dataclass(frozen=True, slots=True)
class Tujuan:
    """A parsed address. ``host`` in ASCII; ``nama_host`` with its port where that is not 443."""

    host: str
    port: int
    jalan: str

    @property
    def nama_host(self) -> str:
        return self.host if self.port == PORT else f"{self.host}:{self.port}"


def baca_alamat(alamat: str) -> Tujuan:
    """Take an https address apart. Raises KeluarDitolak."""
    if len(alamat) > PANJANG_ALAMAT or not alamat.isascii() or not alamat.isprintable() or " " in alamat:
        raise KeluarDitolak(_("Tulis alamat dengan huruf Latin tanpa spasi, paling panjang 500 huruf."))
    try:
        bagian = urlsplit(alamat)
        host, port = bagian.hostname, bagian.port
    except ValueError:
        host = port = None
    if not host or "." not in host or bagian.scheme != "https":
        raise KeluarDitolak(_("Tulis alamat lengkap yang diawali https://, misalnya https://sistem.contoh.go.id/zi."))
    if bagian.username is not None or bagian.password is not None or bagian.fragment:
        raise KeluarDitolak(_("Alamat tidak boleh memuat nama pengguna, kata sandi, atau tanda #."))
    jalan = (bagian.path or "/") + (f"?{bagian.query}" if bagian.query else "")
    return Tujuan(host=host.rstrip("."), port=port or PORT, jalan=jalan)


def umum(alamat: str) -> bool:
    """Is this IP address one of the open internet?"""
    ip = ipaddress.ip_address(alamat.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if settings.ZI_KELUAR_LOKAL and ip.is_loopback:
        return True
    return ip.is_global and not ip.is_multicast and not any(ip in n for n in TERSELUBUNG if n.version == ip.version)


def cari(tujuan: Tujuan) -> list[str]:
    """The IP addresses to connect to. Raises KeluarDitolak when any of the name's addresses is not public,
    TidakTersambung when the name is not known."""
    try:
        semua = socket.getaddrinfo(tujuan.host, tujuan.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TidakTersambung(_("Nama %(host)s tidak ditemukan.") % {"host": tujuan.host}) from error
    alamat = [str(satu[4][0]) for satu in semua]
    if not alamat or not all(umum(satu) for satu in alamat):
        raise KeluarDitolak(
            _("%(host)s menunjuk ke jaringan dalam, dan portal tidak mengirim ke sana.") % {"host": tujuan.host}
        )
    return list(dict.fromkeys(alamat))[:ALAMAT_TERBANYAK]


class _Terpaku(http.client.HTTPSConnection):
    """A connection to one of these IP addresses, whose certificate must be of the host."""

    def __init__(self, tujuan: Tujuan, ip: list[str]) -> None:
        self.konteks = ssl.create_default_context()
        if settings.ZI_KELUAR_CA:
            self.konteks.load_verify_locations(settings.ZI_KELUAR_CA)
        super().__init__(tujuan.host, tujuan.port, timeout=BATAS_LANGKAH, context=self.konteks)
        self.ip = ip
        self.terputus = False

    def connect(self) -> None:
        polos = self._sambung()
        polos.settimeout(self.timeout)
        self.sock = polos  # closed with the rest when the handshake fails or takes too long
        self.sock = self.konteks.wrap_socket(polos, server_hostname=self.host)

    def _sambung(self) -> socket.socket:
        gagal: OSError = OSError()
        for satu in self.ip:
            try:
                return socket.create_connection((satu, self.port), BATAS_SAMBUNG)
            except OSError as error:
                gagal = error
        raise gagal

    def putus(self) -> None:
        """From another thread: whatever waits on the connection stops waiting."""
        self.terputus = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def kirim(tujuan: Tujuan, isi: bytes, kepala: Mapping[str, str]) -> int:
    """POST a body; the status of the answer. Raises KeluarDitolak, TidakTersambung."""
    koneksi = _Terpaku(tujuan, cari(tujuan))
    penjaga = threading.Timer(BATAS_SELURUHNYA, koneksi.putus)
    penjaga.daemon = True
    penjaga.start()
    try:
        koneksi.request("POST", tujuan.jalan, body=isi, headers={**kepala, "Connection": "close"})
        status = koneksi.getresponse().status
        if koneksi.terputus:
            # What had come by then looks like a whole answer.
            raise TimeoutError
        return status
    except ssl.SSLCertVerificationError as error:
        raise TidakTersambung(_("Sertifikat %(host)s tidak dapat dipercaya.") % {"host": tujuan.host}) from error
    except TimeoutError as error:
        raise TidakTersambung(_("%(host)s tidak menjawab pada waktunya.") % {"host": tujuan.host}) from error
    except (OSError, http.client.HTTPException) as error:
        raise TidakTersambung(
            _("%(host)s tidak dapat dihubungi (%(apa)s).") % {"host": tujuan.host, "apa": type(error).__name__}
        ) from error
    finally:
        penjaga.cancel()
        koneksi.close()
