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
# The words of a sentence that goes on about what was said before, of others: who, how many, when and where;
# those of three letters or fewer are left out.
_GOES_ON = """
acteurs actuellement adhesion affiche affichent ailleurs ainsi alors annee annees appelle apres arrete
arrive arrivent arrondi atteignent atteindre atteint attendent augmente aujourd aussi autour autre
autres avaient avait avance avant avec avoir avoisine baisse base bien cela celle celles celui cependant
certaines certains cette ceux chacun chacune chez chiffre chiffres cinq citent collegues comme
comparable comparables compte concerne concernees concernent concernes confondues considerent contre
convaincues convaincus cote culmine dans davantage declarent deja depasse depuis dernier derniere
dernieres derniers derriere descend descendent designent desormais dessous dessus deux deuxieme
deuxiemes devance devant dire disent domaine donc donne ecart ecarts echelle edition effectif effectifs
effet egalement eleve elevent elle elles encore enfin enquete enregistre ensemble ensuite entier entiere
entre environ estiment etablie etablissent etablit etaient etait etre etude faire faut fois font fort
forte frole gagne grimpe grimpent hausse homologues hors idem identique identiques indique inferieur
inferieure interrogees interroges inverse invite jugent largement legerement leur leurs lire logiquement
loin lors lorsque mais majorite marge meme memes mentionnent mesure mesuree mesurees mesures minorite
moins moitie monte montent montre montrent moyenne nation national nationale nationaux nette nettement
niveau nombre notamment notons noue nouees observe obtiennent obtient oscille outre pairs parle parmi
part parts passe passent pays pensent percoivent personnes persuades place placent plafonne plan plus
plusieurs plutot point points pour pourcentage pourtant precede precisons premier premiere premieres
premiers prenez pres presque progresse proportion proportions prudence publie publiee publiees publies
puis quand quant quart quarts quasi quasiment quatre quelque quelques question rappelons rapport
rassemble recueille recule region regionale regions rejoignent rejoint rejoints releve releves relevons
repond repondants repondent represente reserves respectivement responsables ressort reste restent
resultat resultats retard retrouve retrouvent reunit revele sans score scores second seconde secondes
seconds selon seraient serait seul seule seulement seules seuls situe situent soit sondes sont
soulignons sous stable structures suit suivent sujet superieur superieure surtout taille tandis taux
territoire territoires test theme tiers tombe tombent toujours tous tout toute toutefois toutes tres
trois troisieme trouvent vague valeur valeurs varie varient vers viennent vient voient voila voisin
voisine voisins
"""
GOES_ON = frozenset(_GOES_ON.split())
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
