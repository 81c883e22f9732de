"""Copies of a whole site: to another engine, to an archive and back.

One form serves them all, whichever the engine: each table as lines of JSON in the order of its keys. The
hash of these lines is the hash of the table, so that two databases are compared by reading them.
"""
