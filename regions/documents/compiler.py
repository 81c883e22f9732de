"""typst in a process of its own, which takes its fonts and what it remembers with it: kept in a worker of the
site, they grow with each document (65 MB for the first, 200 more after a dozen).

A program: reads one call as JSON, writes the bytes; a typst error is its exit message.
"""

import json
import sys

import typst

if __name__ == "__main__":
    call = json.load(sys.stdin)
    try:
        made = getattr(typst, call.pop("function"))(**call)
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(made.encode() if isinstance(made, str) else made)
