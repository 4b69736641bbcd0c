"""Vivavoce: a written interview becomes a podcast episode.

The rooms, in the order in which an interview passes through them: `script` (who says what), `cast`
(who has which voice), `speech` (the takes), `mix` (the programme), `publish` (the files).
"""

import os

# From version 1.29 on, ONNX Runtime reports its use to Microsoft, with an identifier of the machine that it
# keeps in the cache folder. It reads this once, when it is imported; a user who has set it has decided.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"
