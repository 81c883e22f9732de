"""Text without no-break spaces."""


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")
