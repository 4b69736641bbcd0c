"""Commands on whole shows: built, and brought to where they are served."""
