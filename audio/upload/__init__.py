"""Files brought to where people fetch them: a folder, an object store, an SFTP server."""

from audio.upload.items import Item, item_of
from audio.upload.sending import Sending, plan_sending, send
from audio.upload.target import Target, open_target

__all__ = ["Item", "Sending", "Target", "item_of", "open_target", "plan_sending", "send"]
