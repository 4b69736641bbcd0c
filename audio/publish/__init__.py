"""From the programme to the files of an episode."""
