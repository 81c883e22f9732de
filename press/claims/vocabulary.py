"""The words of audiences, territories and waves, folded; "|" stands between two, "*" for any ending."""

from regions.models import Audience

AUDIENCES = {
    Audience.CITIZENS: "citoyen|citoyenne|habitant|francais|francaise|population|grand public|"
    "particulier|concitoyen|administre",
    Audience.MAYORS: "maire|elu|elue|adjoint|edile|premier magistrat|municipalite|equipe municipale",
    Audience.ASSOCIATIONS: "association|responsable associatif|dirigeant associatif|responsable association|"
    "dirigeant association|president association|associatif|monde associatif|tissu associatif|"
    "cote associatif|acteur associatif|asso",
    Audience.COMPANIES: "entreprise|dirigeant|dirigeante|chef entreprise|cheffe entreprise|"
    "patron|patronne|entrepreneur|"
    "dirigeant entreprise|responsable entreprise|monde economique|acteur economique|pme|societe privee|"
    "employeur prive|boite",
}
NATION = (
    "france|france entiere|moyenne national*|niveau national|echelle national*|plan national|"
    "taux national|chiffre national|"
    "valeur national*|donnee national*|ensemble pays|reste pays|ensemble pays|hexagone|moyenne francais*|"
    "resultat national|"
    "entreprise francaise|association francaise|maire francais|score national|ensemble national|"
    "tendance national*|"
    "repere national|reference national*|part national*|au national|pays entier|"
    "ensemble territoire national|territoire national|"
    "enquete nationale|etude nationale|echantillon national|"
    "moyenne pays|pays|echelle pays|national* etabli*|francais|francaise|tout pays|pays tout entier"
)
OWN = "region|regional|regionale|chez nous|notre territoire|ici|nos|notres"
# Inhabitants and adjectives of each region, by INSEE code.
INHABITANTS = {
    "11": "francilien*",
    "24": "centrais*",
    "27": "bourguignon*|franc-comtois*|comtois*",
    "28": "normand*",
    "32": "picard*|ch'ti*|nordiste*",
    "44": "alsacien*|lorrain*|champenois*|champardennais*",
    "52": "ligerien*",
    "53": "breton*",
    "75": "neo-aquitain*|aquitain*|limousin*|poitevin*|picto-charentais*",
    "76": "occitan*|languedocien*",
    "84": "auvergnat*|rhonalpin*|auvergnat-rhonalpin*|auvergnat*-rhonalpin*",
    "93": "provenca*|azureen*|sudiste*",
    "94": "corse*",
}
FORMER_WAVE = (
    "arpea|programme precedent|vague precedente|precedente vague|precedente enquete|"
    "ans plus tot|ans auparavant|ans avant"
)
PRESENT_WAVE = "phare|aujourd hui|desormais|actuellement"
# Those whose figures are not the observatory's.
OTHER_SOURCES = (
    "insee|eurostat|dares|drees|ined|credoc|cereq|urssaf|acoss|ocde|banque de france|pole emploi|"
    "france travail|recherches et solidarites|cour des comptes|recensement|prefecture|sondage d[eu]|barometre"
)
# What a sentence is made of that says again, of others, what was said before: how parts are told, who
# answers, that they agree, when and where. Beginnings of words, of four letters or more.
SAID_AGAIN = (
    "sont|cela|faut|etai|etre|sera|avoir|avai|aura|ayant|font|faire|fait|dire|dise|disa|dit|pens|jug|estim|declar|affirm|repon|repos|"
    "partag|adher|adhes|souscri|croi|croy|cit|donn|convain|approuv|approb|confirm|reconn|exprim|voi|voy|avis|opinion|"
    "vision|vue|constat|idee|sentiment|regard|analys|convict|percept|lectur|choix|choisi|sens|point|question|accord|"
    "oppos|sujet|theme|domaine|part|proportion|taux|score|chiffr|pourcent|niveau|resultat|valeur|nombr|moyen|majorit|"
    "minorit|propos|adopt|suffrag|attei|grimp|mont|pass|tomb|recul|descen|baiss|augment|progress|elev|etabli|situ|"
    "affich|enregistr|compt|obten|obtien|relev|mesur|represent|concern|recueil|rassembl|reun|ressort|retrouv|observ|"
    "arriv|plac|class|vien|vena|suiv|preced|rejoi|rest|mainti|stabl|identi|sembl|compar|infer|super|dessus|dessous|"
    "ecart|hausse|avance|retard|gagn|devan|derri|devanc|depass|double|plus|moins|environ|pres|quasi|encor|seul|tout|tous|trois|quatr|cinq|ceux|"
    "cell|celu|leur|elle|cett|meme|autre|prem|secon|deuxi|troisi|derni|ensembl|dont|quan|cote|parmi|chez|dans|pour|"
    "avec|sans|sous|entre|selon|apres|avant|depui|lors|alors|vague|enquet|etude|edition|sond|interrog|consult|echantil|"
    "region|territ|pays|nation|echell|plan|voisi|homolog|entier|franc|aujour|desorm|deja|touj|annee|ensui|enfin|aussi|"
    "egalem|ainsi|donc|mais|tandis|comme|contr|soit|notamm|rappel|precis|note|indiqu|montr|revel|publi|puis|chos|noue|base|lire|prude|appel|invit|arrond|effect|test|marge|demontr|signif|certai|incert|pose|mention|design|invoq|evoq|parl|retien|collegu|pairs|voila|reserv|pren|vous|deux|confond|recev|recoi|respons|egal|person|"
    "gens|acteur|structur|organis|group|categor|taille|salari|respectiv|grand|petit|large|nett|legere|logiqu|presen"
)
NOT_OWN = (
    "rapport",
    "etude",
    "reunion",
    "conseil",
    "etape",
    "delegation",
    "communique",
    "journee",
    "presse",
    "volet",
    "direction",
)
