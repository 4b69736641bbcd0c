"""Files in which nobody is interviewed give narration or one clear sentence, never invented speakers."""

from __future__ import annotations

import textwrap

import pytest

from audio.errors import ScriptError
from audio.script import read_bytes

FILES: dict[str, tuple[str, str]] = {
    "a novel": (
        "novel.txt",
        """
        Chapter One

        The ferry was late again, and Wilhelmina knew what that meant: soup for one. She put the pot back.

        "You could have waited," said Bruno from the door.

        "I did," she said. "Since Tuesday."

        Bruno: that was what he called himself now. His mother had named him after a saint: Eustace.

        He sat down. Outside: rain. Inside: the clock.

        "What will you do?" he asked.

        Nothing, she thought. Or everything: it came to the same.
        """,
    ),
    "a README": (
        "README.md",
        """
        # kiteworks

        **Fast**: written with care.
        **Small**: no dependencies.
        **Typed**: all of it.

        ## Installation

        Note: Python 3.10 is needed.

        ```
        pip install kiteworks
        ```

        ## Usage

        Example: fold a kite.

        - **fold**: makes a kite
        - **fly**: lets it go
        - **land**: brings it back

        Warning: do not fly in a storm.

        Note: strings tangle.

        ## License

        MIT
        """,
    ),
    "a README with a few questions": (
        "README.md",
        """
        # kiteworks

        Folds kites.

        ## Installation

        Run this:

        ```
        pip install kiteworks
        ```

        ## Usage

        Call fold.

        ## Why another kite?

        The others do not fly.

        ## How do I land it?

        Pull gently.

        ## Contributing

        Open a pull request.

        ## License

        MIT
        """,
    ),
    "a shopping list": (
        "list.txt",
        """
        Shopping

        Milk: 2 litres
        Eggs: 12
        Flour: 1 kg
        Milk: for the neighbour too
        Apples: the red ones
        Eggs: brown

        Fish: ask Tom
        """,
    ),
    "a log file": (
        "server.log",
        """
        2026-01-04 10:00:01 INFO Server: started on port 8080
        2026-01-04 10:00:02 WARN Cache: cold
        2026-01-04 10:00:05 ERROR Mailer: connection refused
        2026-01-04 10:00:09 INFO Server: request served
        INFO: done
        ERROR: failed to close file
        INFO: retrying
        ERROR: gave up
        INFO: bye
        """,
    ),
    "source code": (
        "kite.py",
        """
        import math

        class Kite:
            \"\"\"A kite.

            Args:
                span: width in metres.
            Returns:
                nothing
            \"\"\"

            def __init__(self, span: float) -> None:
                self.span = span

            def lift(self, wind: float) -> float:
                if wind < 0:
                    raise ValueError("wind")
                else:
                    return math.sqrt(wind) * self.span
        """,
    ),
    "a settings file": (
        "settings.yaml",
        """
        Server: localhost
        Port: 8080
        Database:
          Name: kites
          User: admin
        Logging:
          Level: debug
        """,
    ),
    "a recipe": (
        "recipe.txt",
        """
        Pancakes

        Serves: 4
        Prep time: 10 minutes

        Ingredients: flour, milk, two eggs, salt.

        Step 1: Whisk everything. Step 2: wait.

        Tip: the first one is for the cook.

        Method: hot pan, little butter. Flip once.
        """,
    ),
    "a letter": (
        "letter.txt",
        """
        Dear Aunt Rosalind,

        Thank you for the boots: they fit. The harbour is frozen and the gulls walk.

        Yours,
        Henrik

        PS: the dog says hello.
        """,
    ),
    "a glossary": (
        "glossary.txt",
        """
        Anchor: a heavy hook that keeps a ship in place.

        Ballast: weight low in a hull.

        Bow: the front of a ship.

        Keel: the spine of a hull, from bow to stern.

        Mast: the tall pole that carries a sail.
        """,
    ),
    "bible verses": (
        "verses.txt",
        """
        Genesis 1:1 In the beginning was the word on the wall.

        John 3:16 was written beside it.

        Psalm 23: a song.

        Matthew 5:3 and Luke 6:20 tell it twice.
        """,
    ),
    "timestamps without speakers": (
        "captions.txt",
        """
        00:00:00 The old bridge had three arches.

        00:00:04 Two of them fell in the flood of

        00:00:07 nineteen hundred and two.

        00:00:10 Here is the question: why not the third?

        00:00:14 Nobody knows.
        """,
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_nobody_is_invented(kind: str) -> None:
    name, text = FILES[kind]
    script = read_bytes(textwrap.dedent(text).lstrip("\n").encode(), name)
    assert [who.name for who in script.speakers] == []
    assert all(turn.narration for turn in script.turns)
    assert script.doubts, "a file without a conversation is reported as doubtful"


@pytest.mark.parametrize("data", [b"", b"   \n\n\t ", b"\xef\xbb\xbf", b"---\n\n***\n"])
def test_an_empty_file_gives_one_clear_sentence(data: bytes) -> None:
    with pytest.raises(ScriptError) as caught:
        read_bytes(data, "empty.txt")
    message = str(caught.value)
    assert message.startswith("empty.txt: ")
    assert "\n" not in message
