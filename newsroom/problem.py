"""The errors that end a start with one clear line."""

from __future__ import annotations


class StartProblem(Exception):
    """Something outside the code prevents the start; the text is for the operator."""


class EnvironmentProblem(StartProblem):
    """One environment variable has a value that cannot be used."""

    def __init__(self, name: str, fault: str) -> None:
        """`fault` completes a sentence that begins with the variable's `name`."""
        super().__init__(f"{name} {fault}")
        self.name = name
