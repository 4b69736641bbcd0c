"""Write the table of first names that nobody keeps by hand, from the lists of mimesis.

    pip install mimesis && python bench/first_names.py

Each name stands once, without accents, under the gender of the lists that have it, or as `unknown` where
lists of both have. Those of two letters are left out, since most of them are words or initials as well, and
those that the project's own table of common names has.
"""

from __future__ import annotations

import json
import textwrap
from importlib.metadata import distribution
from pathlib import Path

from audio.cast.names import fold
from audio.tables import rows

TABLE = Path(__file__).parent.parent / "audio" / "cast" / "voices" / "listed_names.tsv"
_WIDTH = 100


def main() -> None:
    """Write the table, with the licence of the lists at its head."""
    lists = distribution("mimesis")
    there = [file for file in lists.files or () if file.match("datasets/*/person.json")]
    (licence,) = [file for file in lists.files or () if "licenses" in file.parts]
    common = {name for row in rows("audio.script.names", "first_names.tsv") for name in row["names"].split()}
    found: dict[str, str] = {}
    for file in sorted(there):
        names = json.loads(file.read_text("utf-8")).get("names", {})
        for gender in ("female", "male"):
            for first in (fold(name).partition(" ")[0] for name in names.get(gender, ())):
                found[first] = gender if found.get(first, gender) == gender else "unknown"
    told = f"Made by bench/first_names.py from the lists of first names of mimesis {lists.version}.\n\n"
    head = [f"# {line}".rstrip() for line in (told + licence.read_text("utf-8")).splitlines()]
    lines = [*head, "gender\tnames"]
    for gender in ("female", "male", "unknown"):
        names = (
            name for name, its in found.items() if its == gender and len(name) > 2 and name not in common
        )
        lines += [
            f"{gender}\t{line}"
            for line in textwrap.wrap(" ".join(sorted(names)), _WIDTH, break_on_hyphens=False)
        ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
