"""What every section of the settings has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator, model_validator


class Part(BaseModel):
    """A frozen part of the settings that refuses names it does not know.

    A key with nothing after it counts as left out, so that a section whose lines are all commented out is no
    mistake.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

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
    def _refuse_truth_values(cls, value: Any) -> Any:
        """Python takes true for 1; nothing in the settings is a yes or no, so here it is a slip."""
        if isinstance(value, bool):
            raise ValueError("a truth value")  # noqa: TRY004 - pydantic collects ValueError only
        return value
