"""Mentions to facts: the tape, the rule language, the extractor, status, coordination."""
