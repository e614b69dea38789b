"""Who did what to whom, and who says so: triggers, participants, circumstances and status of events."""
