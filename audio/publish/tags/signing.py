"""A C2PA manifest, signed: who vouches for a file, and that a model made its sound.

C2PA 2.x, by the Content Authenticity Initiative's own library (the extra `c2pa`). A signature begins with a
random number: signed files differ from render to render.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from audio.cast import AudioFormat, Signing
from audio.errors import InputError, PublishError
from audio.files import replacing
from audio.publish.about import DIGITAL_SOURCE_TYPE, About
from audio.version import __version__

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

SIGNED: Mapping[AudioFormat, str] = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav"}
"""The formats that can be signed, and what the library calls them. Of FLAC it makes files with an ID3 tag in
front, which many players refuse; Ogg it does not know."""
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
"""C2PA's names of the algorithms, by the curve of the key."""
_GONE = "Install it with `pip install 'vivavoce[c2pa]'`, or leave the section signing out."


@dataclass(frozen=True, slots=True)
class Signer:
    """A key with its certificates, ready to sign; neither is ever shown."""

    algorithm: str
    key: bytes = field(repr=False)
    """PKCS#8, PEM."""
    certificates: bytes = field(repr=False)
    """PEM; the key's own first."""


def read_signer(signing: Signing) -> Signer | None:
    """Give who signs, by the settings; None where they name no key.

    Raises `InputError` where key or certificate is missing, cannot be read, is not what it should be or does
    not belong to the other, and where the library is not installed.
    """
    if signing.key is None and signing.certificate is None:
        return None
    if signing.key is None or signing.certificate is None:
        missing = "signing.key" if signing.key is None else "signing.certificate"
        raise InputError(f"To sign, {missing} is needed too: name both files, or none.")
    try:
        import c2pa  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise InputError(f"To sign, the library c2pa-python is needed. {_GONE}") from error
    key = _key(_read(signing.key, "signing.key"))
    certificates = _read(signing.certificate, "signing.certificate")
    _check_pair(key, certificates)
    return Signer(_algorithm(key), _as_pkcs8(key), certificates)


def sign(name: AudioFormat, path: Path, about: About, signer: Signer) -> None:
    """Sign a finished file of a format of `SIGNED`: nothing in it may be changed afterwards.

    What it says: that it was created, by a trained model (IPTC's digital source type). Raises `PublishError`
    where the library refuses the key, the certificate or the file.
    """
    import c2pa  # noqa: PLC0415 - see above

    said = {
        "title": about.title,
        "claim_generator_info": [{"name": "Vivavoce", "version": __version__}],
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": DIGITAL_SOURCE_TYPE}]},
            }
        ],
    }
    try:
        info = c2pa.C2paSignerInfo(
            alg=signer.algorithm.encode("ascii"),
            sign_cert=signer.certificates,
            private_key=signer.key,
            ta_url=None,
        )
        with (
            c2pa.Signer.from_info(info) as by,
            c2pa.Builder(said) as builder,
            replacing(path) as beside,
            path.open("rb") as unsigned,
            beside.open("w+b") as signed,
        ):
            builder.sign(by, SIGNED[name], unsigned, signed)
    except c2pa.C2paError as error:
        raise PublishError(
            f"The {name} file cannot be signed: {error}. Check signing.key and signing.certificate."
        ) from error


def _read(path: Path, setting: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"The file that {setting} names cannot be read: {error.strerror}.") from error


def _key(data: bytes) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - an extra

    try:
        return load_pem_private_key(data, password=None)
    except TypeError as error:
        raise InputError(
            "The key in signing.key is locked with a password. Write it without one, with `openssl pkcs8 "
            "-topk8 -nocrypt`, to a place that only you can read."
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError("The file that signing.key names holds no private key in PEM form.") from error


def _as_pkcs8(key: PrivateKeyTypes) -> bytes:
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - an extra
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _algorithm(key: PrivateKeyTypes) -> str:
    """Give C2PA's name of the algorithm that goes with a key. Raises `InputError` where there is none."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 - an extra

    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    raise InputError(
        "The key in signing.key is of a kind that C2PA does not know: take one of the curve P-256, P-384 or "
        "P-521, of Ed25519, or of RSA."
    )


def _check_pair(key: PrivateKeyTypes, certificates: bytes) -> None:
    """Raise `InputError` unless the first certificate is that of the key."""
    from cryptography import x509  # noqa: PLC0415 - an extra

    try:
        first = x509.load_pem_x509_certificates(certificates)[0]
    except ValueError as error:
        raise InputError(
            "The file that signing.certificate names holds no certificate in PEM form."
        ) from error
    if first.public_key() != key.public_key():
        raise InputError(
            "The first certificate in signing.certificate is not that of the key in signing.key. The key's "
            "own comes first, those above it follow."
        )
