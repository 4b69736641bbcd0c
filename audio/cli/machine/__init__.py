"""Commands about this machine and its user: what it has, and whose settings are trusted."""
