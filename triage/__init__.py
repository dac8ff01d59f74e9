"""The decision of Footwise: what to ask, how urgent it is, which exercises fit. No Rasa inside."""

from triage.answers import Answers, UnknownAnswer
from triage.assess import assess
from triage.decide import Decision, care_country, care_words, decide
from triage.library import Library, load_library
from triage.model import Urgency
from triage.questions import next_questions
from triage.yaml_source import KnowledgeError

__all__ = [
    "Answers",
    "Decision",
    "KnowledgeError",
    "Library",
    "UnknownAnswer",
    "Urgency",
    "assess",
    "care_country",
    "care_words",
    "decide",
    "load_library",
    "next_questions",
]
