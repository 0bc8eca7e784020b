"""The folder a build leaves behind: made whole beside the old one, then put in its place."""
