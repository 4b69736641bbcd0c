"""Any encoding that a page really has becomes the text that its author saw."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import ScriptError
from audio.script.text.decoding import decode

FRENCH = "Élodie : Ça va ? « Oui » — l’œuvre était prête à Noël…\nMarc : J’ai été très occupé."
DANISH = "Åse: Hvad mener du om øen?\nJørn: Nå, bøgerne på hylden er for gamle, og træet dør.\n" * 3
POLISH = "Łukasz: Było źle, że książka się zgubiła.\nŻaneta: Święta są już za tydzień, pośpiesz się!\n" * 4
TURKISH = "Ayşe: Hoş geldiniz, bugün nasılsınız?\nİbrahim: Çok iyiyim, teşekkür ederim, değil mi?\n" * 4
RUSSIAN = "Анна: Здравствуйте, спасибо за приглашение.\nИван: Всё хорошо, спасибо. А вы как?\n" * 4
JAPANESE = "田中：今日はありがとうございます。\n佐藤：こちらこそ、よろしくお願いします。\n" * 6
CHINESE = "问：你好，今天我们谈谈种子库的历史。\n答：好的，谢谢你的邀请。种子是植物的未来。\n" * 6
KOREAN = "질문: 안녕하세요, 오늘 와 주셔서 감사합니다.\n답변: 초대해 주셔서 감사합니다.\n" * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        ("Ruth: it’s fine", "cp1252"),
        ("“¿Qué tal?” — ¡Bien! Señor Ñuñez pagó £5 y 20 €.", "cp1252"),
        (DANISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16-le"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
def test_text_comes_back_from_the_encoding_it_was_saved_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_the_encoding_that_a_page_declares_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-7"></head><body><p>Νίκος: Ναι.</p></body></html>'
    assert decode(page.encode("iso8859_7")) == page


def test_a_page_that_declares_wrongly_but_is_utf8_is_read_as_utf8() -> None:
    page = '<meta charset="iso-8859-2"><p>Jürgen: schön</p>'
    assert decode(page.encode()) == page


def test_one_pasted_line_in_another_encoding_does_not_spoil_the_rest() -> None:
    data = FRENCH.encode() + b"\nAda: It\x92s caf\xe9 time\n" + FRENCH.encode()
    assert decode(data) == f"{FRENCH}\nAda: It’s café time\n{FRENCH}"


def test_a_file_cut_in_the_middle_of_a_character_loses_only_that_character() -> None:
    assert decode("Ada: naïve — ".encode()[:-3]) == "Ada: naïve "


def test_mojibake_is_repaired() -> None:
    spoilt = "Zoë: It’s a naïve café — really…".encode().decode("cp1252")
    assert decode(f"{spoilt}\nAda: Fine.".encode()) == "Zoë: It’s a naïve café — really…\nAda: Fine."


@pytest.mark.parametrize(
    "line",
    [
        "“It’s” — naïve café, 100 € für Ärger, Ñandú, ÀÉÎ, São Paulo, Ångström, ½",
        "Ã é um til, Â um circunflexo",
        "👩‍🚀 ➡️👤 🙏 🛟 ❗️",
        "می‌خواهم",
        "“Smart” 'plain' „tief“ «loin»",
    ],
)
def test_a_good_line_is_not_touched(line: str) -> None:
    assert decode(line.encode()) == line


def test_every_kind_of_line_end_counts_as_one_line() -> None:
    assert decode(b"a\r\nb\rc\nd\r\n\r\ne") == "a\nb\nc\nd\n\ne"


def test_what_only_python_takes_for_a_line_end_does_not_count() -> None:
    text = decode("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\nh".encode())
    assert text.splitlines() == text.split("\n") == ["a b c d e f g", "h"]


def test_spaces_that_look_alike_are_alike_and_invisible_marks_go() -> None:
    assert (
        decode("\ufeffAda:\u00a0Yes\u202f?\u200b No\u00ad\u2060t\u200e\u202bnow\u202c.".encode())
        == "Ada: Yes ? Notnow."
    )


def test_letters_with_separate_accents_are_composed() -> None:
    assert decode("Zoe\u0308: cafe\u0301".encode()) == "Zoë: café"


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"ID3\x03" + bytes(100), "sound"),
        (bytes(range(256)) * 40, "no text file"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ScriptError, match=said) as error:
        decode(data, "talk.bin")
    assert str(error.value).startswith("talk.bin: ")
    assert "\n" not in str(error.value)


@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ScriptError:
        return
    assert text.splitlines() == text.split("\n")[: len(text.splitlines())]
    assert not set(text) & set("\r\x00\xa0\u200b\ufeff")


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x24F)))
def test_line_count_is_that_of_the_source(text: str) -> None:
    assert decode(f"{text}\r\n{text}\n".encode()).count("\n") == 2


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "data",
    [
        b"A" * 5_000_000,
        b"\xe9" * 5_000_000,
        "Ã©".encode() * 1_200_000,
        ("Ã© x" * 200 + "\n").encode() * 2000,
        ("a" + "\u0300\u0316" * 1_200_000).encode(),
        b"<meta " * 800_000,
        b"\r" * 5_000_000,
    ],
    ids=["letters", "accents", "mojibake", "mojibake-lines", "marks", "tags", "returns"],
)
def test_five_megabytes_of_anything_are_decoded_in_time(data: bytes) -> None:
    start = time.process_time()
    decode(data)
    assert time.process_time() - start < 10


def test_random_bytes_are_refused_quickly() -> None:
    with pytest.raises(ScriptError):
        decode(os.urandom(2_000_000))
