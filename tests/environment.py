import os


def of_the_machine():
    """Variables for a process started as an operator would: none that the tests set for themselves."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
