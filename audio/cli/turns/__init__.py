"""Commands about single turns: heard, walked through, spoken in other ways."""
