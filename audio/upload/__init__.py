"""What is published, brought to where people fetch it: a folder, an object store, an SFTP server."""

from audio.upload.choosing import Item, items_in
from audio.upload.sending import Sending, plan_sending, send
from audio.upload.target import Target, open_target

__all__ = ["Item", "Sending", "Target", "items_in", "open_target", "plan_sending", "send"]
