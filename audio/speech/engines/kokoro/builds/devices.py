"""Graphics processors that the installed ONNX Runtime can compute with, if it can."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from audio.speech.engines.onnx import runtime

logger = logging.getLogger(__name__)

CPU = "CPUExecutionProvider"
_GPU = {
    "CUDAExecutionProvider": "NVIDIA graphics processor (CUDA)",
    "ROCMExecutionProvider": "AMD graphics processor (ROCm)",
    "MIGraphXExecutionProvider": "AMD graphics processor (MIGraphX)",
    "CoreMLExecutionProvider": "Apple processor (Core ML)",
    "DmlExecutionProvider": "graphics processor (DirectML)",
}
"""ONNX Runtime's providers that may be faster than the processor, the first that is there first."""
_PLAIN = "onnxruntime"
_PACKAGES = (_PLAIN, *(f"{_PLAIN}-{kind}" for kind in ("gpu", "directml", "migraphx", "rocm", "silicon")))
"""Packages that bring the module `onnxruntime`, each with other providers."""


def device_name(provider: str) -> str:
    """Give what people call a provider."""
    return _GPU.get(provider, "processor")


def provider_options(provider: str) -> dict[str, str]:
    """Give the options of a provider: CUDA shall not search the best algorithm anew for every new length."""
    return {"cudnn_conv_algo_search": "DEFAULT"} if provider == "CUDAExecutionProvider" else {}


@dataclass(frozen=True, slots=True)
class Gpu:
    """What is known of a graphics processor."""

    provider: str = ""
    """ONNX Runtime's name of the one that can be used; empty where there is none."""
    problem: str = ""
    """Why one that there may be is not used, and what to do, in a sentence; empty where nothing is wrong."""


@cache
def gpu() -> Gpu:
    """Look for a graphics processor: the first provider that loads."""
    packages = runtime_packages()
    if _PLAIN in packages and len(packages) > 1:
        names = " and ".join(packages)
        return Gpu(
            problem=f"{names} are both installed and overwrite each other, so the processor speaks. "
            f"Run `pip uninstall -y {' '.join(packages)}`, then install the one you want (docs/gpu.md)."
        )
    if sys.platform != "darwin" and packages.keys() <= {_PLAIN}:  # which has none there
        return Gpu()
    there = [provider for provider in _GPU if provider in runtime().get_available_providers()]
    for provider in there:
        if _loads(provider):
            return Gpu(provider)
    if not there:
        return Gpu()
    return Gpu(
        problem=f"ONNX Runtime has {there[0]}, but it does not load, so the processor speaks. "
        "docs/gpu.md says what it needs."
    )


def _loads(provider: str) -> bool:
    """Tell whether a session gets the provider: ONNX Runtime takes the processor where it fails."""
    options = runtime().SessionOptions()
    options.log_severity_level = 4
    try:
        session = runtime().InferenceSession(_nothing(), options, providers=[provider, CPU])
    except Exception:  # ONNX Runtime's errors have no root of their own
        logger.debug("%s fails", provider, exc_info=True)
        return False
    return bool(session.get_providers()[0] == provider)


def _nothing() -> bytes:
    """Give a model that hands its input on."""
    from audio.speech.engines.kokoro.builds import onnx_format as onnx  # noqa: PLC0415 - seldom needed

    model = onnx.ModelProto(ir_version=8)
    model.opset_import.add(domain="", version=13)
    model.graph.name = "nothing"
    model.graph.node.append(onnx.make_node("Identity", ["x"], ["y"], "y", {}))
    model.graph.input.append(onnx.make_value("x", onnx.FLOAT, [1]))
    model.graph.output.append(onnx.make_value("y", onnx.FLOAT, [1]))
    data: bytes = model.SerializeToString()
    return data


@cache
def runtime_packages() -> Mapping[str, str]:
    """Give the packages of ONNX Runtime that are installed, with their versions."""
    found: dict[str, str] = {}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
