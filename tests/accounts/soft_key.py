"""A security key made of software, which answers as it is told to: with a finger or PIN, or by a touch alone."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, WITH_KEY = 1, 4, 64


class SoftKey:
    """Keys of one device, made for one site."""

    def __init__(self, host: str = "testserver", origin: str = "http://testserver") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.host, self.origin, self.count = secrets.token_bytes(32), host, origin, 0

    def registered(self, challenge: str, *, verified: bool = True, resident: bool = True) -> str:
        """Answer the request to become somebody's passkey."""
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        made = bytes(16) + len(self.id).to_bytes(2) + self.id + public
        data = self._data(PRESENT | WITH_KEY | (VERIFIED if verified else 0)) + made
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": websafe_encode(self._asked("webauthn.create", challenge)),
            "attestationObject": websafe_encode(attested),
        }
        return self._said(response, {"credProps": {"rk": resident}})

    def answered(self, challenge: str, *, owner: str, verified: bool = True) -> str:
        """Answer a challenge; `owner` is the account's number as the site writes it."""
        asked, data = self._asked("webauthn.get", challenge), self._data(PRESENT | (VERIFIED if verified else 0))
        signature = self.key.sign(data + hashlib.sha256(asked).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(asked),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(owner.encode()),
        }
        return self._said(response, {})

    def _data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _asked(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _said(self, response: dict[str, Any], extensions: dict[str, Any]) -> str:
        number = websafe_encode(self.id)
        said = {"id": number, "rawId": number, "type": "public-key", "response": response}
        return json.dumps(said | {"clientExtensionResults": extensions})
