"""Conventions of published interviews, each in a short one of our own: who says what."""

from __future__ import annotations

import textwrap

import pytest

from audio.script import Script, read_bytes


def _read(text: str, name: str = "interview.txt") -> Script:
    return read_bytes(textwrap.dedent(text).lstrip("\n").encode(), name)


def _said(script: Script) -> list[str]:
    """Each turn as `Speaker: first two words`; narration as `> first two words`."""
    rows = []
    for turn in script.turns:
        begin = " ".join(turn.text.split()[:2])
        rows.append(f"> {begin}" if turn.narration else f"{turn.speaker}: {begin}")
    return rows


CASES: dict[str, tuple[str, list[str]]] = {
    "a hearing with titles, capitals and full stops": (
        """
        HEARING ON HARBOUR DREDGING

        The CHAIRMAN. The committee will come to order. We hear today about the harbour. Mr. Ortega, please
        begin.

        Mr. ORTEGA. Thank you, Mr. Chairman. The channel has lost two metres in ten years. Nobody disputes
        that.

        We have asked for funds four times.

        The CHAIRMAN. And were you given any?

        Mr. ORTEGA. Once, and too little.

        Ms. LINDQVIST of Duluth. Would the gentleman yield for a question?

        Mr. ORTEGA. Gladly.

        Ms. LINDQVIST of Duluth. How deep must it be?

        Mr. ORTEGA. Eleven metres at low water.

        The CHAIRMAN. The committee stands adjourned.
        """,
        [
            "> HEARING ON",
            "The CHAIRMAN: The committee",
            "Mr. ORTEGA: Thank you,",
            "The CHAIRMAN: And were",
            "Mr. ORTEGA: Once, and",
            "Ms. LINDQVIST of Duluth: Would the",
            "Mr. ORTEGA: Gladly.",
            "Ms. LINDQVIST of Duluth: How deep",
            "Mr. ORTEGA: Eleven metres",
            "The CHAIRMAN: The committee",
        ],
    ),
    "a hearing with colons and capitals": (
        """
        CHAIR WOODRUFF: Good morning. Who speaks for the ferry company?

        MR. PELL: I do, Madam Chair. Our ships are late because the piers are old.

        CHAIR WOODRUFF: How old?

        MR. PELL: Sixty years. I brought photographs: they show rust on every beam.

        SENATOR ABARA: Were they inspected?

        MR. PELL: Twice. The second time in March.

        SENATOR ABARA: Thank you. I yield back.
        """,
        [
            "CHAIR WOODRUFF: Good morning.",
            "MR. PELL: I do,",
            "CHAIR WOODRUFF: How old?",
            "MR. PELL: Sixty years.",
            "SENATOR ABARA: Were they",
            "MR. PELL: Twice. The",
            "SENATOR ABARA: Thank you.",
        ],
    ),
    "an oral history with a head of metadata and surnames": (
        """
        Interview with Marguerite Olsen
        Interviewer: Tobias Renn
        Interviewee: Marguerite Olsen
        Date: March 3, 1998
        Location: Olsen kitchen, Bergen

        RENN: Today is March third. Mrs. Olsen, when did you come to the mill?

        OLSEN: In nineteen forty-seven. I was sixteen.

        RENN: Who hired you?

        OLSEN: A man called Berg. He had a wooden hand. [laughs] We were all afraid of it.

        We found out later that he carved it himself.

        RENN: Were there many girls?

        OLSEN: Forty, perhaps.
        """,
        [
            "> Interview with",
            "Tobias Renn: Today is",
            "Marguerite Olsen: In nineteen",
            "Tobias Renn: Who hired",
            "Marguerite Olsen: A man",
            "Tobias Renn: Were there",
            "Marguerite Olsen: Forty, perhaps.",
        ],
    ),
    "a press briefing with Q and no colon": (
        """
        MS. HARGROVE: Good afternoon. I have one announcement about the bridge, and then I will take
        questions.

        Q    When does it open?

        MS. HARGROVE: In June, if the weather holds.

        Q    And who pays for the delay?

        MS. HARGROVE: The builder does. That is in the contract.

        Q    Has the mayor seen the contract?

        MS. HARGROVE: She signed it. Yes, Dana.

        Q    Thank you. Is the old bridge safe?

        MS. HARGROVE: It is inspected every week.
        """,
        [
            "MS. HARGROVE: Good afternoon.",
            "Q: When does",
            "MS. HARGROVE: In June,",
            "Q: And who",
            "MS. HARGROVE: The builder",
            "Q: Has the",
            "MS. HARGROVE: She signed",
            "Q: Thank you.",
            "MS. HARGROVE: It is",
        ],
    ),
    "a court record with Q. and A.": (
        """
        DIRECT EXAMINATION

        BY MR. FENWICK:

        Q. Please state your name for the record.
        A. Ruth Adeyemi.
        Q. Where were you on the night of the flood?
        A. At the pump house. I had the late shift.
        Q. Alone?
        A. With the dog.

        THE COURT: You may continue, Mr. Fenwick.

        Q. What did you hear?
        A. First a crack: like ice on a pond. Then water.
        """,
        [
            "MR. FENWICK: Please state",
            "A: Ruth Adeyemi.",
            "MR. FENWICK: Where were",
            "A: At the",
            "MR. FENWICK: Alone?",
            "A: With the",
            "THE COURT: You may",
            "MR. FENWICK: What did",
            "A: First a",
        ],
    ),
    "Spanish P and R": (
        """
        Una charla con la relojera del barrio

        P: ¿Cuándo empezó a reparar relojes?
        R: A los doce años, con mi abuela. Ella me enseñó a escuchar antes de mirar.

        P: ¿Y qué se oye?
        R: Si está enfermo, cojea. Por ejemplo: un péndulo sucio suena como un paso largo y uno corto.

        P: ¿Queda trabajo?
        R: Más que nunca.
        """,
        [
            "> Una charla",
            "P: ¿Cuándo empezó",
            "R: A los",
            "P: ¿Y qué",
            "R: Si está",
            "P: ¿Queda trabajo?",
            "R: Más que",
        ],
    ),
    "German F and A": (
        """
        F: Wie wird man Glockengießer?
        A: Man fängt mit dem Lehm an. Drei Jahre lang nichts als Lehm.
        F: Und dann?
        A: Dann darf man das Feuer hüten. Wichtig: nie den Rücken zudrehen.
        F: Was war Ihre größte Glocke?
        A: Vier Tonnen, für eine Kirche am Meer.
        """,
        [
            "F: Wie wird",
            "A: Man fängt",
            "F: Und dann?",
            "A: Dann darf",
            "F: Was war",
            "A: Vier Tonnen,",
        ],
    ),
    "French names with a space before the colon": (
        """
        Camille Roche : Bonjour Bastien, vous élevez des abeilles sur un toit. Pourquoi ?

        Bastien Keller : Parce que la ville fleurit plus longtemps que les champs.

        Camille Roche : Et les voisins ?

        Bastien Keller : Ils reçoivent du miel. Depuis, ils aiment les abeilles.

        C. R. : Que faites-vous l’hiver ?

        B. K. : Je répare les ruches, et j’attends.
        """,
        [
            "Camille Roche: Bonjour Bastien,",
            "Bastien Keller: Parce que",
            "Camille Roche: Et les",
            "Bastien Keller: Ils reçoivent",
            "Camille Roche: Que faites-vous",
            "Bastien Keller: Je répare",
        ],
    ),
    "Portuguese Pergunta and Resposta": (
        """
        Pergunta: Como nasceu a oficina?
        Resposta: De uma enchente. A água levou a loja e deixou as ferramentas.

        Pergunta: Quantos barcos já fez?
        Resposta: Cento e doze, sem contar os de papel.
        """,
        ["Pergunta: Como nasceu", "Resposta: De uma", "Pergunta: Quantos barcos", "Resposta: Cento e"],
    ),
    "Chinese question and answer marks": (
        """
        问：您什么时候开始做风筝的？
        答：八岁。爷爷教我的。

        问：最难的是哪一步？
        答：扎骨架。竹子要听话：太干会断，太湿会弯。

        问：还有徒弟吗？
        答：有两个，都比我高。
        """,
        [
            "问: 您什么时候开始做风筝的？",
            "答: 八岁。爷爷教我的。",
            "问: 最难的是哪一步？",
            "答: 扎骨架。竹子要听话：太干会断，太湿会弯。",
            "问: 还有徒弟吗？",
            "答: 有两个，都比我高。",
        ],
    ),
    "Japanese names with a wide colon": (
        """
        聞き手：本日はありがとうございます。いつから染物を始めましたか。

        高橋：十五の時です。父の手伝いでした。

        聞き手：一番難しい色は何ですか。

        高橋：黒です。黒は一つではありません。

        聞き手：ありがとうございました。
        """,
        [
            "聞き手: 本日はありがとうございます。いつから染物を始めましたか。",
            "高橋: 十五の時です。父の手伝いでした。",
            "聞き手: 一番難しい色は何ですか。",
            "高橋: 黒です。黒は一つではありません。",
            "聞き手: ありがとうございました。",
        ],
    ),
    "Arabic names": (
        """
        المحاور: متى بدأت العمل في المكتبة؟

        ليلى حداد: قبل عشرين سنة، وكنت أصغر من الطاولة.

        المحاور: وما أقدم كتاب عندك؟

        ليلى حداد: كتاب في النجوم، بلا غلاف.

        المحاور: شكرا لك.
        """,
        [
            "المحاور: متى بدأت",
            "ليلى حداد: قبل عشرين",
            "المحاور: وما أقدم",
            "ليلى حداد: كتاب في",
            "المحاور: شكرا لك.",
        ],
    ),
    "timestamps on a line of their own before the name": (
        """
        00:00:02
        Priya Raman
        Welcome back. Today we talk about lighthouses.

        00:00:09
        Owen Tarr
        Glad to be here. I have kept one for thirty years.

        00:00:15
        Priya Raman
        Thirty! Who taught you?

        00:00:18
        Owen Tarr
        The fog did, mostly.
        """,
        [
            "Priya Raman: Welcome back.",
            "Owen Tarr: Glad to",
            "Priya Raman: Thirty! Who",
            "Owen Tarr: The fog",
        ],
    ),
    "names with a timestamp, text on the next line": (
        """
        Priya Raman  0:02
        Welcome back. Today we talk about lighthouses.

        Owen Tarr  0:09
        Glad to be here.

        0:15
        I have kept one for thirty years.

        Priya Raman  0:21
        Who taught you?

        Owen Tarr  0:24
        The fog did.
        """,
        ["Priya Raman: Welcome back.", "Owen Tarr: Glad to", "Priya Raman: Who taught", "Owen Tarr: The fog"],
    ),
    "timestamps in brackets before the name": (
        """
        [00:00:02] Speaker 1: Is this on?
        [00:00:04] Speaker 2: It is. Go ahead.
        [00:00:07] Speaker 1: What do you grow?
        [00:00:09] Speaker 2: Quinces. Nobody else does.
        [00:00:12] Speaker 1: Why not?
        [00:00:13] Speaker 2: You cannot eat them raw.
        """,
        [
            "Speaker 1: Is this",
            "Speaker 2: It is.",
            "Speaker 1: What do",
            "Speaker 2: Quinces. Nobody",
            "Speaker 1: Why not?",
            "Speaker 2: You cannot",
        ],
    ),
    "joint speakers and an audience": (
        """
        Moderator: Who wants to answer first?

        Ida Brandt: I will. We lost the map on the first day.

        Jonas Weil: And found it on the last.

        Ida and Jonas: In the soup!

        Audience: [laughter]

        Audience Member: Which soup?

        Jonas Weil: Lentil.

        Moderator: Thank you both.
        """,
        [
            "Moderator: Who wants",
            "Ida Brandt: I will.",
            "Jonas Weil: And found",
            "Ida and Jonas: In the",
            "Audience Member: Which soup?",
            "Jonas Weil: Lentil.",
            "Moderator: Thank you",
        ],
    ),
    "what looks like a label and is none": (
        """
        Ana Duarte: Let us talk about the clock tower.

        Felix Grau: Gladly. It was built twice.

        For example: the left wall is older than the right one.

        Note: the bells were never finished.

        The agenda of the council said it plainly: no more bells.

        Ana Duarte: When does it strike?

        Felix Grau: At 12:30 and at 6:15, see https://example.org/tower for the rest.

        10:00 was once tried. Nobody woke.

        John 3:16 is written on the beam.

        Ana Duarte: Thank you.
        """,
        [
            "Ana Duarte: Let us",
            "Felix Grau: Gladly. It",
            "Ana Duarte: When does",
            "Felix Grau: At 12:30",
            "Ana Duarte: Thank you.",
        ],
    ),
    "only the interviewer is labelled": (
        """
        Q: How did you learn to fold paper ships?

        My brother folded them from tickets. I watched.

        He never explained anything.

        Q: Do they float?

        For a minute. That is enough.

        Q: What comes next?

        A fleet.
        """,
        ["Q: How did", "Guest: My brother", "Q: Do they", "Guest: For a", "Q: What comes", "Guest: A fleet."],
    ),
    "two people of one surname": (
        """
        Interviewer: You run the bakery together. Who gets up first?

        Nora Finch: I do.

        Paul Finch: She does, at three.

        Interviewer: And who closes?

        Paul: I do, at noon.

        Nora: He sleeps until six.

        Interviewer: A fair split.
        """,
        [
            "Interviewer: You run",
            "Nora Finch: I do.",
            "Paul Finch: She does,",
            "Interviewer: And who",
            "Paul Finch: I do,",
            "Nora Finch: He sleeps",
            "Interviewer: A fair",
        ],
    ),
    "a misspelt name is the same person": (
        """
        Gwendolyn Archer: Where do you find the glass?

        Mateusz Kowal: On the beach, after storms.

        Gwendolin Archer: Every storm?

        Mateusz Kowal: Only from the west.

        Gwendolyn Archer: Why the west?

        Mateusz Kowal: Ask the sea.
        """,
        [
            "Gwendolyn Archer: Where do",
            "Mateusz Kowal: On the",
            "Gwendolyn Archer: Every storm?",
            "Mateusz Kowal: Only from",
            "Gwendolyn Archer: Why the",
            "Mateusz Kowal: Ask the",
        ],
    ),
    "a name, a dash, the text": (
        """
        Lena Voss — Where did the river go?

        Piet Haan — Underground, after the mine closed.

        Lena Voss — Can one hear it?

        Piet Haan — On quiet nights.

        Lena Voss — Would you show me?

        Piet Haan — Bring boots.
        """,
        [
            "Lena Voss: Where did",
            "Piet Haan: Underground, after",
            "Lena Voss: Can one",
            "Piet Haan: On quiet",
            "Lena Voss: Would you",
            "Piet Haan: Bring boots.",
        ],
    ),
    "a screenplay": (
        """
        INT. LIGHTHOUSE - NIGHT

        MARA
        Did you wind the lamp?

        TOBIN
        Twice. It stops when nobody looks.

        MARA
        (whispering)
        Then look.

        TOBIN
        I am looking.
        """,
        ["> INT. LIGHTHOUSE", "MARA: Did you", "TOBIN: Twice. It", "MARA: Then look.", "TOBIN: I am"],
    ),
    "a chat log with names in angle brackets": (
        """
        <ada> is the build green?
        <grace> not yet, one test fails.
        <ada> which one?
        <grace> the slow one.
        """,
        ["ada: is the", "grace: not yet,", "ada: which one?", "grace: the slow"],
    ),
    "hard-wrapped turns without blank lines": (
        """
        Ines Moura: We begin with the oldest question of them
        all, and I hope that you will forgive me for it. Why
        bells?
        Karl Stein: Because they outlast the people who cast
        them. I like that: a sound with no owner.
        Ines Moura: Do you own one?
        Karl Stein: No. One owns me.
        """,
        ["Ines Moura: We begin", "Karl Stein: Because they", "Ines Moura: Do you", "Karl Stein: No. One"],
    ),
}

