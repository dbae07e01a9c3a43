"""`python -m chutier`."""

from chutier.cli import main

if __name__ == "__main__":
    main()
