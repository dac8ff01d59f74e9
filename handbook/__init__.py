"""The handbook: all of the knowledge as pages that a clinician can read and sign off."""
