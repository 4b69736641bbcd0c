"""Which column of a table says who speaks, and which says what; for CSV, HTML and DOCX alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audio.script.names import classify
from audio.script.readers.tables.wide_columns import speaking_columns
from audio.script.text import is_faq, is_question

_SPEAKER = re.compile(
    r"(?:speakers?|spk|spkr|tier|names?|who|participants?|person|characters?|interviewe[re]|voice|author|role|source"
    r"|sprecher(?:in)?|orateur|orador[ae]?|hablante|falante|interlocut\w{1,6}|locut\w{1,6}|intervenant\w{0,2}"
    r"|nombre|nome|nom|quien|quién|wer|発言者|話者|氏名|说话人|发言人|講者)"
    r"(?:[ _-]?(?:name|label|id|tag))?",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"(?:text|transcript(?:ion)?|utterances?|utt|annotations?|content|dialog(?:ue)?|lines?|speech|sentences?|statement|message"
    r"|body|quote|caption|said|what|words|remarks?|texto?|testo|texte|aussage|gesagtes|discours|diálogo"
    r"|発言|発言内容|内容|本文|文本|对话)s?(?:[ _-]?(?:text|body))?",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"q|questions?|fragen?|preguntas?|perguntas?|domand[ae]|vra(?:ag|gen)|fråg(?:a|or)|spørgsmål|spørsmål"
    r"|kysymy(?:s|kset)|pytani[ae]|otáz(?:ka|ky)|kérdés(?:ek)?|întreb(?:are|ări)|pitanj[ae]|вопросы?"
    r"|питання|въпроси?|ερώτηση|ερωτήσεις|soru(?:lar)?|pertanyaan|câu hỏi|คำถาม|सवाल|प्रश्न|سؤال|السؤال|أسئلة"
    r"|پرسش|שאל(?:ה|ות)|質問|问题|問題|提问|问|問|질문|(?:we|the question) asked|asked",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"a|answers?|responses?|repl(?:y|ies)|antwort(?:en)?|respuestas?|respostas?|réponses?|rispost[ae]"
    r"|antwoord(?:en)?|svar|vastau(?:s|kset)|odpowiedzi?|odpowiedź|odpověď|odpovědi|odpoveď|válasz(?:ok)?"
    r"|răspuns(?:uri)?|odgovori?|ответы?|відповід[ьі]|отговори?|απάντηση|απαντήσεις|cevap(?:lar)?"
    r"|yanıt(?:lar)?|jawaban|trả lời|คำตอบ|जवाब|उत्तर|جواب|الجواب|إجابة|الإجابة|أجوبة|پاسخ|תשוב(?:ה|ות)"
    r"|回答|答案|答|답변|답|대답|(?:they|the) (?:said|answered)|answered",
    re.IGNORECASE,
)
_TIER = re.compile(r"(?<=\w)@\w{1,12}$")
"""The participant's code in the name of an ELAN tier: `Renata@int`."""
_STOPS = (".", "?", "!", "…", "。", "？", "！", "؟", "।", '"', "”", "’", "»")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 4
"""Questions from which on a table is told by them alone."""
_HEADING = 8
"""Words that a column's heading has at most."""
_SAMPLE = 200
"""Rows by which a table is judged."""
MAX_NAME = 60
"""Characters; what is longer is no name."""


