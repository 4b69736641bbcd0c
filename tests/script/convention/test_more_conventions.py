"""Rarer conventions: letters with numbers, dashes, names in headings, line numbers."""

from __future__ import annotations

import textwrap

import pytest

from audio.script import Script, read_bytes


def _said(script: Script) -> list[str]:
    rows = []
    for turn in script.turns:
        begin = " ".join(turn.text.split()[:2])
        rows.append(f"> {begin}" if turn.narration else f"{turn.speaker}: {begin}")
    return rows


CASES: dict[str, tuple[str, str, list[str]]] = {
    "a publication asks": (
        "txt",
        """
        HAFENBLATT: Herr Petersen, warum sammeln Sie Nebelhörner?

        Petersen: Weil sie ehrlich sind. Ein Horn sagt: hier bin ich.

        HAFENBLATT: Wie viele haben Sie?

        Petersen: Einundvierzig.

        HAFENBLATT: Und Ihre Frau?

        Petersen: Hat Watte.
        """,
        [
            "HAFENBLATT: Herr Petersen,",
            "Petersen: Weil sie",
            "HAFENBLATT: Wie viele",
            "Petersen: Einundvierzig.",
            "HAFENBLATT: Und Ihre",
            "Petersen: Hat Watte.",
        ],
    ),
    "letters for interviewer and participant": (
        "txt",
        """
        I: How long have you lived by the canal?
        P: All my life. My father kept the lock.
        I: What changed?
        P: The boats got shorter and the people louder.
        I: Do you miss it?
        P: The quiet, yes.
        """,
        ["I: How long", "P: All my", "I: What changed?", "P: The boats", "I: Do you", "P: The quiet,"],
    ),
    "numbered questions and answers": (
        "txt",
        """
        Q1: What is a tuning fork for?
        A1: For arguments.

        Q2: Who wins them?
        A2: The fork.

        Q3: Always?
        A3: It is made of steel.
        """,
        ["Q: What is", "A: For arguments.", "Q: Who wins", "A: The fork.", "Q: Always?", "A: It is"],
    ),
    "names in bold on a line of their own": (
        "md",
        """
        **Marta Quill**

        Where does the ink come from?

        **Edgar Stone**

        From oak galls. You crush them.

        Then you wait a year.

        **Marta Quill**

        A whole year?

        **Edgar Stone**

        Good ink is slow.
        """,
        ["Marta Quill: Where does", "Edgar Stone: From oak", "Marta Quill: A whole", "Edgar Stone: Good ink"],
    ),
    "names as headings": (
        "md",
        """
        # The ink talk

        ### Marta Quill

        Where does the ink come from?

        ### Edgar Stone

        From oak galls. You crush them.

        ### Marta Quill

        A whole year?

        ### Edgar Stone

        Good ink is slow.
        """,
        ["Marta Quill: Where does", "Edgar Stone: From oak", "Marta Quill: A whole", "Edgar Stone: Good ink"],
    ),
    "timestamps after the name in brackets": (
        "txt",
        """
        Hugo Lamb [00:00:03]: Why a museum of keys?

        Iris Dunn [00:00:07]: Because locks get all the attention.

        Hugo Lamb [00:00:11]: How many?

        Iris Dunn [00:00:13]: Nine thousand. One fits this door.

        [00:00:20] It is not for sale.
        """,
        ["Hugo Lamb: Why a", "Iris Dunn: Because locks", "Hugo Lamb: How many?", "Iris Dunn: Nine thousand."],
    ),
    "a role beside the name": (
        "txt",
        """
        Hugo Lamb, host: Why a museum of keys?

        Iris Dunn, Museum of Keys: Because locks get all the attention.

        Hugo Lamb: How many?

        Iris Dunn: Nine thousand.

        Lamb: And the oldest?

        Dunn: Bronze. It opened a granary.
        """,
        [
            "Hugo Lamb: Why a",
            "Iris Dunn: Because locks",
            "Hugo Lamb: How many?",
            "Iris Dunn: Nine thousand.",
            "Hugo Lamb: And the",
            "Iris Dunn: Bronze. It",
        ],
    ),
    "Japanese questions after a double dash": (
        "txt",
        """
        ――いつから時計を直していますか。

        森田：十歳からです。祖父の店でした。

        ――最初の時計を覚えていますか。

        森田：はい。今も止まったままです。

        ――直さないのですか。

        森田：あれは静かでいい。
        """,
        [
            "Interviewer: いつから時計を直していますか。",
            "森田: 十歳からです。祖父の店でした。",
            "Interviewer: 最初の時計を覚えていますか。",
            "森田: はい。今も止まったままです。",
            "Interviewer: 直さないのですか。",
            "森田: あれは静かでいい。",
        ],
    ),
    "Japanese names and a space": (
        "txt",
        """
        編集部　本日はお越しくださりありがとうございます。まず、橋の話から。

        西川　はい。あの橋は三度流されました。

        編集部　三度もですか。

        西川　ええ。四度目は石にしました。

        編集部　それで残ったのですね。

        西川　今のところは。
        """,
        [
            "編集部: 本日はお越しくださりありがとうございます。まず、橋の話から。",
            "西川: はい。あの橋は三度流されました。",
            "編集部: 三度もですか。",
            "西川: ええ。四度目は石にしました。",
            "編集部: それで残ったのですね。",
            "西川: 今のところは。",
        ],
    ),
    "plain questions, plain answers": (
        "txt",
        """
        Five questions for a bell ringer

        How did you start?

        By mistake. I was looking for the stairs to the roof.

        What is the hardest part?

        Stopping. The bell does not care that you are done.

        It swings for a minute more.

        Which bell is your favourite?

        The cracked one. She has a voice.

        Who will follow you?

        My niece, if she grows.
        """,
        [
            "> Five questions",
            "Interviewer: How did",
            "Guest: By mistake.",
            "Interviewer: What is",
            "Guest: Stopping. The",
            "Interviewer: Which bell",
            "Guest: The cracked",
            "Interviewer: Who will",
            "Guest: My niece,",
        ],
    ),
    "a title with the guest's name and a colon": (
        "txt",
        """
        Noor Hadid: The woman who counts swifts

        Lars Ek: When do they come?

        Noor Hadid: In the first week of May. Never before.

        Lars Ek: And leave?

        Noor Hadid: Without saying goodbye.

        Lars Ek: How many were there last year?

        Noor Hadid: Eighty-one.
        """,
        [
            "> Noor Hadid:",
            "Lars Ek: When do",
            "Noor Hadid: In the",
            "Lars Ek: And leave?",
            "Noor Hadid: Without saying",
            "Lars Ek: How many",
            "Noor Hadid: Eighty-one.",
        ],
    ),
    "a court transcript with numbered lines": (
        "txt",
        """
         1          JUDGE MARLOWE:  Call your witness.
         2          MR. BATES:  The city calls
         3  Agnes Pike, Your Honor.
         4          JUDGE MARLOWE:  Were you sworn,
         5  Ms. Pike?
         6          MS. PIKE:  I was, and I said
         7  it loudly.
         8          MR. BATES:  You sell eels?
         9          MS. PIKE:  I sold them until
        10  the river was closed.
        """,
        [
            "JUDGE MARLOWE: Call your",
            "MR. BATES: The city",
            "JUDGE MARLOWE: Were you",
            "MS. PIKE: I was,",
            "MR. BATES: You sell",
            "MS. PIKE: I sold",
        ],
    ),
    "Russian with dashes": (
        "txt",
        """
        — Когда вы начали чинить гармони?

        — В армии. Больше никто не умел.

        — А ноты вы знаете?

        — Нет. Я знаю, где болит.

        — Много ли учеников?

        — Двое, и оба левши.
        """,
        [
            "Speaker 1: Когда вы",
            "Speaker 2: В армии.",
            "Speaker 1: А ноты",
            "Speaker 2: Нет. Я",
            "Speaker 1: Много ли",
            "Speaker 2: Двое, и",
        ],
    ),
    "Hebrew question and answer": (
        "txt",
        """
        ש: מתי התחלת לאסוף מפות?

        ת: בגיל שבע. המפה הראשונה הייתה של הרחוב שלי.

        ש: ואיפה היא עכשיו?

        ת: על הקיר, הפוכה.
        """,
        ["ש: מתי התחלת", "ת: בגיל שבע.", "ש: ואיפה היא", "ת: על הקיר,"],
    ),
    "Korean": (
        "txt",
        """
        기자: 언제부터 종이를 만드셨습니까?

        한지영: 열두 살부터입니다. 할머니께 배웠습니다.

        기자: 가장 어려운 일은 무엇입니까?

        한지영: 물을 기다리는 일입니다.
        """,
        ["기자: 언제부터 종이를", "한지영: 열두 살부터입니다.", "기자: 가장 어려운", "한지영: 물을 기다리는"],
    ),
    "Windows line ends, a byte order mark and no-break spaces": (
        "txt",
        (
            "\ufeffTess\u00a0Moor:\u00a0Is it on?\r\n\r\nAlf\u00a0Reed: It is.\r\n\r\n"
            "Tess Moor: Then\u200b speak.\r\n\r\nAlf Reed: Gladly.\r\n"
        ),
        ["Tess Moor: Is it", "Alf Reed: It is.", "Tess Moor: Then speak.", "Alf Reed: Gladly."],
    ),
    "a panel in which one speaks once": (
        "md",
        """
        **Host:** Welcome to the harbour panel.

        **Ines Calder:** Thank you.

        **Host:** Who remembers the ice winter?

        **Bo Winther:** I do. We walked to the island.

        **Ines Calder:** I was born in it.

        **Host:** And you, Sanna?

        **Sanna:** I only know the photographs.

        **Host:** Then let us look at them.
        """,
        [
            "Host: Welcome to",
            "Ines Calder: Thank you.",
            "Host: Who remembers",
            "Bo Winther: I do.",
            "Ines Calder: I was",
            "Host: And you,",
            "Sanna: I only",
            "Host: Then let",
        ],
    ),
    "chevrons in plain text": (
        "txt",
        """
        >> Good evening and welcome to the night desk.

        >> Thank you for having me.

        >> You count trains?

        >> Every one since 1981. [laughter]

        It is a long list.

        >> Who reads it?

        >> The rats.
        """,
        [
            "Speaker 1: Good evening",
            "Speaker 2: Thank you",
            "Speaker 1: You count",
            "Speaker 2: Every one",
            "Speaker 1: Who reads",
            "Speaker 2: The rats.",
        ],
    ),
    "a printed hearing with indented paragraphs": (
        "txt",
        """
        [House Hearing, 99th Congress]

                          FUNDING OF THE LIGHTHOUSES

        =======================================================

            The committee met, pursuant to notice, at 10:05 a.m., in
        Room 12, Hon. Ruth Vance [chairwoman of the committee] presiding.
            Present: Representatives Vance, Amato, and Keel.
            Chairwoman Vance. The committee will come to order. We are
        here to ask what a light costs.
            I thank the witnesses for coming by boat.
            Mr. Amato. Thank you, Madam Chairwoman. I yield to
        Mr. Keel. He knows the rocks.
            Mr. Keel. I do. Forty ships have found them before me.
            [The prepared statement of Mr. Keel follows:]
            Chairwoman Vance. And the lamps?
            Mr. Keel. Oil, until last year.
            Ms. Osei of Maine. Who pays for the oil?
            Mr. Keel. The fishermen do.
        """,
        [
            "Chairwoman Vance: The committee",
            "Mr. Amato: Thank you,",
            "Mr. Keel: I do.",
            "Chairwoman Vance: And the",
            "Mr. Keel: Oil, until",
            "Ms. Osei of Maine: Who pays",
            "Mr. Keel: The fishermen",
        ],
    ),
    "Spanish capitals and a full stop": (
        "txt",
        """
        ENTREVISTADORA. ¿Cuál fue su primer faro?

        LINA PAZ. El de mi abuelo. Lo pintábamos cada mayo.

        ENTREVISTADORA. ¿De qué color?

        LINA PAZ. Del que sobraba de las barcas.

        ENTREVISTADORA. ¿Y hoy?

        LINA PAZ. Hoy es blanco, por ley.
        """,
        [
            "ENTREVISTADORA: ¿Cuál fue",
            "LINA PAZ: El de",
            "ENTREVISTADORA: ¿De qué",
            "LINA PAZ: Del que",
            "ENTREVISTADORA: ¿Y hoy?",
            "LINA PAZ: Hoy es",
        ],
    ),
    "Japanese names and corner brackets": (
        "txt",
        """
        司会「本日は灯台守の岡さんにお越しいただきました。いつからですか」

        岡「二十歳からです。父のあとを継ぎました」

        司会「寂しくはありませんか」

        岡「海がよく話しますから（笑）」
        """,
        [
            "司会: 「本日は灯台守の岡さんにお越しいただきました。いつからですか」",
            "岡: 「二十歳からです。父のあとを継ぎました」",
            "司会: 「寂しくはありませんか」",
            "岡: 「海がよく話しますから」",
        ],
    ),
    "bold questions and a labelled guest": (
        "md",
        """
        **What do you draw first?**

        Rosa Lind: The water. Everything else leans on it.

        **And what do you leave out?**

        Rosa Lind: Fences.

        **Always?**

        Rosa Lind: Nearly always.
        """,
        [
            "Interviewer: What do",
            "Rosa Lind: The water.",
            "Interviewer: And what",
            "Rosa Lind: Fences.",
            "Interviewer: Always?",
            "Rosa Lind: Nearly always.",
        ],
    ),
    "an oral history whose narrator is the guest": (
        "txt",
        """
        Narrator: Jane Holt (JH)
        Interviewer: Bob Ray (BR)
        Date: June 2, 2001

        [Begin Tape 1, Side A]

        BR: This is Bob Ray. When did you first see the dam?

        JH: I was nine. My uncle carried me up: all two hundred steps.

        [phone rings]

        I thought it was a castle.

        BR: Did it leak?

        JH: It wept, he said. [End of Tape 1]
        """,
        ["Bob Ray: This is", "Jane Holt: I was", "Bob Ray: Did it", "Jane Holt: It wept,"],
    ),
    "a bold question and its answer in one paragraph": (
        "md",
        """
        **When did you start, Jane?** At nine. My aunt had a wheel.

        **Why a wheel?** It turned.

        So did I.

        **And now?** I have two.
        """,
        [
            "Interviewer: When did",
            "Guest: At nine.",
            "Interviewer: Why a",
            "Guest: It turned.",
            "Interviewer: And now?",
            "Guest: I have",
        ],
    ),
    "answers on the line below a labelled question": (
        "txt",
        """
        Q: Where are you from?
        Norway, a small village.

        Q: What did your father do?
        He fished. Until the fish left.

        Q: And you?
        I left too.
        """,
        [
            "Q: Where are",
            "Guest: Norway, a",
            "Q: What did",
            "Guest: He fished.",
            "Q: And you?",
            "Guest: I left",
        ],
    ),
    "a recogniser's text without stops": (
        "txt",
        """
        Speaker A: hi how are you doing today
        Speaker B: i am fine thanks
        Speaker A: good to hear what is new
        Speaker B: nothing
        """,
        ["Speaker A: hi how", "Speaker B: i am", "Speaker A: good to", "Speaker B: nothing"],
    ),
    "letters without punctuation": (
        "txt",
        """
        Q Where were you born?

        A In a lighthouse, on the second floor.

        Q Is that a joke?

        A My mother did not think so.

        Q Any siblings?

        A Two, on the third.
        """,
        ["Q: Where were", "A: In a", "Q: Is that", "A: My mother", "Q: Any siblings?", "A: Two, on"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_rarer_convention_is_read_too(case: str) -> None:
    kind, text, expected = CASES[case]
    written = text if "\r" in text else textwrap.dedent(text).lstrip("\n")
    assert _said(read_bytes(written.encode(), f"interview.{kind}")) == expected
