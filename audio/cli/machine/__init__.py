"""Commands about this machine and its user: what it has, whose settings are trusted, how a show begins."""
