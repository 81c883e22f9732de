"""Under what terms the data may be used again."""

NAME = "Licence Ouverte 2.0 (Etalab)"
SPDX = "etalab-2.0"
ADDRESS = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
