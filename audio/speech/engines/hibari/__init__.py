"""hibari: small English voices for drafts."""
