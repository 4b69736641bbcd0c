"""How many heteronyms are said right, of the sentences that the rules were made with and of those set aside.

    python bench/heteronyms.py [open|held]

`before` is what the engine says by itself, `after` what the rules make of it; `worse` what was right before
and is wrong after. Sentences of the open half that are wrong are printed, of the half set aside only counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from audio.speech.engines.phonemes import read_english
from audio.speech.spoken.form import spoken
from audio.speech.spoken.heteronyms import readings_of
from audio.tables import rows_of

TABLE = Path(__file__).resolve().parents[1] / "tests" / "speech" / "spoken" / "heteronym_sentences.tsv"


def said_as(text: str, word: str) -> str:
    """Give the reading in which a word of a text is heard; empty where it is none of the table."""
    readings = readings_of(word)
    for reading in read_english(text):
        if reading.text.strip("“”\"'.,;:!?()—").split("'")[0].lower() == word:
            heard = reading.phonemes.strip('“”".,;:!?()—').replace("ˌ", "")
            near = {name: sounds.replace("ˌ", "") for name, sounds in readings.items()}
            return next((name for name, sounds in near.items() if heard.startswith(sounds)), "")
    return ""


def main(halves: list[str]) -> None:
    """Print the figures of each half."""
    for half in halves or ["open", "held"]:
        count: Counter[str] = Counter()
        for row in rows_of(TABLE.read_text("utf-8")):
            if row["half"] != half:
                continue
            before = said_as(row["sentence"], row["word"]) == row["reading"]
            after = said_as(spoken(row["sentence"], phonemes=True).text, row["word"]) == row["reading"]
            count.update(all=1, before=before, after=after, worse=before and not after)
            if half == "open" and not after:
                was = "was right" if before else "wrong"
                print(f"  {was}: {row['word']} ({row['reading']}): {row['sentence']}")
        shares = " → ".join(f"{count[when] / count['all']:.1%}" for when in ("before", "after"))
        print(f"{half}: {dict(count)}, {shares}")


if __name__ == "__main__":
    main(sys.argv[1:])
