"""The help of the desk: a page for each job, and which pages of the desk it helps with."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@dataclass(frozen=True, slots=True)
class Job:
    """`name` is that of its template and its pictures, `start` the page where it begins.

    One of `rights` is enough to do it; without any, it is everybody's. `pages` are patterns of the names of
    the desk's pages that link to it.
    """

    name: str
    slug: str
    title: str
    summary: str
    start: str = ""
    rights: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return reverse("desk_help_job", args=[self.slug])

    @property
    def start_address(self) -> str:
        return reverse(self.start) if self.start else ""

    def is_of(self, user: Any) -> bool:
        return not self.rights or any(user.has_perm(right) for right in self.rights)

    def helps_with(self, page: str) -> bool:
        return any(fnmatchcase(page, pattern) for pattern in self.pages)


JOBS = (
    Job(
        name="grid",
        slug="saisir-un-tableau-de-chiffres",
        title="Saisir un tableau de chiffres",
        summary="Les régions et les réponses d'une question, tapées ou collées d'un tableur.",
        start="admin:regions_figure_changelist",
        rights=("regions.add_figure",),
        pages=("admin:regions_figure_changelist", "admin:regions_figure_add", "admin:regions_figure_entry*"),
    ),
    Job(
        name="import",
        slug="importer-un-fichier-de-chiffres",
        title="Importer un fichier de chiffres",
        summary="Voir ce qui change et ce que cela veut dire, puis tout importer, ou rien.",
        start="admin:regions_figure_changelist",
        rights=("regions.import_figure",),
        pages=("admin:regions_figure_changelist", "admin:regions_figureimport_*"),
    ),
    Job(
        name="correction",
        slug="corriger-un-chiffre-public",
        title="Corriger un chiffre public",
        summary="Écrire un rectificatif, voir ce qu'il change et qui cite le chiffre.",
        start="admin:regions_figure_changelist",
        rights=("regions.add_correction",),
        pages=("admin:regions_figure_change*", "admin:regions_correction_*"),
    ),
    Job(
        name="report",
        slug="preparer-un-rapport",
        title="Préparer un rapport et le faire approuver",
        summary="Ses dates, son document, ses chiffres, jusqu'à la relecture.",
        start="admin:regions_report_changelist",
        rights=("regions.add_report",),
        pages=("admin:regions_report_*",),
    ),
    Job(
        name="release",
        slug="ecrire-un-communique",
        title="Écrire un communiqué",
        summary="Du brouillon à la relecture, avec ses chiffres cités.",
        start="admin:press_release_changelist",
        rights=("press.add_release",),
        pages=("admin:press_release_*",),
    ),
    Job(
        name="claims",
        slug="regler-les-chiffres-d-un-communique",
        title="Régler les chiffres d'un communiqué",
        summary="Ce que veut dire chaque verdict, et quoi en faire ; l'erratum après un rectificatif.",
        start="admin:press_release_changelist",
        rights=("press.change_release",),
        pages=(
            "admin:press_release_add",
            "admin:press_release_change*",
            "admin:press_release_*claims",
            "admin:press_release_pick",
        ),
    ),
    Job(
        name="review",
        slug="relire-et-approuver",
        title="Relire et approuver",
        summary="Lire ce qui attend, comparer avec ce qui est sorti, publier.",
        start="desk_review",
        rights=("press.approve_release", "regions.approve_report", "regions.approve_correction"),
        pages=(
            "desk_review",
            "admin:press_release_*",
            "admin:regions_report_*",
            "admin:regions_correction_*",
        ),
    ),
    Job(
        name="access",
        slug="inviter-un-journaliste",
        title="Inviter un journaliste",
        summary="Donner à lire un communiqué avant sa sortie, sous embargo.",
        start="admin:press_earlyaccess_changelist",
        rights=("press.add_earlyaccess",),
        pages=("admin:press_earlyaccess_*",),
    ),
    Job(
        name="contacts",
        slug="tenir-les-contacts-presse",
        title="Tenir les contacts presse",
        summary="Ajouter un contact, finir sa validité, effacer les données d'une personne.",
        start="admin:press_presscontact_changelist",
        rights=("press.change_presscontact",),
        pages=("admin:press_presscontact_*",),
    ),
    Job(
        name="event",
        slug="annoncer-un-evenement",
        title="Annoncer, déplacer ou annuler un événement",
        summary="Ce que lit le public et ce que reçoivent les abonnés de l'agenda.",
        start="admin:press_event_changelist",
        rights=("press.add_event",),
        pages=("admin:press_event_*",),
    ),
    Job(
        name="document",
        slug="publier-un-document",
        title="Publier un document",
        summary="Ajouter au centre de ressources, remplacer un fichier, retirer.",
        start="admin:press_resource_changelist",
        rights=("press.add_resource",),
        pages=("admin:press_resource_*",),
    ),
    Job(
        name="page",
        slug="ecrire-une-page-du-site",
        title="Écrire une page du site",
        summary="Programme, méthode, mentions légales, et leur place dans les menus.",
        start="admin:press_page_changelist",
        rights=("press.add_page",),
        pages=("admin:press_page_*", "admin:press_fact_*"),
    ),
    Job(
        name="history",
        slug="retrouver-l-historique",
        title="Retrouver l'historique, comparer, restaurer",
        summary="Qui a changé quoi, quand et pourquoi ; reprendre une ancienne version.",
        pages=("admin:*_history", "admin:*_deleted"),
    ),
    Job(
        name="together",
        slug="a-deux-sur-la-meme-fiche",
        title="À deux sur la même fiche",
        summary="Quand une autre personne a enregistré avant vous.",
    ),
    Job(
        name="sign_in",
        slug="se-connecter",
        title="Se connecter et son second facteur",
        summary="Mot de passe, code du téléphone, codes de secours, fin de session.",
        start="admin:account",
        pages=("admin:account", "admin:device", "admin:password_change"),
    ),
    Job(
        name="accounts",
        slug="tenir-les-comptes-et-les-roles",
        title="Tenir les comptes et les rôles",
        summary="Ouvrir un compte, donner un rôle, fermer un compte.",
        start="admin:auth_user_changelist",
        rights=("auth.change_user",),
        pages=("admin:auth_*",),
    ),
)


def jobs_for(user: Any, page: str) -> list[Job]:
    """Those of `user` that a page of the desk belongs to, by its name: "admin:press_release_change"."""
    return [job for job in JOBS if job.helps_with(page) and job.is_of(user)]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "index",
        "Aide",
        own=[job for job in JOBS if job.is_of(request.user)],
        others=[job for job in JOBS if not job.is_of(request.user)],
    )


@require_safe
def job(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((one for one in JOBS if one.slug == slug), None)
    if found is None:
        raise Http404
    return _page(
        request,
        found.name,
        found.title,
        job=found,
        roles=_roles(found),
        may=found.is_of(request.user),
    )


def _roles(job: Job) -> list[str]:
    """The groups that may do the job; none where it is everybody's."""
    named = (right.split(".") for right in job.rights)
    wanted = [Q(permissions__content_type__app_label=app, permissions__codename=code) for app, code in named]
    if not wanted:
        return []
    groups = Group.objects.filter(Q(*wanted, _connector=Q.OR))
    return list(groups.distinct().order_by("name").values_list("name", flat=True))


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    context |= {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, f"admin/help/{template}.html", context)
