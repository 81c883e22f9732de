"""What is not out yet, or no more."""

from datetime import timedelta

from regions.publication import database_now
from tests.factories import make_figure, make_user


def soon():
    return database_now() + timedelta(days=1)


def close(report, state):
    if state == "withdrawn":
        return report.withdraw(by=make_user(), notice="Erreur.")
    report.approved_at = None if state == "draft" else report.approved_at
    report.publish_at = soon()
    return report.save()


def withdrawn(**kwargs):
    figure = make_figure(**kwargs)
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    return figure
