"""What every section of the settings has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator


class Part(BaseModel):
    """A frozen part of the settings that refuses names it does not know.

    A key with nothing after it counts as left out, so that a section whose lines are all commented out is no
    mistake. Its validator is built when it is first used, which takes a while: within the whole, in most runs
    with that alone. So a section that is a default is constructed without it.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: Any) -> Any:
        if data is None:
            return {}
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_truth_values(cls, value: Any, info: ValidationInfo) -> Any:
        """Python takes true for 1; where nothing asks for a yes or no it is a slip."""
        asked = get_args(cls.model_fields[str(info.field_name)].annotation)
        if isinstance(value, bool) and bool not in asked:
            raise ValueError("a truth value")
        return value
