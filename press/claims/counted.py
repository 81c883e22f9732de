"""The words of what a number may be a part or a count of, folded."""

import re

# People and organisations of whom a part or a number is told.
WHO = (
    r"(?:elu|maire|adjoint|edile|citoyen|citoyenne|habitant|francais|francaise|personne|repondant|"
    r"interroge|sonde|"
    r"entreprise|societe|dirigeant|chef|patron|employeur|association|responsable|organisation|structure|"
    r"organisme|acteur|individu|participant|cas|collectivite|commune|menage|salarie|benevole|pme|"
    r"[a-z]+(?:ais|aise|ois|oise|ien|ienne|on|onne))s?"
)
PEOPLE = re.compile(rf"\b{WHO}\b")
COUNTED = (
    r"(?:elu|maire|adjoint|edile|citoyen|citoyenne|habitant|francais|personne|repondant|interroge|sonde|"
    r"entreprise|societe|dirigeant|chef|patron|association|responsable|organisation|structure|organisme|"
    r"partenariat|alliance|cooperation|entretien|reponse|questionnaire|interview|beneficiaire|"
    r"experimentation)s?"
)
