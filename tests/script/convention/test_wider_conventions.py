"""Conventions of parliaments, courts, meeting software, small magazines, and of other languages."""

from __future__ import annotations

import pytest
from talks import read as _read
from talks import said as _said

from audio.script import Script, read_bytes


def _names(script: Script) -> list[str]:
    return [who.name for who in script.speakers]


def test_a_bold_prompt_without_a_question_mark_is_a_question_where_others_are() -> None:
    script = _read(
        """
        <html><body><article><h1>Nebel</h1>
        <p><b>Was fehlt Ihnen am meisten?</b><br>Der Nebel. Der Turm war dann nur meiner.</p>
        <p><b>Heute läuft alles von selbst.</b><br>Ja, und es läuft gut, das muss man sagen.</p>
        <p><b>Was machen Sie jetzt?</b><br>Ich gebe Führungen für Kinder und Neugierige.</p>
        </article></body></html>
        """,
        "nebel.html",
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 3
    assert _said(script)[2][1] == "Heute läuft alles von selbst."


@pytest.mark.parametrize(("asking", "answering"), [("*", "-"), ("●", "▲"), ("▶", "◀"), ("🎙️", "🦋")])
def test_symbols_before_questions_and_answers_are_labels_and_are_not_spoken(
    asking: str, answering: str
) -> None:
    pairs = [
        ("What is the fog?", "A kind of wall."),
        ("And the light?", "A door."),
        ("Who keeps it?", "I do."),
    ]
    text = "\n\n".join(f"{asking} {question}\n\n{answering} {answer}" for question, answer in pairs)
    script = _read(text)
    assert _said(script) == [
        turn for question, answer in pairs for turn in (("Interviewer", question), ("Guest", answer))
    ]


def test_a_question_on_its_line_is_answered_on_the_next() -> None:
    script = _read(
        """
        Hoe bent u molenaar geworden?
        ‘Door een lekke band, en door geduld.’

        Is het gevaarlijk?
        ‘Het is zwaar en het is hoog.’

        Kunt u ervan leven?
        ‘Nee. Ik geef ook les op een school.’
        """
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 3


def test_numbered_questions_in_hindi_are_one_interviewer() -> None:
    turns = "\n\n".join(f"प्रश्न {number}. यह कैसे हुआ?\n\nउत्तर: धीरे धीरे, और बहुत काम से।" for number in range(1, 5))
    script = _read(turns)
    assert len(_said(script)) == 8
    assert len(_names(script)) == 2


def test_page_numbers_and_running_heads_are_not_spoken() -> None:
    script = _read(
        """
                                  41
                  Pell - Direct

             MS. HART: Where were you on the night of the flood,
        and who was with you?

             MR. PELL: At the depot. I had the keys with me, and

                                  42
                  Pell - Direct

        I locked the yard at two.

             MS. HART: And then?
        """
    )
    assert "At the depot. I had the keys with me, and" in _said(script)[1][1]
    assert not any("Pell - Direct" in turn.text or "42" in turn.text for turn in script.turns)
    assert [item.reason for item in script.dropped].count("page header") == 2


def test_a_title_in_capitals_with_a_colon_is_nobody() -> None:
    script = _read(
        """
        FLOOD MAPS: WHO HAS THEM?

            Mrs. Calder. Welcome back to this room, all of you.
            Mr. Ives. Thank you, it is good to be here again.
            Mrs. Calder. What happened to the river in the spring of that year?
            Mr. Ives. It rose, and nobody had a map of the old channel.
        """
    )
    assert _names(script) == ["Mrs. Calder", "Mr. Ives"]


def test_a_label_may_hold_brackets_in_brackets() -> None:
    script = _read(
        """
        The Chair (Mr. Alan Boyd (Northfield, Lib.)): We begin with the ferries. Is there a plan?

        Ms. Joan Hale (Wells, Con.): There is a plan, and there is a boat.

        The Chair: Does the boat float?

        Ms. Joan Hale: It has not been tried.
        """
    )
    assert _names(script) == ["The Chair", "Ms. Joan Hale"]


def test_an_office_before_a_name_is_the_person_in_brackets() -> None:
    script = _read(
        """
        House of Commons
        Wednesday 3 February

        The Minister for Ferries (Joan Hale)
        I met the operators last week, and they promised a timetable.

        Alan Betts (Wells) (Con)
        I am grateful. When will the ferry follow?

        Joan Hale
        It is being painted.

        Alan Betts
        It has been painted for years. Is there an end to it?
        """
    )
    assert _names(script) == ["Joan Hale", "Alan Betts"]


def test_a_french_chamber_names_its_speakers_before_a_full_stop() -> None:
    script = _read(
        """
        Mme la présidente. La parole est à M. Roussel.

        M. Étienne Roussel. Trois gares ont perdu leur guichet. Comptez-vous les rouvrir ?

        Mme Claire Fontenoy, ministre déléguée chargée des transports. Deux rouvriront en septembre.

        M. Étienne Roussel. Et le troisième ?

        Mme Claire Fontenoy. Il sera remplacé.

        Mme la présidente. La séance continue.
        """
    )
    assert _names(script) == ["Mme la présidente", "M. Étienne Roussel", "Mme Claire Fontenoy"]


def test_a_brazilian_chamber_writes_an_article_before_the_title() -> None:
    script = _read(
        """
              O SR. PRESIDENTE (Anselmo Prates. PSB - PE) - Declaro aberta a reunião de hoje.

              A SRA. LÍVIA CAMARGO - Obrigada. Eu trouxe números e uma fotografia da ponte.

              O SR. JOÃO LEAL (PDT - CE) - Onde fica essa ponte, doutora?

              A SRA. LÍVIA CAMARGO - Fica em Quixadá, perto do rio.
        """
    )
    assert len(_names(script)) == 3
    assert [name for name in _names(script) if "CAMARGO" in name] == ["SRA. LÍVIA CAMARGO"]


def test_meeting_software_writes_the_surname_first_and_notes_that_are_not_spoken() -> None:
    script = _read(
        """
        WEBVTT

        00:00:01.000 --> 00:00:03.000
        <v Okafor, Ngozi (HR)>What were you thinking?</v>

        00:00:04.000 --> 00:00:06.000
        <v Lund, Erik>That it would be a month.</v>

        00:00:07.000 --> 00:00:08.000
        <v Okafor, Ngozi (HR)>Sure.</v>
        """,
        "call.vtt",
    )
    assert _names(script) == ["Ngozi Okafor", "Erik Lund"]


def test_a_device_is_a_speaker_where_every_cue_has_a_label() -> None:
    labels = ["Sam Whitcombe", "Elena Ruiz"] * 8
    labels[9] = "iPhone (2)"
    cues = [
        f"00:00:{2 * at:02d}.000 --> 00:00:{2 * at + 1:02d}.000\n{label}: It was in the spring of that year."
        for at, label in enumerate(labels)
    ]
    script = _read("WEBVTT\n\n" + "\n\n".join(cues) + "\n", "zoom.vtt")
    assert "iPhone" in " ".join(_names(script))


def test_an_org_list_is_a_conversation_with_its_own_front_matter() -> None:
    script = _read(
        """
        #+TITLE: Notes from the trial: a talk
        #+AUTHOR: Jonas Pihl

        * The phone call

        - Jonas :: Your trial stopped early. Was that good news?
        - Elena :: It was, as it happens. The board saw that
          it would have been wrong to go on.
        - Jonas :: What about side effects?
        - Elena :: Headaches in the first week, and nothing else.
        """,
        "trial.org",
    )
    assert script.title == "Notes from the trial: a talk"
    assert [who.split()[0] for who, _ in _said(script)] == ["Jonas", "Elena"] * 2


def test_a_heading_about_the_author_is_no_question() -> None:
    script = _read(
        """
        # Ten questions

        ### 1. What happened to the first loaf?

        It was a brick.

        ### 2. Who taught you?

        An old man who hardly spoke.

        ### About the author

        Odile Marchetti writes about work and breakfast.
        """,
        "ten.md",
    )
    assert len(_said(script)) == 4


def test_two_names_with_a_plus_speak_together_and_a_swapped_letter_is_a_misprint() -> None:
    script = _read(
        """
        BEX: When did you first hear it?

        MARIT: On a bus, of all places.

        LINUS: Strict, and funny when you least expected it.

        BEX: How do you practise?

        LINUS: Long notes, with the window open.

        LINUS + MARIT: TEN MINUTES!

        BEX: Is there a scene?

        LINSU: There is a Tuesday. One bar, twenty people.

        BEX: And then?

        LINUS: Then it is over.
        """
    )
    assert _names(script) == ["BEX", "MARIT", "LINUS", "LINUS + MARIT"]


@pytest.mark.parametrize(
    "line",
    ["(Discussion held at the bench.)", "The committee adjourned.", "(1105)", "END OF TAPE 1, SIDE A"],
)
def test_what_only_reports_the_proceedings_is_not_spoken(line: str) -> None:
    script = _read(
        f"""
        MS. HART: Where were you on that night?

        MR. PELL: At the depot, as always.

        {line}

        MS. HART: And who else had a key?

        MR. PELL: The cleaners had one.
        """
    )
    assert not any(line.strip("().") in turn.text for turn in script.turns)
    assert [item.text for item in script.dropped] == [line]


def test_a_witness_and_the_answers_are_one_voice() -> None:
    script = _read(
        """
             Q.   Did you lock the yard?
             A.   I did, at two in the morning.
             Q.   Is there a record of it?
             MR. DOYLE: Objection.
             THE COURT: Overruled. You may answer.
             THE WITNESS: There is the log.
             Q.   Is it signed?
             A.   It should be.
        """
    )
    answers = {turn.speaker for turn in script.turns if turn.text in ("There is the log.", "It should be.")}
    assert answers == {"THE WITNESS"}


def test_who_examines_is_told_on_a_line_of_its_own_and_asks_from_there() -> None:
    script = _read(
        """
        NORA QUILL, sworn

        EXAMINATION BY MS. HART

        Q. Did you lock the yard?

        A. I did, at two in the morning.

        THE CORONER: Who saw it?

        THE WITNESS: My dog, sir.

        CROSS-EXAMINED BY MR. DOYLE

        Q. Is the dog here?

        A. He is asleep.

        MR. DOYLE: Thank you.

        MS. HART: Let him sleep.
        """
    )
    witness = _said(script)[1][0]
    assert [who for who, _ in _said(script)] == [
        "MS. HART", witness, "THE CORONER", witness, "MR. DOYLE", witness, "MR. DOYLE", "MS. HART",
    ]  # fmt: skip


def test_who_asked_may_stand_in_a_sentence_before_the_conversation() -> None:
    script = _read(
        """
        # The keeper

        This interview by Nora Quill first appeared in our spring issue.

        **What does fog do?**

        It listens to you.

        **And the light?**

        It answers, when it feels like it.
        """,
        "keeper.md",
    )
    assert _said(script)[0][0] == "Nora Quill"


@pytest.mark.parametrize(
    "text",
    [
        """
        CONTRACT, STRICT LIABILITY, OR TORT
        (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
        OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

        The library is free software under the terms of the licence as published by the
        Free Software Foundation; version 2 of the License, or any later version. See the
        rest of this page for what the
        other files of it may be used for.
        """,
        """
        # tinycal 2.4.0

        **Breaking:** `week()` now returns an integer.

        **Added:** leap-week support for the calendar.

        **Fixed:** a crash on 29 February. Why was it wrong? The table was old.

        **Fixed:** the wrong week in New Zealand.
        """,
        """
        | lint | description | level |
        |---|---|---|
        | all | every lint that is on by default, most of them useful | **warn** |
        | correctness | code that is outright wrong or has no use at all | **deny** |
        | perf | code that can be written to run faster than it does | **warn** |
        | style | code that should be written in a plainer way | **warn** |
        """,
        """
        # bufferly

        ## How do I install it?

        With the usual command.

        ```
        pip install bufferly
        ```

        ## Do I need it?

        Hopefully not.

        ## Why not the other one?

        It does less.

        ## What does it cost?

        Nothing.
        """,
    ],
)
def test_licences_change_logs_tables_and_manuals_have_no_speakers(text: str) -> None:
    assert _names(_read(text, "README.md")) == []


def test_questions_in_square_brackets_lead_their_answers() -> None:
    script = _read(
        """
        [You've looked after this lock for how long now?] Seventeen years in
        May. Before that it was my uncle.

        [You keep a logbook, I understand.] I do. I write down every boat.

        [Is it dangerous work?] It's slow work with one quick minute in it.

        [Do they tell you things?] All sorts.
        """
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 4
    assert _said(script)[2][1] == "You keep a logbook, I understand."


def test_letters_are_their_senders() -> None:
    script = _read(
        """
        On 4 Nov 2013, at 7:00, Colin Reith <colin@post.example> wrote:

        Dear Ruth,

        When did you stop being afraid of the oven?

        On 6 Nov 2013, at 8:13, Ruth Bevan <ruth@bakehouse.example> wrote:

        I haven't. It was lit before either of us was born.

        On 9 Nov 2013, at 9:26, Colin Reith <colin@post.example> wrote:

        Who eats at the long table?

        On 10 Nov 2013, at 10:39, Ruth Bevan <ruth@bakehouse.example> wrote:

        Whoever is there.
        """
    )
    assert [who for who, _ in _said(script)] == ["Colin Reith", "Ruth Bevan"] * 2


def test_an_introduction_is_spoken_though_its_last_sentence_is_a_footers() -> None:
    script = _read(
        """
        # Talking to Ines Duarte about maps

        By Paul Hegarty

        *Ines Duarte draws maps of footpaths. This interview has been edited for length.*

        ![The footbridge at dusk](bridge.jpg)

        **PH:** Hello there, what did you draw first?

        **ID:** A garden. It had one path and two gates.

        **PH:** And then?

        **ID:** Then the village, and then the hill behind it.
        """,
        "maps.md",
    )
    assert script.turns[0].text.startswith("Ines Duarte draws maps")
    assert _names(script) == ["Paul Hegarty", "Ines Duarte"]
    assert [item.reason for item in script.dropped if "footbridge" in item.text] == ["picture"]
    assert script.chapters[-1].title == "What did you draw first?"


def test_a_list_of_who_took_part_is_not_spoken() -> None:
    script = _read(
        """
        <html><body><article><h1>A call about pumps</h1>
        <p><strong>Operator</strong></p><p>Good morning, and welcome to all of you.</p>
        <p><strong>Howard Pike</strong> -- <em>Chief Executive</em></p><p>It was a wet quarter. Questions?</p>
        <p><strong>Operator</strong></p><p>The first is from Suresh Iyer. Go ahead.</p>
        <p><strong>Howard Pike</strong> -- <em>Chief Executive</em></p><p>Then we sell pumps, as ever.</p>
        <h2>Call participants:</h2>
        <p><strong>Howard Pike</strong> -- <em>Chief Executive</em></p>
        <p>All earnings call transcripts</p>
        </article></body></html>
        """,
        "call.html",
    )
    assert len(_said(script)) == 4
    assert _names(script) == ["Operator", "Howard Pike"]


def test_questions_in_a_numbered_list_are_answered_below_each() -> None:
    script = _read(
        """
        # Een molenaar

        1. Waarom wilde je molenaar worden?

        Omdat ik van lawaai houd.

        2. Hoe lang duurt het?

        Twee jaar, als het waait.

        3. Wat ging er mis?

        Mijn jas zat ertussen.
        """,
        "mail.md",
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 3


def test_whom_a_single_label_names_is_spoken_of_where_questions_are_set_apart() -> None:
    script = _read(
        """
        WERE YOU A QUIET STUDENT?

        Ask anybody. I practised in the laundry room, for the echo.

        WHO CHANGED YOUR MIND?

        Professor Adair. I handed in a handsome graph, and he gave it back to me.

        WHAT WAS THE HARDEST SOUND?

        A squeak that came at two in the morning, and only then.
        """
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 3


def test_who_answers_may_be_named_in_bold_before_the_first_answer_alone() -> None:
    script = _read(
        """
        # Lights

        **What does fog do?**

        **Nora Quill:** It listens to you, and it never answers.

        **And the light?**

        It talks to ships.

        **Who keeps it?**

        I do, with a cat.
        """,
        "talk.md",
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Nora Quill"] * 3
    assert _said(script)[1][1] == "It listens to you, and it never answers."


def test_headings_ask_several_who_have_labels_to_answer() -> None:
    script = _read(
        """
        # Two keepers

        ## What does fog do?

        **Nora:** It listens to you.

        **Ben:** And it never answers.

        ## Who keeps the light?

        **Ben:** She does. I keep the cat.

        **Nora:** The cat keeps him.

        ## What will you miss?

        **Nora:** The stairs.
        """,
        "talk.md",
    )
    assert [who for who, _ in _said(script)] == [
        "Interviewer", "Nora", "Ben", "Interviewer", "Ben", "Nora", "Interviewer", "Nora",
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["–", "…", "...", "→"])
def test_a_sign_parts_a_question_from_its_answer(sign: str) -> None:
    pairs = [("Tea or rain?", "Rain."), ("Which stair?", "The last."), ("Who sings?", "The lamp.")]
    script = _read("\n\n".join(f"{at}. {q} {sign} {a}" for at, (q, a) in enumerate(pairs, 1)))
    assert [text for _, text in _said(script)] == [text for pair in pairs for text in pair]


def test_what_leads_up_to_quotations_asks_without_a_question_mark() -> None:
    script = _read(
        """
        ― 요즘도 라디오를 고치러 오는 사람이 있나.

        “하루에 두세 명은 옵니다.”

        ― 어떻게 이 일을 시작했나.

        “형의 라디오를 몰래 뜯었다가 못 맞췄습니다.”

        ― 후계자가 있나.

        “고등학생 하나가 토요일마다 옵니다.”
        """
    )
    assert [who for who, _ in _said(script)] == ["Interviewer", "Guest"] * 3


def test_a_line_of_a_name_and_a_time_is_above_a_post_also_of_somebody_who_writes_once() -> None:
    posts = [
        ("MarrowAndProud", "Twenty years with the keys. Ask away!"),
        ("TeaAtFour", "What's the longest anyone has waited for a plot?"),
        ("MarrowAndProud", "Fourteen years. By then she was old enough to refuse."),
        ("Bindweed2", "Do you have the power to throw people off?"),
        ("MarrowAndProud", "I do, and it takes three letters."),
    ]
    thread = "\n\n".join(
        f"{name} · 04/03/2024 20:{at}4\n\n{said}" for at, (name, said) in enumerate(posts, 1)
    )
    assert _said(read_bytes(thread.encode(), "thread.txt")) == posts


def test_a_word_in_capitals_is_somebodys_initials_where_the_file_declares_some() -> None:
    script = _read(
        """
        Orla Finch (OF): How old is the tower?

        Tam Brook (TB): Four hundred years.

        BAD: How do you reach it?

        TB: There is a stair.

        OF: Thank you.
        """
    )
    assert [who for who, _ in _said(script)] == ["Orla Finch", "Tam Brook", "BAD", "Tam Brook", "Orla Finch"]
