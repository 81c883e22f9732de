"""The score that MDN's HTTP Observatory gives an answer (github.com/mdn/mdn-http-observatory, its ten tests).

From 100 down for what is missing or unsafe; what goes beyond counts for who is at 90 without it. Preloading
of HSTS, which is asked of a list and not of the answer, counts nothing here.
"""

import re

ENOUGH_FOR_EXTRA = 90
HALF_A_YEAR = 15768000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
CORP = {"same-origin": 10, "same-site": 10, "cross-origin": 0, None: 0}


def score(headers, body="", cookies=(), redirected=""):
    """(score, what each test adds or takes away). `headers` by name in lower case, `cookies` as Set-Cookie
    has them, `redirected`: where the same address leads without HTTPS."""
    policy = directives(headers.get("content-security-policy", ""))
    modifiers = {
        "content-security-policy": of_policy(policy),
        "cookies": of_cookies(cookies, headers),
        "cross-origin-resource-sharing": of_sharing(headers),
        "redirection": 0 if redirected.startswith("https://testserver/") else -20,
        "referrer-policy": of_referrer(headers.get("referrer-policy")),
        "strict-transport-security": of_transport(headers.get("strict-transport-security", "")),
        "subresource-integrity": of_scripts(headers, body),
        "x-content-type-options": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "x-frame-options": of_frames(policy, headers.get("x-frame-options")),
        "cross-origin-resource-policy": CORP.get(headers.get("cross-origin-resource-policy"), -5),
    }
    total = 100 + sum(one for one in modifiers.values() if one < 0)
    extra = sum(one for one in modifiers.values() if one > 0)
    return max(0, total + extra * (total >= ENOUGH_FOR_EXTRA)), modifiers


def directives(policy):
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name.lower(): {source.lower() for source in sources} for name, *sources in parts}


def of_policy(policy):
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    scripts, styles = policy.get("script-src", default), policy.get("style-src", default)
    if scripts & (BROAD | INLINE) or policy.get("object-src", default) & BROAD:
        return -20
    active = set().union(*(found for name, found in policy.items() if name not in ("img-src", "media-src")))
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & (BROAD | INLINE):
        return 0
    return 10 if default == {"'none'"} else 5


def of_cookies(cookies, headers):
    if not cookies:
        return 0
    worst = 5
    for cookie in cookies:
        name, _, rest = cookie.partition("=")
        flags = {one.strip().lower() for one in rest.split(";")[1:]}
        same_site = next((one.partition("=")[2] for one in flags if one.startswith("samesite")), None)
        is_session, is_token = re.search("sess|login", name, re.I), "csrf" in name.lower()
        if "secure" not in flags:
            over_https = bool(headers.get("strict-transport-security"))
            worst = min(worst, (-10 if is_session else -5) if over_https else (-40 if is_session else -20))
        if is_session and "httponly" not in flags:
            worst = min(worst, -30)
        if same_site is None:
            worst = min(worst, -20 if is_token else 0)
        elif same_site not in ("lax", "strict"):
            worst = min(worst, -20)
    return worst


def of_sharing(headers):
    shared, signed_in = (
        headers.get(f"access-control-allow-{name}", "") for name in ("origin", "credentials")
    )
    return -50 if shared and signed_in.lower() == "true" else 0


def of_referrer(policy):
    if policy is None:
        return 0
    last = [one.strip() for one in policy.lower().split(",")][-1]
    return 5 if last in PRIVATE_REFERRERS else -5


def of_transport(header):
    if not (age := re.search(r"max-age=(\d+)", header)):
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def of_scripts(headers, body):
    """Those of this site need no sum; one that has it is worth five points."""
    if not headers.get("content-type", "").startswith("text/html"):
        return 0
    scripts = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", body)
    foreign = [one for one in scripts if re.search(r"src=[\"']?(https?:)?//", one)]
    if any("integrity=" not in one for one in foreign):
        return -5 if all("https://" in one for one in foreign) else -50
    return 5 if any("integrity=" in one for one in scripts) else 0


def of_frames(policy, header):
    if "frame-ancestors" in policy and not policy["frame-ancestors"] & BROAD:
        return 5
    return 0 if header in ("DENY", "SAMEORIGIN") else -20