class Said(NamedTuple):
    """A cell that is spoken."""

    row: int
    """0-based."""
    column: int
    """0-based."""
    speaker: str | None
    """The cell that names the speaker, or the nearest one above where that is empty."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are for."""

    speaker: int | None
    """0-based column of names; None where a row holds a question and its answer."""
    text: tuple[int, ...]
    """0-based columns that are spoken, in order."""
    header: bool
    """True where the first row names the columns."""
    names: tuple[str, ...] = ("Q", "A")
    """Who speaks in each column of `text` where no column names the speakers."""


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Give what the columns are for, or None where the table is no conversation.

    A header is believed. Without one, a conversation is at least four rows in which one column repeats a few
    short names and another holds most of the words.
    """
    if not rows:
        return None
    head = [" ".join(cell.split()).strip(" :*_") for cell in rows[0]]
    body = rows[1 : _SAMPLE + 1]
    question, answer = _named(head, _QUESTION), _named(head, _ANSWER)
    if question and answer and body:
        return Layout(None, (question[0], answer[0]), header=True)
    titled = not any(cell.endswith((".", "?", "!", "…")) or len(cell.split()) > _HEADING for cell in head)
    speakers = _named(head, _SPEAKER) if body and titled else []
    naming = [column for column in speakers if _holds_names(body, column)]
    if naming:
        speaker = max(naming, key=lambda column: (_differ(body, column), -column))
        texts = [column for column in _named(head, _TEXT) if column != speaker]
        text = _wordiest(body, texts or None, but=speaker)
        if text is not None and (texts or _is_speech(body, speaker, text)):
            return Layout(speaker, (text,), header=True)
    if wide := speaking_columns(head, body):
        return Layout(None, wide, header=True, names=tuple(head[column] for column in wide))
    return _without_header(rows[:_SAMPLE]) or _asked(rows[: _SAMPLE + 1])


def said(rows: Sequence[Sequence[str]], found: Layout) -> Iterator[Said]:
    """Give the spoken cells in order; empty ones are left out."""
    speaker: str | None = None
    for number in range(int(found.header), len(rows)):
        row = rows[number]
        if found.speaker is not None and found.speaker < len(row):
            speaker = name(row[found.speaker]) or speaker
        for place, column in enumerate(found.text):
            if column < len(row) and row[column].strip():
                yield Said(number, column, speaker if found.speaker is not None else found.names[place])


def name(cell: str) -> str | None:
    """Give a name without the colon or brackets around it; None where the cell names nobody."""
    written = _TIER.sub("", " ".join(cell.split()).strip(" :：*_[]<>"))
    return written if written and len(written) <= MAX_NAME and _LETTER.search(written) else None


def _named(head: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """Give the columns whose heading is, as a whole, one of the words of `pattern`."""
    return [column for column, cell in enumerate(head) if pattern.fullmatch(cell[:40])]


def _wordiest(rows: Sequence[Sequence[str]], among: Sequence[int] | None, but: int) -> int | None:
    """Give the column with the most letters, of some or of all but one."""
    sizes = {
        column: sum(len(_LETTER.findall(row[column])) for row in rows if column < len(row))
        for column in among or range(max(map(len, rows)))
        if column != but
    }
    best = max(sizes, key=sizes.__getitem__, default=None)
    return best if best is not None and sizes[best] else None


def _is_speech(rows: Sequence[Sequence[str]], speaker: int, text: int) -> bool:
    """Say whether a few names come again and again, beside texts of some length."""
    names = [found for row in rows if speaker < len(row) and (found := name(row[speaker]))]
    texts = [row[text].strip() for row in rows if text < len(row) and row[text].strip()]
    words = sum(len(cell.split()) for cell in texts)
    told = sum(cell.endswith(_STOPS) for cell in texts)
    return 2 <= len(set(names)) < len(names) and words >= 4 * len(rows) and told >= 0.4 * len(texts)


def _holds_names(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Say whether nearly every filled cell of a column could be a name."""
    cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
    return bool(cells) and sum(name(cell) is not None for cell in cells) >= 0.8 * len(cells)


def _differ(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Say whether a column names more than one speaker."""
    return len({name(row[column]) for row in rows if column < len(row) and row[column].strip()}) > 1


def ask(questions: Sequence[str], answers: Sequence[str]) -> bool:
    """Say whether texts are questions put to somebody, and others, longer ones, their answers."""
    told = [text for text in answers if text.strip()]
    asking = sum(map(is_question, questions))
    return (
        len(questions) >= _FEWEST
        and len(told) >= 0.8 * len(questions)
        and asking >= 0.6 * len(questions)
        and sum(map(is_question, told)) <= 0.2 * len(told)
        and sum(map(len, told)) >= sum(map(len, questions))
        and not is_faq(questions)
    )


def _asked(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Judge a table of two columns, perhaps after one of numbers, by whether one asks, one answers."""
    width = max(map(len, rows))
    counted = width == 3 and not any(_LETTER.search(row[0]) for row in rows[1:] if row)
    first = int(counted)
    if width - first != 2:
        return None
    full = [row for row in rows if len(row) == width and row[first].strip()]
    if not full:
        return None
    headed = full[0] is rows[0] and not is_question(full[0][first]) and len(full[0][first].split()) <= 3
    body = full[headed:]
    if not ask([row[first] for row in body], [row[first + 1] for row in body]):
        return None
    return Layout(None, (first, first + 1), header=headed)


def _without_header(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Judge a table by its cells alone."""
    if len(rows) < 4 or max(map(len, rows)) < 2:
        return None
    for column in range(min(max(map(len, rows)), 4)):
        cells = [row[column] if column < len(row) else "" for row in rows]
        names = [found for cell in cells if (found := name(cell))]
        filled = sum(bool(cell.strip()) for cell in cells)
        if filled < 0.4 * len(rows) or len(names) < 0.9 * filled or len(set(names)) > 0.6 * len(names):
            continue
        text = _wordiest(rows, None, but=column)
        likely = sum(classify(found).prior > 0 for found in set(names)) >= 0.8 * len(set(names))
        short = all(len(found.split()) <= 5 for found in names)
        if likely and short and text is not None and _is_speech(rows, column, text):
            return Layout(column, (text,), header=False)
    return None
