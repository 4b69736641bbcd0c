"""What a script may not say: a stranger may have written it, who has no say in machine and services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from audio.cast.names import listed
from audio.cast.settings.layers import FILES, Layer, values_at
from audio.cast.settings.model import SettingPath, Settings
from audio.cast.settings.yaml_text import dotted
from audio.errors import Problem

MAY_SAY = (
    "show", "listing", "narrator", "speakers", "expression", "pronunciations", "pauses", "loudness",
    "chapters", "narration", "music",
)  # fmt: skip
"""Settings that may stand in a script; whatever else there is has to be the user's own."""

OPTIONS = {
    "chapters.by": "--chapters",
    "loudness.target": "--loudness",
    "output.bitrate": "--bitrate",
    "output.files": "--files",
    "output.formats": "--format",
    "output.sample_rate": "--sample-rate",
    "signing.certificate": "--sign-cert",
    "signing.key": "--sign-key",
}
"""Settings whose option on the command line has another name; messages say what the user typed."""

_VOICES = (("narrator", "voice"), ("speakers", "*", "voice"))


def refused_in_script(script: Layer, others: Sequence[Layer]) -> Iterator[Problem]:
    """Give a problem for everything in a script's front matter that only the user may say, with its place.

    These are engines, services, keys and what is written where, and paths out of the script's folder.
    `others` are the user's layers: the engines they name are those that a script's voices may be of.
    """
    data = script.data if isinstance(script.data, Mapping) else {}
    for key in data:
        if key in Settings.model_fields and key not in MAY_SAY:
            yield _refused(script, (key,), "may not stand in a script", _places(key))
    for path, written in (found for where in FILES for found in values_at(data, where)):
        if isinstance(written, str) and leads_out(script.folder, written):
            yield _refused(
                script,
                path,
                f"is {written!r}, outside the script's folder",
                ["in voices.yaml, if you mean it"],
            )
    used = _engines_of(others)
    for path, voice in (found for where in _VOICES for found in values_at(data, where)):
        engine, _, name = voice.partition(":") if isinstance(voice, str) else ("", "", "")
        if engine.strip() and engine.strip() not in used:
            who = path[1] if path[0] == "speakers" else "Narrator"
            what = f"is a voice of {engine.strip()}, and this show uses {listed(used)}"
            yield _refused(script, path, what, ["in voices.yaml", f"as --voice '{who}={voice.strip()}'"])
        elif voice_leads_out(script.folder, name.strip()):
            yield _refused(script, path, "is a file outside the script's folder", ["in voices.yaml"])


def leads_out(folder: Path, written: str | Path) -> bool:
    """Tell whether a path, seen from a folder, leads out of it, by itself or by a link, or nowhere."""
    try:
        return not (folder / Path(written).expanduser()).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a user whom nobody knows, a null byte
        return True


def voice_leads_out(folder: Path, name: str) -> bool:
    """Tell whether a voice is a file outside a folder, by a path that is seen from the working folder."""
    is_path = "/" in name or "\\" in name or name.partition("#")[0].endswith(".onnx")
    return is_path and leads_out(folder, name if name.startswith("~") else Path.cwd() / name)


def _refused(layer: Layer, path: SettingPath, what: str, places: Sequence[str]) -> Problem:
    remedy = f"write it {listed(places, last='or')}"
    return Problem(layer.source, layer.line(path), f"{dotted(path)} {what}: {remedy}.")


def _places(key: str) -> list[str]:
    """Say where else a setting may stand: in the settings file or, where there is one, as an option."""
    options = [option for name, option in OPTIONS.items() if name.partition(".")[0] == key]
    if key == "engine":
        options = ["--engine"]
    return ["in voices.yaml", *(f"as {option}" for option in options)]


def _engines_of(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Give the engines that layers name, for all or by a voice; one for a draft takes none of them away."""
    named = [engine for layer in layers for _, engine in values_at(layer.data, ("engine",))]
    own = [layer for layer in layers if layer.reason != "option" and list(values_at(layer.data, ("engine",)))]
    voices = [voice for layer in layers for where in _VOICES for _, voice in values_at(layer.data, where)]
    used = [
        *([] if own else [Settings.model_fields["engine"].default]),
        *named,
        *(str(v).partition(":")[0] for v in voices),
    ]
    return tuple(dict.fromkeys(str(engine).strip() for engine in used if engine))
