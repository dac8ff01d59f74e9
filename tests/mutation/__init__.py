"""Breaks each triage rule in every small way and looks whether a case or a row notices."""
