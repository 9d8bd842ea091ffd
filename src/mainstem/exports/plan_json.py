"""The plan as JSON, and back."""

from __future__ import annotations

import json

from mainstem.errors import UsageError
from mainstem.model import Plan
from mainstem.text.plan_doc import plan_from_dict, plan_to_dict

MEDIA = "application/json"


def write(plan: Plan) -> str:
    """The plan as an indented JSON object; :func:`mainstem.text.plan_doc.plan_to_dict` says what is in it."""
    return json.dumps(plan_to_dict(plan), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def read_json(text: str) -> Plan:
    """The plan that :func:`write` wrote; raises UsageError for any other text."""
    try:
        return plan_from_dict(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            "the JSON", f"is not a plan ({error!r})", "Give what `--format json` wrote"
        ) from error
