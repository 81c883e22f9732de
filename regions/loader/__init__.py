"""The programme's data files into the database, all or nothing.

What is stored already is left as it is, whatever the files say, and loading twice changes nothing; what
was deleted comes back. A wrong row is refused with its file, line, column and what was expected.
"""

from regions.loader.lines import LoadError
from regions.loader.programme import FOLDER, load_programme

__all__ = ["FOLDER", "LoadError", "load_programme"]
