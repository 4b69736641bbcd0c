"""A C2PA manifest in the audio: who vouches for it, and that a trained model made it."""

from __future__ import annotations

import datetime as dt
import json
import logging
from functools import partial

import av
import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from mutagen.id3 import ID3

from audio.cast import Loudness, Output, Pauses, Settings, Signing
from audio.errors import InputError, PublishError
from audio.mix import lay_out, master
from audio.publish import listen, publish
from audio.publish.tags.signing import read_signer

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
IN_THREE = Output(formats=("mp3", "m4a", "wav"), files=())
LONG = "What would you say to somebody who has never seen an engine? " * 2 + "Nothing?"


def certificate(name, key, issuer, by, number):
    """Give a certificate as C2PA asks for it, or one that may sign others where it is its own issuer."""
    own = name == issuer
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
         "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    usage["key_cert_sign" if own else "digital_signature"] = True
    called, above = (
        x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Press"),
                x509.NameAttribute(NameOID.COMMON_NAME, who),
            ]
        )
        for who in (name, issuer)
    )
    builder = (
        x509.CertificateBuilder(above, called, key.public_key(), number)
        .not_valid_before(dt.datetime(2025, 1, 1))
        .not_valid_after(dt.datetime(2125, 1, 1))
        .add_extension(x509.BasicConstraints(own, None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    if not own:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(by, hashes.SHA256())


@pytest.fixture
def signing(tmp_path):
    """Give a function that writes a key of some kind and its chain, and gives settings that name them."""
    root = ec.generate_private_key(ec.SECP256R1())

    def make(key, form=PrivateFormat.PKCS8, lock=NoEncryption()):  # noqa: B008 - has no state
        chain = [certificate("Signer", key, "Root", root, 2), certificate("Root", root, "Root", root, 1)]
        (tmp_path / "my key.pem").write_bytes(key.private_bytes(Encoding.PEM, form, lock))
        (tmp_path / "chain.pem").write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        return Signing(key=tmp_path / "my key.pem", certificate=tmp_path / "chain.pem")

    return make


def manifests_of(path):
    """Give what the library reads and finds in a signed file."""
    kind = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav"}[path.suffix]
    with path.open("rb") as file, c2pa.Reader(kind, file) as reader:
        return json.loads(reader.json())


def claims(path):
    """Give what a signed file says of itself, once nothing but the unknown root is wrong with it."""
    read = manifests_of(path)
    assert read["validation_state"] == "Valid"
    assert {each["code"] for each in read["validation_status"]} == {"signingCredential.untrusted"}
    return read["manifests"][read["active_manifest"]]


def samples_of(path):
    with av.open(str(path)) as container:
        return b"".join(frame.to_ndarray().tobytes() for frame in container.decode(audio=0))


def chapters_of(path):
    with av.open(str(path)) as container:
        return [(c["metadata"]["title"], c["start"] * c["time_base"]) for c in container.chapters()]


@pytest.fixture(scope="module")
def plain(programme, script_of, tmp_path_factory):
    """Give the episode as it is without a signature."""
    script = script_of(["One", "Two", "Three"])
    return publish(programme, script, Settings(output=IN_THREE), tmp_path_factory.mktemp("plain") / "e.mp3")


@pytest.mark.parametrize(
    ("key", "form"),
    [
        (partial(ec.generate_private_key, ec.SECP256R1()), PrivateFormat.PKCS8),
        (partial(ec.generate_private_key, ec.SECP384R1()), PrivateFormat.TraditionalOpenSSL),
        (ed25519.Ed25519PrivateKey.generate, PrivateFormat.PKCS8),
        (partial(rsa.generate_private_key, 65537, 2048), PrivateFormat.PKCS8),
    ],
    ids=["P-256", "P-384 as OpenSSL writes it", "Ed25519", "RSA"],
)
def test_mp3_m4a_and_wav_say_that_a_trained_model_created_them(
    programme, script, plain, signing, tmp_path, key, form
):
    settings = Settings(output=IN_THREE, signing=signing(key(), form))
    done = publish(programme, script, settings, tmp_path / "e.mp3")
    for bare, signed in zip(plain.recordings, done.recordings, strict=True):
        said = claims(signed.path)
        (actions,) = [each for each in said["assertions"] if each["label"].startswith("c2pa.actions")]
        assert actions["data"]["actions"] == [{"action": "c2pa.created", "digitalSourceType": TRAINED}]
        assert said["title"] == "An interview with Ada"
        assert said["claim_generator_info"][0]["name"] == "Vivavoce"
        assert said["signature_info"]["common_name"] == "Signer"
        assert samples_of(signed.path) == samples_of(bare.path)
        assert chapters_of(signed.path) == chapters_of(bare.path)
        assert listen(signed.path).length == listen(bare.path).length


def test_what_was_changed_afterwards_is_found(programme, script, signing, tmp_path):
    settings = Settings(output=Output(files=()), signing=signing(ec.generate_private_key(ec.SECP256R1())))
    path = publish(programme, script, settings, tmp_path / "e.mp3").audio
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    read = manifests_of(path)
    assert read["validation_state"] == "Invalid"
    assert "assertion.dataHash.mismatch" in {each["code"] for each in read["validation_status"]}


def test_a_signed_mp3_keeps_its_chapters_for_every_reader_by_short_titles(
    make_take, script_of, signing, tmp_path
):
    script = script_of([LONG, "日本語" * 60, "Short"])
    programme = master(lay_out([make_take(turn=n) for n in (1, 2, 3)], script, Pauses()), Loudness())
    output = Output(formats=("mp3", "m4a", "opus"), files=("chapters",))
    settings = Settings(output=output, signing=signing(ec.generate_private_key(ec.SECP256R1())))
    done = publish(programme, script, settings, tmp_path / "e.mp3")
    mp3, m4a, _ = (chapters_of(each.path) for each in done.recordings)
    listed = json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"]
    assert [title for title, _ in m4a] == [each["title"] for each in listed] == [LONG, "日本語" * 60, "Short"]
    assert [float(start) for _, start in mp3] == [each["startTime"] for each in listed]
    for (short, _), whole in zip(mp3, listed, strict=True):
        assert short == whole["title"] or (short[-1] == "…" and whole["title"].startswith(short[:-1]))
    assert ID3(done.audio).getall("CTOC")
    unsigned, shortened = done.remarks
    assert unsigned == "Not signed: opus; only mp3, m4a, wav can be."
    assert "titles of chapters cut to 100 bytes" in shortened


def test_neither_key_nor_its_place_is_told(programme, script, signing, tmp_path, caplog, capfd):
    settings = Settings(
        output=Output(files=("manifest",)), signing=signing(ec.generate_private_key(ec.SECP256R1()))
    )
    with caplog.at_level(logging.DEBUG):
        done = publish(programme, script, settings, tmp_path / "out" / "e.mp3")
    secret = settings.signing.key.read_text().splitlines()[1]
    told = caplog.text + "".join(capfd.readouterr()) + repr(read_signer(settings.signing))
    for text in (told, done.companions["manifest"].read_text("utf-8")):
        assert secret not in text
        assert "my key.pem" not in text
    assert secret.encode() not in done.audio.read_bytes()


def test_a_key_of_somebody_else_is_refused(signing, tmp_path):
    own = signing(ec.generate_private_key(ec.SECP256R1()))
    other = ec.generate_private_key(ec.SECP256R1())
    own.key.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(InputError, match=r"is not that of the key"):
        read_signer(own)


def test_a_locked_key_is_refused_with_what_to_do(signing):
    key = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(InputError, match=r"locked with a password.*openssl pkcs8"):
        read_signer(signing(key, lock=BestAvailableEncryption(b"x")))


def test_what_is_no_key_or_no_certificate_is_refused(signing):
    settings = signing(ec.generate_private_key(ec.SECP256R1()))
    settings.certificate.write_text("no certificate")
    with pytest.raises(InputError, match=r"signing\.certificate names holds no certificate"):
        read_signer(settings)
    settings.key.write_text("no key")
    with pytest.raises(InputError, match=r"signing\.key names holds no private key"):
        read_signer(settings)
    settings.key.unlink()
    with pytest.raises(InputError, match=r"signing\.key names cannot be read: No such file"):
        read_signer(settings)


def test_a_key_needs_its_certificate(tmp_path):
    with pytest.raises(InputError, match=r"signing\.certificate is needed too"):
        read_signer(Signing(key=tmp_path / "key.pem"))
    assert read_signer(Signing()) is None


def test_a_certificate_that_may_not_sign_leaves_the_old_files_alone(programme, script, signing, tmp_path):
    settings = Settings(output=Output(files=()), signing=signing(ec.generate_private_key(ec.SECP256R1())))
    root = ec.generate_private_key(ec.SECP256R1())
    settings.signing.key.write_bytes(root.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    own = certificate("Root", root, "Root", root, 1)
    settings.signing.certificate.write_bytes(own.public_bytes(Encoding.PEM))
    (tmp_path / "e.mp3").write_text("before")
    with pytest.raises(PublishError, match=r"mp3 file cannot be signed"):
        publish(programme, script, settings, tmp_path / "e.mp3")
    assert (tmp_path / "e.mp3").read_text() == "before"
    assert not list(tmp_path.glob(".e*"))
