"""People with something to take away."""

from __future__ import annotations

import datetime
from typing import Any

from tests.triage.space import LIBRARY, talk

__all__ = ["CALVES", "EMERGENCY", "FIRST_DAYS", "HEEL", "LIBRARY", "TODAY"]
TODAY = datetime.date(2026, 11, 23)
HEEL: dict[str, Any] = talk(
    {
        "location": ["heel_bottom"],
        "side": "right",
        "duration_days": 60,
        "stiffness": ["first_steps"],
        "pain_walk": 4,
        "signs_health": ["diabetes", "unsure:blood_thinner"],
    }
).slots
FIRST_DAYS: dict[str, Any] = talk(
    {"location": ["outer_ankle"], "onset": "injury", "injury_days": 1}
).slots
CALVES: dict[str, Any] = talk(
    {
        "location": ["calf"],
        "stiffness": ["calf"],
        "duration_days": 90,
        "calf_ability": "single_few",
    }
).slots
EMERGENCY: dict[str, Any] = talk({"signs_now": ["cold_pale_blue"]}).slots
