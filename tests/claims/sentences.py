"""Sentences of many shapes whose numbers are all right: by name, the region of the release, how many numbers
they hold, and the text."""

SHARES = {
    "contrast_of_places": (
        "27",
        5,
        "En Bourgogne-Franche-Comté, trois quarts des citoyens pensent que les alliances sont "
        "source d'innovation ; ils ne sont que 69 % au niveau national. Les associations y sont "
        "encore plus sensibles : 95 % de leurs responsables (contre 86 % en moyenne en France), "
        "là où les chefs d'entreprise affichent 82 %.",
    ),
    "number_that_restates_a_fraction": (
        "93",
        5,
        "Neuf dirigeants sur dix (91 %) jugent que les partenariats sont un levier d'innovation. "
        "Les élus suivent de près, avec 89 %. Viennent ensuite les associations (83 %), puis les "
        "habitants (70 %).",
    ),
    "order_within_a_sentence": (
        "93",
        4,
        "Le taux de partenariats des entreprises d'au moins 10 salariés atteint 45 % en PACA et "
        "celui des associations 47 %, quand il plafonne à respectivement 37 % et 38 % dans "
        "l'Hexagone.",
    ),
    "number_before_its_subject": (
        "75",
        2,
        "45 % : c'est la proportion d'entreprises de 10 salariés et plus de Nouvelle-Aquitaine "
        "ayant noué un partenariat avec une association. Elle n'est que de 37 % à l'échelle du "
        "pays.",
    ),
    "list_that_ends_with_its_region": (
        "44",
        4,
        "Emploi d'abord : 93 % des maires, 71 % des responsables associatifs, 67 % des dirigeants "
        "et 51 % des habitants du Grand Est en font le premier domaine de co-construction.",
    ),
    "audience_behind_a_colon": (
        "FR",
        8,
        "Mécénat (67 %), pratiques responsables (29 %), coopération économique (26 %) et "
        "innovation sociétale (25 %) : voilà comment se répartissent les partenariats côté "
        "associations partenaires. Côté entreprises partenaires, l'ordre change : pratiques "
        "responsables (45 %), mécénat (30 %), coopération économique (25 %) et innovation "
        "sociétale (16 %).",
    ),
    "pronoun_of_a_share": (
        "24",
        4,
        "Interrogés en 2016, 93 % des maires du Centre-Val de Loire déclarent que leur territoire "
        "porte une dynamique de co-construction ; la moyenne française s'élève à 76 %. Pour 50 % "
        "d'entre eux, elle ne fait que commencer. Seuls 7 % répondent par la négative.",
    ),
    "bullets_with_a_lead_in": (
        "52",
        6,
        "Part de ceux qui voient dans les alliances une source d'innovation :\n"
        "- citoyens : 65 % (France : 69 %)\n"
        "- responsables associatifs : 77 % (France : 86 %)\n"
        "- dirigeants : 80 % (France : 81 %)",
    ),
    "spelt_numbers": (
        "FR",
        4,
        "Quarante-trois pour cent des partenariats associatifs sont locaux et quarante-sept pour "
        "cent régionaux ; l'échelon national (22 %) et l'international (4 %) ferment la marche.",
    ),
    "rounded_fraction": (
        "FR",
        4,
        "Près de sept Français sur dix (69 %) considèrent que les alliances sont source "
        "d'innovation. Près d'une entreprise sur deux de plus de 1 000 salariés (49 %) a mis en "
        "place des partenariats.",
    ),
    "answer_carried_by_also": (
        "FR",
        4,
        "À la question de savoir où l'action des entreprises doit porter en priorité, les "
        "dirigeants répondent l'emploi à 61 %. Les responsables associatifs aussi (46 %), devant "
        "le développement économique (38 %) et le lien social (23 %).",
    ),
    "missing_spaces": (
        "75",
        2,
        "26% seulement des associations néo-aquitaines ont noué un partenariat, et 29% projettent "
        "de le faire d'ici deux ans.",
    ),
    "two_questions_in_a_sentence": (
        "75",
        2,
        "Si 84 % des responsables associatifs de la région voient dans les alliances une source "
        "d'innovation, ils ne sont que 26 % à déclarer que leur association a mis en place des "
        "relations partenariales.",
    ),
    "marks_out_of_ten": (
        "FR",
        3,
        "Les Français notent les fragilités de leur territoire sur 10. La sécurité recueille "
        "6,6/10, derrière l'emploi (7,1/10) et à égalité avec le pouvoir d'achat (6,6/10).",
    ),
    "region_without_figures": (
        "28",
        4,
        "Aucun résultat n'est encore publié pour la Normandie. Au plan national, 37 % des "
        "entreprises d'au moins 10 salariés ont des partenariats avec des associations, soit 89 "
        "000 entreprises, et 38 % des associations, soit 267 000.",
    ),
    "order_of_answers": (
        "27",
        4,
        "La coopération économique (44 %) et l'innovation sociétale (34 %) y sont nettement plus "
        "répandues parmi les entreprises partenaires qu'en France, où elles ne concernent "
        "respectivement que 25 % et 16 % d'entre elles.",
    ),
    "two_sides_of_a_partnership": (
        "75",
        3,
        "Seules 26 % des associations de la région ont un partenariat avec une entreprise, alors "
        "que près de la moitié (45 %) des entreprises d'au moins 10 salariés en ont un avec une "
        "association.",
    ),
    "question_and_answer": (
        "FR",
        3,
        "Qui a répondu ? 304 élus. Que disent-ils ? À 76 %, que leur territoire est porteur d'une "
        "dynamique de co-construction ; à 87 %, que les alliances sont source d'innovation.",
    ),
    "enumeration_over_sentences": (
        "93",
        4,
        "Pour la région, quatre résultats se détachent. Premièrement, 45 % des entreprises de "
        "plus de 10 salariés ont noué une relation avec une association. Deuxièmement, 47 % des "
        "associations en ont noué une avec une entreprise. Troisièmement, 91 % des dirigeants "
        "tiennent les alliances pour une source d'innovation. Quatrièmement, l'emploi reste la "
        "fragilité prioritaire pour 57 % des habitants.",
    ),
    "former_wave": (
        "FR",
        4,
        "Une association sur deux ou presque (49 %) jugeait en 2009 difficile d'établir un "
        "partenariat ; 52 % pensaient pourtant que ces partenariats allaient s'intensifier. Trois "
        "ans plus tard, 84 % des Français se disaient favorables à ce qu'associations et "
        "entreprises travaillent ensemble.",
    ),
    "past_wave_of_another_place": (
        "93",
        2,
        "En 2015, 45 % des entreprises d'au moins 10 salariés de la région avaient mis en place "
        "des relations partenariales ; elles étaient 21 % en France en 2011.",
    ),
    "order_before_its_names": (
        "27",
        3,
        "Avec respectivement 75 %, 95 % et 82 % de réponses positives, citoyens, responsables "
        "associatifs et dirigeants d'entreprise de Bourgogne-Franche-Comté reconnaissent aux "
        "alliances un rôle de source d'innovation.",
    ),
    "audiences_in_parentheses": (
        "75",
        3,
        "Les citoyens (67 %) et les dirigeants (65 %) sont moins nombreux que les responsables "
        "associatifs (84 %) à juger que les alliances sont source d'innovation.",
    ),
    "audience_at_the_end": (
        "93",
        3,
        "Les Pays de la Loire (43 %) et le Grand Est (36 %) sont derrière PACA (45 %) pour la "
        "part des entreprises d'au moins 10 salariés engagées dans des partenariats.",
    ),
    "sample_then_shares": (
        "FR",
        3,
        "Sur les 304 élus interrogés, 76 % considèrent que leur territoire est porteur d'une "
        "dynamique de co-construction, et 87 % que les partenariats sont source d'innovation.",
    ),
    "others_before_a_colon": (
        "93",
        2,
        "Les associations de la région font mieux que leurs homologues du Grand Est : 47 % "
        "d'entre elles ont mis en place des relations partenariales, contre 31 %.",
    ),
    "uncertain_figures": (
        "84",
        2,
        "En Auvergne-Rhône-Alpes, 36 % des citoyens citent la sécurité comme fragilité "
        "prioritaire et 29 % l'environnement.",
    ),
    "fractions_in_a_quotation": (
        "27",
        2,
        "« Les trois quarts des habitants de notre région voient dans les alliances une source "
        "d'innovation, et c'est 95 % chez les responsables associatifs ! », s'enthousiasme un "
        "élu.",
    ),
    "fractions_of_audiences": (
        "52",
        3,
        "Emploi : une fragilité prioritaire pour quatre habitants sur dix, pour près de six "
        "responsables associatifs sur dix et pour plus d'un tiers des dirigeants d'entreprise.",
    ),
    "list_that_takes_up_another": (
        "93",
        4,
        "En Provence-Alpes-Côte d'Azur, associations et entreprises d'au moins 10 salariés sont "
        "respectivement 47 % et 45 % à avoir mis en place des relations partenariales, contre 38 % et 37 % "
        "au niveau national.",
    ),
    "regions_of_the_sentence_before": (
        "FR",
        3,
        "L'enquête compare la Bourgogne-Franche-Comté, Provence-Alpes-Côte d'Azur et les Pays de la Loire. "
        "Les alliances sont-elles source d'innovation ? Les responsables associatifs de ces trois régions "
        "sont respectivement 95 %, 83 % et 77 % à le penser.",
    ),
    "question_put_to_an_audience": (
        "93",
        2,
        "Les alliances, source d'innovation ? 70 % des habitants en sont convaincus. Même question aux "
        "dirigeants d'entreprise : 91 % de oui.",
    ),
    "reminder_of_the_nation": (
        "27",
        1,
        "Rappelons enfin qu'en France, 267 000 associations sont engagées dans des partenariats avec des "
        "entreprises.",
    ),
    "question_answered_by_a_number": (
        "44",
        3,
        "81 % des maires du Grand Est voient dans les alliances une source d'innovation. Ceux de "
        "Provence-Alpes-Côte d'Azur ? 89 %. Ceux de la France entière ? 87 %.",
    ),
    "mean_whose_number_follows": (
        "44",
        2,
        "31 % des associations de la région ont noué un partenariat avec une entreprise, à comparer à la "
        "moyenne nationale, qui est de 38 %.",
    ),
    "question_that_says_yes": (
        "93",
        1,
        "L'emploi, fragilité prioritaire ? Oui, pour près d'un dirigeant sur deux.",
    ),
    "pronoun_before_its_noun": (
        "75",
        1,
        "Elles sont 26 %, les associations de Nouvelle-Aquitaine qui travaillent déjà avec une entreprise.",
    ),
    "base_told_behind_a_pronoun": (
        "75",
        2,
        "Et les entreprises ? Dans la région, 45 % de celles qui emploient au moins 10 salariés ont engagé "
        "une relation partenariale, pour 37 % en France.",
    ),
    "list_of_the_nation_in_a_release_of_a_region": (
        "75",
        4,
        "Voient dans les alliances une source d'innovation, en Nouvelle-Aquitaine :\n"
        "- responsables associatifs : 84 %\n- citoyens : 67 %\n\n"
        "Répondent oui à cette question en France :\n"
        "- responsables associatifs : 86 %\n- citoyens : 69 %",
    ),
    "base_in_the_heading_of_a_list": (
        "75",
        2,
        "Entreprises de dix salariés et plus\n"
        "- relations partenariales en place dans la région : 45 %\n- moyenne française : 37 %",
    ),
    "counts_of_partnerships": (
        "FR",
        2,
        "En France, il y a environ 1,2 million de partenariats vus par les associations partenaires, plus de "
        "674 000 vus par les entreprises partenaires.",
    ),
    "inhabitants_on_an_order_and_a_part": (
        "93",
        2,
        "91 % des dirigeants voient dans les alliances une source d'innovation ; cette part est de 80 % "
        "chez les Ligériens.",
    ),
}
