"""``python -m tawatur``: the command line."""

from tawatur.serve.cli import main

if __name__ == "__main__":
    main()