MARKDOWN: dict[str, tuple[str, list[str]]] = {
    "bold questions and unlabelled answers": (
        """
        # Six minutes with a mapmaker

        We met Rosa Lind in her attic.

        **What do you draw first?**

        The water. Everything else leans on it.

        Then the paths.

        **And what do you leave out?**

        Fences.

        **Always?**

        Always. *Nearly* always.
        """,
        [
            "> We met",
            "Interviewer: What do",
            "Rosa Lind: The water.",
            "Interviewer: And what",
            "Rosa Lind: Fences.",
            "Interviewer: Always?",
            "Rosa Lind: Always. Nearly",
        ],
    ),
    "questions as headings": (
        """
        ## Who are you?

        I mend sails in a small harbour.

        ## What do you use?

        Needles, wax, and a bench that was my aunt's.

        It squeaks.

        ## What would you change?

        The weather.
        """,
        [
            "Interviewer: Who are",
            "Guest: I mend",
            "Interviewer: What do",
            "Guest: Needles, wax,",
            "Interviewer: What would",
            "Guest: The weather.",
        ],
    ),
    "a list whose items begin with bold words": (
        """
        **Vera:** What belongs in the box?

        **Emil:** Three things:

        - **Warm thread:** it holds better.
        - **Good light:** without it you guess.
        - **Patience:** there is no shop for it.

        **Vera:** Nothing else?

        **Emil:** A biscuit.
        """,
        ["Vera: What belongs", "Emil: Three things:", "Vera: Nothing else?", "Emil: A biscuit."],
    ),
    "italic labels with timestamps in brackets": (
        """
        *Runa Dahl (0:00:04)*: Hello and welcome.

        *Ezra Lowe (0:00:06)*: Thanks for having me.

        *RD (0:00:09)*: What is a tide table?

        *EL (0:00:12)*: A promise by the moon.
        """,
        ["Runa Dahl: Hello and", "Ezra Lowe: Thanks for", "Runa Dahl: What is", "Ezra Lowe: A promise"],
    ),
    "two turns on one line": (
        """
        **Sol Price:** Ready?

        **Mia Trent:** Always.

        **Sol Price:** Then tell us about the kiln. **Mia Trent:** It is older than I am.

        **Sol Price:** And hotter?

        **Mia Trent:** On most days.
        """,
        [
            "Sol Price: Ready?",
            "Mia Trent: Always.",
            "Sol Price: Then tell",
            "Mia Trent: It is",
            "Sol Price: And hotter?",
            "Mia Trent: On most",
        ],
    ),
    "a table with a speaker column": (
        """
        | Speaker | Text |
        | --- | --- |
        | Hanne | What is the oldest knot? |
        | Ruben | The one in your shoe. |
        | Hanne | And the best? |
        | Ruben | The one that opens again. |
        """,
        ["Hanne: What is", "Ruben: The one", "Hanne: And the", "Ruben: The one"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_plain_text_is_read_as_a_careful_person_would(case: str) -> None:
    text, expected = CASES[case]
    assert _said(_read(text)) == expected


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown_is_read_as_a_careful_person_would(case: str) -> None:
    text, expected = MARKDOWN[case]
    assert _said(_read(text, "interview.md")) == expected
