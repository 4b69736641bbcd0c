"""Vivavoce: a written interview becomes a podcast episode.

The rooms, in the order in which an interview passes through them: `script` (who says what), `cast`
(who has which voice), `speech` (the takes), `mix` (the programme), `publish` (the files).
"""

__version__ = "0.1.0"
