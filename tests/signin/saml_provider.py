"""A SAML identity provider without a server: it reads the product's request and signs the answer."""

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.harborview.example/entity"
SIGN_IN = "https://idp.harborview.example/sso"
_ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{id}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{email}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{acs}"{answering}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion>"""  # noqa: E501
_RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r{id}" Version="2.0" IssueInstant="{now}" Destination="{acs}"{answering}><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""  # noqa: E501


def key_and_certificate() -> tuple[str, str]:
    """A fresh key and its self-signed certificate, in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.harborview.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(30))
    certificate = made.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


@dataclass
class SamlProvider:
    """What it says of whom; the faults are for tests."""

    email: str
    keys: tuple[str, str] = field(default_factory=key_and_certificate)
    signs_with: tuple[str, str] | None = None
    signs: bool = True
    audience: str = ""
    lives: timedelta = timedelta(minutes=5)

    def answer(self, redirect: str) -> dict[str, str]:
        """The form that a browser posts back, for the address that the product sent it to."""
        sent = {name: values[0] for name, values in parse_qs(urlsplit(redirect).query).items()}
        asked = etree.fromstring(zlib.decompress(base64.b64decode(sent["SAMLRequest"]), -15))
        issuer = asked.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        acs = asked.get("AssertionConsumerServiceURL")
        form = self.posted(acs=acs, audience=issuer, answering=asked.get("ID"))
        return form | {"RelayState": sent.get("RelayState", "")}

    def posted(self, *, acs: str, audience: str, answering: str = "") -> dict[str, str]:
        """A response; without `answering` nobody asked for it."""
        now = datetime.now(UTC)
        words: dict[str, Any] = {
            "id": f"{now:%H%M%S%f}",
            "now": _instant(now),
            "since": _instant(now - timedelta(hours=1)),
            "until": _instant(now + self.lives),
            "issuer": ENTITY,
            "email": self.email,
            "acs": acs,
            "audience": self.audience or audience,
            "answering": f' InResponseTo="{answering}"' if answering else "",
        }
        assertion = _ASSERTION.format(**words)
        if self.signs:
            assertion = OneLogin_Saml2_Utils.add_sign(assertion, *(self.signs_with or self.keys))
            assertion = assertion.decode() if isinstance(assertion, bytes) else assertion
        body = _RESPONSE.format(**words, assertion=assertion)
        return {"SAMLResponse": base64.b64encode(body.encode()).decode()}


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
