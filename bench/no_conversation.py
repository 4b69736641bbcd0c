"""Count in how many texts that hold no conversation the reader invents speakers.

    python bench/no_conversation.py [--most N] [--largest BYTES] [--seed S] [--quiet] [FOLDER ...]

Read are `tests/readings/negatives/` and, below the folders given (by default the site packages of the
running Python and `/usr/share/doc`), files that are no conversation by their kind: read-mes, licences,
notices, change logs, lists of authors, code, and documentation in Markdown and reStructuredText. A sample
of at most `--most` files is read, none larger than `--largest`, none twice. Printed are the files in which
somebody speaks, with who and how often, and how many of how many. A file that the reader refuses has no
speakers.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
import re
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from audio.errors import VivavoceError
from audio.script import read_bytes

OWN = Path(__file__).resolve().parents[1] / "tests" / "readings" / "negatives"
_KIND = re.compile(
    r"(?i)(readme|licen[cs]e|copying|copyright|notice|change(s|log)|news|history|authors|contribut|todo|security|install)"
    r"|\.(md|rst)(\.gz)?$"
)
_SUFFIXES = ("", ".txt", ".md", ".rst", ".gz", ".markdown", ".html")


def candidates(folders: Iterable[Path], largest: int) -> Iterator[Path]:
    """Give the files below the folders that are no conversation by their names, in order."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            fits = _KIND.search(path.name) and path.suffix.lower() in _SUFFIXES and path.is_file()
            if fits and 0 < path.stat().st_size <= largest:
                yield path


def contents(paths: Iterable[Path], largest: int) -> Iterator[tuple[Path, bytes]]:
    """Give the files with their bytes, unpacked, each content once."""
    met: set[bytes] = set()
    for path in paths:
        try:
            data = path.read_bytes()
            if path.suffix == ".gz":
                with gzip.open(path) as packed:
                    data = packed.read(largest)
        except (OSError, EOFError):
            continue
        digest = hashlib.sha256(data).digest()
        if digest not in met:
            met.add(digest)
            yield path, data


def speakers(path: Path, data: bytes) -> Counter[str]:
    """Give who speaks in a file and how often."""
    try:
        script = read_bytes(data, path.name.removesuffix(".gz"))
    except VivavoceError:
        return Counter()
    return Counter(turn.speaker for turn in script.turns if not turn.narration)


def main() -> None:
    """Print the files and how many."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = [Path(sysconfig.get_paths()["purelib"]), Path("/usr/share/doc")]
    parser.add_argument("folders", nargs="*", type=Path, default=default)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--largest", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="print the counts only")
    asked = parser.parse_args()
    found = list(candidates(asked.folders, asked.largest))
    random.Random(asked.seed).shuffle(found)  # noqa: S311 - a sample, not secrets
    for name, paths in (("own", sorted(OWN.iterdir())), ("found", found)):
        read = invented = 0
        for path, data in contents(paths, asked.largest):
            if read == asked.most:
                break
            read += 1
            who = speakers(path, data)
            invented += bool(who)
            if who and not asked.quiet:
                print(f"{path}: {', '.join(f'{each} ({count})' for each, count in who.most_common(4))}")
        print(f"{name}: somebody speaks in {invented} of {read} files without a conversation")


if __name__ == "__main__":
    main()
