"""Run the command as `python -m audio`."""

from audio.cli import main

if __name__ == "__main__":
    main()
