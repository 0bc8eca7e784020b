"""Answering questions that strangers ask: in a child process with limits, and over HTTP on this machine."""
