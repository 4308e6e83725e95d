"""A small OpenID Connect provider on this machine: discovery, keys, and a token for each code it was told about."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, RAHASIA = "portal-zi", "rahasia"


def kunci_baru() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class PenyediaUji:
    """``beri`` makes a code whose token says these claims; ``rusak`` changes how it is signed."""

    def __init__(self) -> None:
        self.kunci = kunci_baru()
        self.kode: dict[str, tuple[dict[str, Any], str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._penangan())
        self.alamat = f"http://127.0.0.1:{self.server.server_port}"
        self.utas = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.utas.start()

    def tutup(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def klaim(self, nonce: str, /, **isi: Any) -> dict[str, Any]:
        kini = int(time.time())
        dasar = {"iss": self.alamat, "aud": CLIENT, "sub": "s-1", "iat": kini, "exp": kini + 300, "nonce": nonce}
        return {k: v for k, v in (dasar | isi).items() if v is not None}

    def beri(self, klaim: dict[str, Any], tantangan: str, *, kunci: Any = None, alg="RS256", kid="k1") -> str:
        kode = f"kode-{len(self.kode)}"
        kunci = None if alg == "none" else kunci or self.kunci
        token = jwt.encode(klaim, kunci, alg, {"kid": kid})
        self.kode[kode] = (klaim, tantangan, token)
        return kode

    def _penangan(self) -> type[BaseHTTPRequestHandler]:
        penyedia = self

        class Penangan(BaseHTTPRequestHandler):
            def log_message(self, *_isi: object) -> None:
                """Quiet."""

            def _jawab(self, isi: object, status: int = 200) -> None:
                badan = json.dumps(isi).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(badan)))
                self.end_headers()
                self.wfile.write(badan)

            def do_GET(self) -> None:
                if self.path == "/.well-known/openid-configuration":
                    self._jawab(
                        {
                            "issuer": penyedia.alamat,
                            "authorization_endpoint": f"{penyedia.alamat}/masuk",
                            "token_endpoint": f"{penyedia.alamat}/token",
                            "jwks_uri": f"{penyedia.alamat}/kunci",
                            "token_endpoint_auth_methods_supported": ["client_secret_post"],
                        }
                    )
                elif self.path == "/kunci":
                    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(penyedia.kunci.public_key()))
                    self._jawab({"keys": [jwk | {"kid": "k1", "use": "sig", "alg": "RS256"}]})
                else:
                    self._jawab({}, 404)

            def do_POST(self) -> None:
                isi = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                klaim, tantangan, token = penyedia.kode.pop(isi["code"][0], (None, "", ""))
                bukti = hashlib.sha256(isi.get("code_verifier", [""])[0].encode()).digest()
                cocok = base64.urlsafe_b64encode(bukti).rstrip(b"=").decode() == tantangan
                if klaim is None or not cocok or isi["client_secret"] != [RAHASIA]:
                    self._jawab({"error": "invalid_grant"}, 400)
                else:
                    self._jawab({"access_token": "a", "token_type": "Bearer", "id_token": token})

        return Penangan
