"""Who may do what at the desk: declared here, and nowhere else in the tests.

Letters are those of desk_routes: D Données, R Rédaction, L Relecture, P Presse, A Agenda,
X Administration, S superuser, N staff without a group, - who is not signed in.
"""

EDITORS = "DRLPAXS"
STAFF = EDITORS + "N"
ANYONE = STAFF + "-"

# Who sees the lists and forms of a model, who adds, who changes, who deletes.
MODELS = {
    "regions/region": (EDITORS, "XS", "DXS", "XS"),
    "regions/survey": (EDITORS, "DXS", "DXS", "XS"),
    "regions/base": (EDITORS, "DXS", "DXS", "XS"),
    "regions/theme": (EDITORS, "DXS", "DXS", "XS"),
    "regions/indicator": (EDITORS, "DXS", "DXS", "XS"),
    "regions/answer": (EDITORS, "DXS", "DXS", "XS"),
    "regions/question": (EDITORS, "DXS", "DXS", "XS"),
    "regions/figure": (EDITORS, "DXS", "DXS", "DXS"),
    "regions/correction": (EDITORS, "DXS", "DXS", "DXS"),
    "regions/report": (EDITORS, "DXS", "DXS", "XS"),
    "press/earlyaccess": ("PXS", "PXS", "PXS", ""),
    "press/presscontact": ("RLPXS", "PXS", "PXS", "PXS"),
    "press/event": (EDITORS, "AXS", "AXS", "AXS"),
    "press/page": (EDITORS, "RXS", "RXS", "RXS"),
    "press/fact": ("RLXS", "RXS", "RXS", "XS"),
    "press/organisation": (EDITORS, "RPAXS", "RPAXS", "XS"),
    "press/boilerplate": ("RLXS", "RXS", "RXS", "XS"),
    "press/spokesperson": ("RLXS", "RXS", "RXS", "XS"),
    "press/release": (EDITORS, "RXS", "RXS", "RXS"),
    "press/resource": (EDITORS, "AXS", "AXS", "AXS"),
    "auth/group": ("XS", "S", "S", "S"),
    "auth/user": ("XS", "XS", "XS", "S"),
}

