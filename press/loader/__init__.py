"""The press room's data files into the database, all or nothing.

What is stored already is left as it is, whatever the files say, and loading twice changes nothing; what
was deleted comes back. What is wrong is refused with its file, line, column or key, and what was expected.
"""

from press.loader.press import FOLDER, Loaded, load_demonstration, load_press
from regions.loader import LoadError

__all__ = ["FOLDER", "LoadError", "Loaded", "load_demonstration", "load_press"]
