"""Attribution: who is reported as saying what, read from the marked text by lexicons and rules."""
