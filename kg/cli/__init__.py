"""The command ``kg``: one file a group of verbs, and the only code that prints."""
