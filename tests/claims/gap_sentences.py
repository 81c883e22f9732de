"""Sentences that tell how far numbers stand apart, all right: as `sentences` has them."""

GAPS = {
    "base_in_parentheses": (
        "52",
        3,
        "La part des entreprises (10 salariés et plus) engagées dans un partenariat est de 43 % "
        "dans la région : c'est six points de mieux que la France (37 %).",
    ),
    "gap_before_its_two_numbers": (
        "44",
        3,
        "Dans le Grand Est, les dirigeants d'entreprise devancent de 8 points leurs homologues "
        "nationaux (89 % contre 81 %) sur la capacité d'innovation des alliances.",
    ),
    "share_that_goes_up_and_down": (
        "75",
        3,
        "Les Néo-Aquitains placent l'emploi en tête des fragilités prioritaires (47 %). Ce taux "
        "monte à 65 % du côté associatif mais tombe à 27 % chez les chefs d'entreprise.",
    ),
    "quotation": (
        "93",
        2,
        "« Avec 91 % de dirigeants convaincus que les alliances sont source d'innovation, PACA "
        "fait dix points de plus que la France », se félicite la vice-présidente.",
    ),
    "three_regions": (
        "93",
        4,
        "Les entreprises d'au moins 10 salariés de PACA (45 %) et celles de Nouvelle-Aquitaine "
        "(45 %) sont à égalité pour la pratique des partenariats, deux points devant celles des "
        "Pays de la Loire (43 %).",
    ),
    "two_gaps_in_a_sentence": (
        "52",
        3,
        "65 % des habitants des Pays de la Loire considèrent que les alliances sont source "
        "d'innovation, quatre points en deçà de la moyenne nationale, et dix points de moins "
        "qu'en Bourgogne-Franche-Comté.",
    ),
    "delay_in_points": (
        "44",
        5,
        "Les associations du Grand Est sont moins nombreuses qu'ailleurs à avoir noué des "
        "partenariats : 31 %, contre 38 % pour la France entière, soit 7 points de retard. Les "
        "entreprises de 10 salariés et plus sont, elles, dans la moyenne (36 %, pour 37 % en "
        "France).",
    ),
    "signs_in_figures": (
        "93",
        6,
        "Écart le plus marqué : celui des dirigeants, à +10 points par rapport à la France sur "
        "l'innovation par les alliances (91 % vs 81 %). À l'inverse, les responsables associatifs "
        "sont à -3 points (83 % vs 86 %).",
    ),
    "gap_between_audiences": (
        "FR",
        3,
        "Les maires (87 %) devancent de 18 points les citoyens (69 %) lorsqu'on leur demande si "
        "les alliances sont source d'innovation.",
    ),
    "from_one_to_the_other": (
        "52",
        3,
        "De 37 % chez les dirigeants d'entreprise à 59 % chez les responsables associatifs, en "
        "passant par 40 % chez les citoyens, la part de ceux qui citent l'emploi comme fragilité "
        "prioritaire varie beaucoup en Pays de la Loire.",
    ),
    "short_side": (
        "44",
        3,
        "Côté maires, 81 % partagent l'idée que les alliances sont source d'innovation, soit six "
        "points de moins que la moyenne nationale, qui est de 87 %.",
    ),
    "gap_between_regions": (
        "93",
        4,
        "L'emploi est la première fragilité citée par les citoyens de PACA : 57 %, contre 47 % en "
        "Nouvelle-Aquitaine et 40 % en Pays de la Loire. L'écart entre PACA et les Pays de la "
        "Loire atteint 17 points.",
    ),
    "reference_to_another_region": (
        "93",
        4,
        "Les dirigeants de PACA sont les plus convaincus : ils sont 91 % à voir dans les "
        "alliances une source d'innovation, soit 10 points de plus que la moyenne nationale et 26 "
        "points de plus que leurs homologues de Nouvelle-Aquitaine (65 %).",
    ),
    "headings_and_pronouns": (
        "52",
        5,
        "Les entreprises\n"
        "\n"
        "Elles sont 43 % à avoir un partenariat avec une association, parmi celles qui comptent "
        "au moins 10 salariés. La moyenne nationale est inférieure de six points (37 %).\n"
        "\n"
        "Les citoyens\n"
        "\n"
        "Ils sont 65 % à considérer que les alliances sont source d'innovation. C'est moins que "
        "la moyenne nationale (69 %).",
    ),
    "inhabitants_and_colleagues": (
        "44",
        4,
        "Interrogés sur l'innovation par les alliances, 69 % des Alsaciens, Lorrains et "
        "Champardennais répondent oui, comme 69 % des Français. Quant aux maires, leur adhésion "
        "(81 %) reste inférieure de 6 points à celle de leurs collègues de l'ensemble du "
        "territoire national.",
    ),
    "gap_exceeded": (
        "52",
        3,
        "Dans la région, la part des responsables associatifs qui font de l'emploi la fragilité "
        "prioritaire (59 %) dépasse de 22 points celle des dirigeants d'entreprise (37 %).",
    ),
    "gaps_in_parentheses": (
        "44",
        6,
        "Le Grand Est se distingue : ses responsables associatifs sont 95 % à considérer que les "
        "alliances sont source d'innovation (+9 points par rapport à la moyenne nationale), ses "
        "dirigeants d'entreprise 89 % (+8 points) mais ses maires 81 % seulement (-6 points).",
    ),
    "fractions_restated": (
        "75",
        4,
        "Un quart des associations (26 %) et près d'une entreprise de plus de 10 salariés sur "
        "deux (45 %) ont mis en place des relations partenariales en Nouvelle-Aquitaine.",
    ),
    "gap_between_two_of_a_pair": (
        "52",
        3,
        "Le rapport ligérien montre un écart de 3 points entre les dirigeants (80 %) et les "
        "responsables associatifs (77 %) quant à la capacité des alliances à être source "
        "d'innovation.",
    ),
    "gaps_in_an_order": (
        "27",
        6,
        "Les alliances sont source d'innovation pour 75 % des citoyens, 82 % des dirigeants d'entreprise et "
        "95 % des responsables associatifs de la région. C'est respectivement 6 points, 1 point et 9 points "
        "de plus que dans l'ensemble du pays.",
    ),
    "gap_to_those_of_another_place": (
        "27",
        3,
        "Les citoyens de Bourgogne-Franche-Comté (75 %) devancent de 10 points ceux des Pays de la Loire "
        "(65 %) lorsqu'on leur demande si les alliances sont source d'innovation.",
    ),
}