# Every other page: who opens it, and who may send its form.
PAGES = {
    "": (STAFF, STAFF),
    "relecture/": (EDITORS, ""),
    "aide/": (STAFF, ""),
    "aide/<slug:slug>/": (STAFF, ""),
    "login/": (ANYONE, ANYONE),
    "logout/": ("-", ANYONE),
    "code/": (STAFF, STAFF),
    "appareil/": (STAFF, STAFF),
    "mon-compte/": (STAFF, STAFF),
    "session/": (STAFF, STAFF),
    "password_change/": (STAFF, STAFF),
    "password_change/done/": (STAFF, ""),
    "autocomplete/": (EDITORS, ""),
    "jsi18n/": (ANYONE, ""),
    "r/<path:content_type_id>/<path:object_id>/": (STAFF, STAFF),
    "<app_label>/": (EDITORS, EDITORS),
    "(?P<url>.*)$": ("", ""),
    "regions/figure/tableau/": ("DXS", "DXS"),
    "regions/figure/tableau/<int:pk>/": ("DXS", "DXS"),
    "regions/correction/rectifier/<int:pk>/": ("DXS", "DXS"),
    "regions/figureimport/": ("DXS", "DXS"),
    "regions/figureimport/add/": ("DXS", "DXS"),
    "regions/figureimport/<path:object_id>/change/": ("DXS", "DXS"),
    "regions/figureimport/<path:object_id>/history/": ("DXS", "DXS"),
    "regions/figureimport/<path:object_id>/delete/": ("", ""),
    "regions/figureimport/<path:object_id>/": (STAFF, STAFF),
    "regions/figureimport/<int:pk>/feuille/": ("DXS", "DXS"),
    "regions/figureimport/<int:pk>/colonnes/": ("DXS", "DXS"),
    "regions/figureimport/<int:pk>/apercu/": ("DXS", "DXS"),
    "regions/figureimport/<int:pk>/verifier/": ("", "DXS"),
    "regions/figureimport/<int:pk>/lectures/": ("", "DXS"),
    "regions/figureimport/<int:pk>/confirmer/": ("", "DXS"),
    "regions/figureimport/<int:pk>/abandonner/": ("", "DXS"),
    "regions/figureimport/<int:pk>/annuler/": ("DXS", "DXS"),
    "regions/figureimport/<int:pk>/fichier/": ("DXS", "DXS"),
    # Only a file that waits for its confirmation has messages.
    "regions/figureimport/<int:pk>/messages/": ("", ""),
    "regions/figure/export/": ("DRXS", "DRXS"),
    "press/earlyaccess/<int:pk>/lien/": ("PXS", "PXS"),
    "press/earlyaccess/<int:pk>/revoquer/": ("PXS", "PXS"),
    "press/presscontact/<int:pk>/effacer/": ("PXS", "PXS"),
    "press/event/<int:pk>/retirer/": ("AXS", "AXS"),
    "press/event/<int:pk>/publier-de-nouveau/": ("AXS", "AXS"),
    "press/event/apercu/": ("AXS", "AXS"),
    "press/event/<int:pk>/apercu/": ("AXS", "AXS"),
    "press/page/<int:pk>/retirer/": ("RXS", "RXS"),
    "press/page/<int:pk>/publier-de-nouveau/": ("RXS", "RXS"),
    "press/page/apercu/": ("RXS", "RXS"),
    "press/page/<int:pk>/apercu/": ("RXS", "RXS"),
    "press/resource/<int:pk>/retirer/": ("AXS", "AXS"),
    "press/resource/<int:pk>/publier-de-nouveau/": ("AXS", "AXS"),
    "press/resource/apercu/": ("AXS", "AXS"),
    "press/resource/<int:pk>/apercu/": ("AXS", "AXS"),
    "press/release/<int:pk>/soumettre/": ("RXS", "RXS"),
    "press/release/<int:pk>/approuver/": ("LXS", "LXS"),
    "press/release/<int:pk>/annuler/": ("LPXS", "LPXS"),
    "press/release/<int:pk>/retirer/": ("LPXS", "LPXS"),
    "press/release/<int:pk>/citer/": ("RXS", "RXS"),
    "press/release/<int:pk>/region-suivante/": ("RXS", "RXS"),
    "press/release/<int:pk>/adresse/": ("RXS", "RXS"),
    "press/release/apercu/": ("RXS", "RXS"),
    "press/release/<int:pk>/apercu/": (EDITORS, "RXS"),
    "press/release/<int:pk>/chiffres/": (EDITORS, "RXS"),
    "press/release/chiffres/choisir/": ("RXS", ""),
    "press/release/chiffres/verifier/": ("", "RXS"),
    "press/release/<int:pk>/chiffres/verifier/": ("", "RXS"),
    "press/release/<int:pk>/differences/<int:other>/": (EDITORS, EDITORS),
    "auth/user/<id>/password/": ("XS", "XS"),
    "auth/user/<int:pk>/double-authentification/": ("XS", "XS"),
}

# Who is offered what one may do with several rows of a list at once.
ACTIONS = {
    ("regions/report", "approve_selected"): "LXS",
    ("regions/report", "withdraw_selected"): "LXS",
    ("regions/correction", "approve_selected"): "LXS",
}


# Those of which nothing that was deleted is kept.
FORGOTTEN = ("press/earlyaccess", "auth/group", "auth/user")


def of_model(model):
    """The stock pages of a model. The last leads to the form, which refuses who may not see it."""
    views, adds, changes, deletes = MODELS[model]
    kept = {} if model in FORGOTTEN else {f"{model}/supprimes/": (deletes, deletes)}
    return kept | {
        f"{model}/": (views, views),
        f"{model}/add/": (adds, adds),
        f"{model}/<path:object_id>/history/": (views, views),
        f"{model}/<path:object_id>/delete/": (deletes, deletes),
        f"{model}/<path:object_id>/change/": (views, changes),
        f"{model}/<path:object_id>/": (STAFF, STAFF),
    }


DECLARED = PAGES | {route: who for model in MODELS for route, who in of_model(model).items()}
