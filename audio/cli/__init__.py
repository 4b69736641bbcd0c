"""The command line: click and nothing else; every command calls one public function of the house."""

from audio.cli.app import main

__all__ = ["main"]
