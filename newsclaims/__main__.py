"""`python -m newsclaims`."""

import sys

from newsclaims.cli import main

if __name__ == "__main__":
    sys.exit(main())
