"""Render the same interview with Vivavoce and with other programs that speak with Kokoro, in turn.

    python bench/peers.py [--words N] [--pairs N] [--folder FOLDER] [SCRIPT]

Each peer gets an environment of its own in FOLDER (`peers` in the system's folder for temporary files by
default), made once; kokoro-tts needs the system's library libportaudio2. All use the same weights,
Vivavoce's. A peer gets the words of the interview without its labels, in one voice, and writes WAV;
Vivavoce gives every speaker a voice and makes the whole episode, with an empty cache of takes. Whole
processes are measured: seconds of wall clock and of processor, peak of memory; the ratios are those of
medians of all pairs. SCRIPT is `seeds/mending-the-internet.txt` by default, and N words of it, all by
default; three pairs by default.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from processes import environment, make_cache

from audio import library
from audio.models import models_folder
from audio.speech import fetch_engine
from audio.speech.engines.kokoro.files import MODEL

ROOT = Path(__file__).resolve().parents[1]
VOICE = "am_michael"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program."""

    packages: tuple[str, ...]
    """With their versions, as pip takes them; the first is what it is called."""
    command: Callable[[Path, Path, Path], Sequence[str]]
    """Gives the command, for the folder of its programs, that of text and voices, and the file to write."""


def _kokoro_tts(programs: Path, folder: Path, target: Path) -> Sequence[str]:
    files = ["--model", str(MODEL.path), "--voices", str(folder / "voices.bin")]
    return [str(programs / "kokoro-tts"), str(folder / "text.txt"), str(target), "--voice", VOICE, *files]


_BY_LIBRARY = """
import sys
from pathlib import Path
import soundfile
from kokoro_onnx import Kokoro
text, target, voice, model, voices = sys.argv[1:]
samples, rate = Kokoro(model, voices).create(Path(text).read_text("utf-8"), voice, lang="en-us")
soundfile.write(target, samples, rate)
"""
"""What the library's own examples do."""


def _kokoro_onnx(programs: Path, folder: Path, target: Path) -> Sequence[str]:
    given = (folder / "text.txt", target, VOICE, MODEL.path, folder / "voices.bin")
    return [str(programs / "python"), "-c", _BY_LIBRARY, *map(str, given)]


PEERS = (
    Peer(("kokoro-tts==2.3.2",), _kokoro_tts),
    Peer(("kokoro-onnx==0.6.1", "soundfile"), _kokoro_onnx),
)
"""abogen 1.3.1 has windows and no command; audiblez 0.4.9 gets other weights from a site of its own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    wall: float
    processor: float
    """Seconds, of all its threads."""
    peak: float
    """MB."""
    speech: float
    """Seconds of sound that it wrote."""


def measured(command: Sequence[str], target: Path, variables: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end. Raises `RuntimeError` where it fails or writes nothing."""
    target.unlink(missing_ok=True)
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        told = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode or not target.exists():
        raise RuntimeError(f"{command[0]} failed: {told.decode(errors='replace')[-500:]}")
    with av.open(str(target)) as sound:
        speech = (sound.duration or 0) / 1e6
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak, speech)


def ours(folder: Path) -> Cost:
    """Render with an empty cache of takes."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        cache, target = Path(name) / "cache", folder / "episode.mp3"
        make_cache(cache)
        script = str(folder / "script.txt")
        command = [sys.executable, "-m", "audio", "render", script, "-o", str(target), "-q"]
        return measured(command, target, environment(cache))


def prepare(folder: Path, script: Path, words: int | None) -> None:
    """Write the script, its text without labels, and all voices in one file."""
    plan = library.plan(script)
    said, count = [], 0
    for turn in plan.script.turns:
        if words is None or count < words:
            said.append((turn.speaker, " ".join(paragraph.text for paragraph in turn.paragraphs)))
            count += len(said[-1][1].split())
    (folder / "script.txt").write_text("\n\n".join(f"{name}: {text}" for name, text in said), "utf-8")
    (folder / "text.txt").write_text("\n\n".join(text for _, text in said), "utf-8")
    fetch_engine("kokoro")
    files = sorted((models_folder() / "kokoro" / "voices").glob("*.bin"))
    styles = {file.stem: np.fromfile(file, np.dtype("<f4")).reshape(510, 1, 256) for file in files}
    with (folder / "voices.bin").open("wb") as out:
        np.savez(out, **styles)
    print(f"{count} words, {len(said)} turns", flush=True)


def installed(peer: Peer, folder: Path) -> Path:
    """Give the folder of a peer's programs, installed now where it is not yet."""
    place = folder / peer.packages[0]
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    if not (place / "ready").exists():
        venv.create(place, clear=True, with_pip=True)
        subprocess.run([str(programs / "python"), "-m", "pip", "install", "-q", *peer.packages], check=True)
        (place / "ready").touch()
    return programs


def told(name: str, costs: Sequence[Cost]) -> str:
    """Write the medians of a program."""
    wall, processor, peak, speech = (
        statistics.median(getattr(cost, part) for cost in costs) for part in Cost.__slots__
    )
    return (
        f"{name:18} {wall:7.1f} s wall {processor:7.1f} s processor {peak:6.0f} MB {speech:7.1f} s of sound"
    )


def main(script: Path, words: int | None, pairs: int, folder: Path) -> None:
    """Print the figures of all pairs, the medians and the ratios."""
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder, script, words)
    ours(folder)  # makes the build where there is none yet
    for peer in PEERS:
        name = peer.packages[0]
        programs = installed(peer, folder)
        mine: list[Cost] = []
        theirs: list[Cost] = []
        for _ in range(pairs):
            mine.append(ours(folder))
            target = folder / f"{name}.wav"
            theirs.append(measured(peer.command(programs, folder, target), target))
            print(told("vivavoce", mine[-1:]), told(name, theirs[-1:]), sep="\n", flush=True)
        print("medians", told("vivavoce", mine), told(name, theirs), sep="\n")
        for part in ("wall", "processor", "peak"):
            one, other = (
                statistics.median(getattr(cost, part) for cost in costs) for costs in (mine, theirs)
            )
            print(f"{part}: {one / other:.2f} of {name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("script", nargs="?", type=Path, default=ROOT / "seeds" / "mending-the-internet.txt")
    parser.add_argument("--words", type=int)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "peers")
    given = parser.parse_args()
    main(given.script, given.words, given.pairs, given.folder)
