"""What a person takes away: the plan on paper, in the calendar, and a page for the clinician."""
