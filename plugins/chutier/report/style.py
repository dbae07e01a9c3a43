"""How the page looks: on a phone, on a screen by day and by night, and on white paper in black ink.

Colour never says anything alone: every state has a drawn mark and a word. Fonts are those of the system.
"""

MARKS = """<svg width="0" height="0" style="position:absolute" aria-hidden="true">
<symbol id="m-blocking" viewBox="0 0 16 16">\
<path fill="currentColor" d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z"/>\
<path stroke="var(--page)" stroke-width="2.2" d="M4 8h8"/></symbol>
<symbol id="m-warning" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="1.6" \
stroke-linejoin="round" d="M8 1.5 15 14.5H1z"/><path stroke="currentColor" stroke-width="1.8" d="M8 6v4.2m0 1v1.8"/>\
</symbol>
<symbol id="m-notice" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" \
stroke-width="1.5"/><path stroke="currentColor" stroke-width="1.8" d="M8 7v5m0-8v1.8"/></symbol>
<symbol id="m-done" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="2.2" d="m2 8.5 4 4 8-9"/>\
</symbol>
<symbol id="m-partly" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" \
stroke-width="1.6"/><path fill="currentColor" d="M8 1.5v13a6.5 6.5 0 0 1 0-13z"/></symbol>
<symbol id="m-absent" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" \
stroke-width="1.6" stroke-dasharray="2.6 1.5"/></symbol>
<symbol id="m-omitted" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" \
stroke-width="1.6"/><path stroke="currentColor" stroke-width="1.6" d="m3.5 12.5 9-9"/></symbol>
<symbol id="m-unplanned" viewBox="0 0 16 16"><path stroke="currentColor" stroke-width="2.2" d="M8 2v12M2 8h12"/>\
</symbol>
<symbol id="m-circled" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" \
stroke-width="2"/><circle cx="8" cy="8" r="2" fill="currentColor"/></symbol>
</svg>"""
"""The drawn marks, by the names that `mark` takes."""

_PAPER_AND_INK = """
:root{color-scheme:light dark;--page:#faf9f6;--card:#fff;--ink:#1b1a18;--soft:#5c5952;--line:#dcd8cf;--well:#efece5;
--red:#a11d17;--amber:#7d5200;--blue:#2f5277;--green:#1f6238}
@media screen and (prefers-color-scheme:dark){:root{--page:#161513;--card:#1f1e1b;--ink:#ece8df;--soft:#aaa599;
--line:#3a3732;--well:#26241f;--red:#ff8f83;--amber:#f0bb62;--blue:#9dc0e4;--green:#8fd3a2}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:auto}
body{margin:0 auto;padding:0 20px 48px;max-width:1320px;background:var(--page);color:var(--ink);
font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
h2{font-size:18px;line-height:1.3;font-weight:650}
h3{font-size:15px;line-height:1.35;font-weight:650}
section{margin-top:28px}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--soft);text-underline-offset:2px}
code,.tc,.file{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{font-size:12px}
summary{cursor:pointer}
summary>h2,summary>h3{display:inline}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
:target{outline:2px solid var(--blue);outline-offset:3px}
.mark{width:.95em;height:.95em;vertical-align:-.08em;flex:none}
.count,.tally,.title{font-weight:400;color:var(--soft)}
.count,.tally{font-size:14px}
.more{margin-top:8px}.more summary{color:var(--soft)}.more ol,.more ul{margin-top:8px}
"""

_TITLE_AND_TOTALS = """
header{display:flex;flex-wrap:wrap;align-items:center;gap:6px 14px;padding:16px 0 12px;
border-bottom:2px solid var(--ink)}
.day{font-size:24px;line-height:1;font-weight:700;padding:7px 9px;background:var(--ink);color:var(--page);
border-radius:3px}
.titles{flex:1 1 12em;min-width:0}
h1{font-size:21px;line-height:1.2;font-weight:700}
.kind{font-weight:400;color:var(--soft)}
header p{color:var(--soft);font-size:14px}
nav{display:flex;flex-wrap:wrap;gap:2px 16px;font-size:14px}
#totals dl{display:grid;grid-template-columns:repeat(7,auto);border:solid var(--line);border-width:1px 0}
#totals div{display:flex;flex-direction:column-reverse;padding:10px 16px;border-left:1px solid var(--line)}
#totals div:first-child{border-left:0;padding-left:0}
#totals dd{font-size:20px;line-height:1.2;font-weight:650;white-space:nowrap}
#totals dt{font-size:13px;color:var(--soft)}
"""

_ISSUES = """
.issues{margin-top:18px}
.issues ol{display:grid;gap:8px}
.issues h2{display:flex;align-items:baseline;gap:8px;margin-bottom:8px}
.issues summary>h2{display:inline-flex;margin:0;font-size:15px}
.issues details[open]>summary{margin-bottom:8px}
.blocking h2,.issue.blocking .mute-word{color:var(--red)}
.warning h2,.issue.warning .mute-word{color:var(--amber)}
.notice h2,.issue.notice .mute-word{color:var(--blue)}
.calm h2{margin:0}.calm .mark{color:var(--green)}
.issue{padding:9px 14px 10px;background:var(--card);border:1px solid var(--line);border-left:5px solid var(--soft);
border-radius:3px}
.issue.blocking{border-left-color:var(--red)}
.issue.warning{border-left:5px double var(--amber)}
.issue.notice{border-left:3px dotted var(--blue)}
.accepted .issue{border-left:1px solid var(--line)}
.issue h3{max-width:80ch}
.mute-word{font-size:12px;font-weight:700;letter-spacing:.04em;text-transform:uppercase;margin-right:4px}
.evidence{margin-top:3px;font-size:13.5px;color:var(--soft)}
.evidence b{font-weight:600;color:var(--ink)}
.todo{margin-top:5px;max-width:90ch}
.foot{margin-top:5px;font-size:12.5px;color:var(--soft)}
.foot a{display:inline-block;max-width:100%}
.by{margin-top:3px;font-size:13.5px}
"""

_TABLES = """
table{width:100%;border-collapse:collapse;margin-top:8px;font-size:14px}
th,td{padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{white-space:nowrap;font-size:12.5px;font-weight:400;color:var(--soft);border-bottom-color:var(--soft)}
tbody th{font-weight:400}
.list tbody th{font-weight:600}
td.n,.state{white-space:nowrap}
td.n bdi,.state bdi{display:inline-block;max-width:8em;white-space:normal}
.scenes tbody th{width:40%}
.scenes .today{background:var(--card)}
.scenes .today th{border-left:3px solid var(--ink);padding-left:9px}
.badge{font-size:11.5px;padding:0 5px;border:1px solid var(--soft);border-radius:2px;white-space:nowrap}
.today .badge:first-of-type{font-weight:650}
.lacking{color:var(--soft);font-size:13px}
.lacking::before{content:"– "}
.done .state{color:var(--green)}.partly .state,.unplanned .state{color:var(--amber)}
.absent .state{color:var(--red)}.omitted .state,.omitted th{color:var(--soft)}
#coverage>h3,#coverage details{margin-top:12px}
"""

_CLIPS = """
.scene{margin:20px 0 8px;padding-top:8px;border-top:1px solid var(--soft)}
h2+.scene{margin-top:10px}
.clips{display:grid;grid-template-columns:repeat(auto-fill,minmax(225px,1fr));gap:14px}
.clip{background:var(--card);border:1px solid var(--line);border-radius:3px;overflow:hidden;min-width:0}
.look img,.blank{display:block;width:100%;height:auto;aspect-ratio:16/9;object-fit:contain;background:#0c0c0b}
.blank{display:flex;align-items:center;justify-content:center;background:var(--well);color:var(--soft);font-size:13px}
.wave{display:block;width:100%;height:30px;background:var(--well)}
.wave path{stroke:var(--ink);stroke-width:.75;fill:none}
.facts{padding:8px 11px 10px;font-size:13px;line-height:1.5}
h4{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 8px;font-size:16px;line-height:1.3}
.circled .slate{padding:0 9px;margin-left:-3px;border:2px solid var(--ink);border-radius:1em}
.ring{display:inline-flex;align-items:center;gap:4px;font-size:12px;font-weight:400}
.circled h4{margin-bottom:3px}
.where{display:flex;flex-wrap:wrap;gap:0 10px}
.pair i{font-style:normal;color:var(--soft)}
.tc{font-size:12px}
.words{font-style:italic}
.file{font-size:11px;color:var(--soft)}
.codes{color:var(--amber)}.codes.blocking{color:var(--red)}.codes.notice{color:var(--blue)}
.none{color:var(--soft)}
"""

_PHONE = """
@media screen and (max-width:700px){
body{padding:0 12px 40px}
header{padding:10px 0 8px}
#totals dl{grid-template-columns:repeat(3,1fr)}
#totals div,#totals div:first-child{padding:7px 0;border-left:0}
#totals dd{font-size:17px}
table,tbody,tr,tbody th,td{display:block;width:auto}
thead{display:none}
tbody tr{padding:8px 0;border-bottom:1px solid var(--line)}
tbody th,td{padding:0;border:0}
.scenes tbody th{width:auto}
td.n,.list td,.state{display:inline-block;margin-right:12px}
td.none{display:none}
td[data-head]::before{content:attr(data-head) " ";color:var(--soft);font-size:12.5px}
.clips{grid-template-columns:1fr;gap:10px}
.clip{display:grid;grid-template-columns:128px 1fr}
.look{background:var(--well)}
.facts{padding:6px 10px 8px}
}
"""

_PRINT = """
@media print{
:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#aaa;--well:#fff;--red:#000;--amber:#000;
--blue:#000;--green:#000}
body{padding:0;max-width:none;font-size:9.5pt;line-height:1.35}
nav,details>summary::marker{display:none}
summary{list-style:none}
details::details-content{content-visibility:visible!important;display:block!important;height:auto!important}
.day{background:#fff;color:#000;border:2px solid #000}
h1{font-size:15pt}h2{font-size:12pt}h3{font-size:10pt}
h2,h3,thead,summary{break-after:avoid}
.issue,.clip,tr,#totals{break-inside:avoid}
section{margin-top:14pt}
.issue{padding:5pt 8pt}
.issue.blocking{border-left:5px solid #000}
table,.evidence,.facts,.foot,.by{font-size:8.5pt}
.clips{grid-template-columns:repeat(4,1fr);gap:6pt}
.facts{padding:3pt 5pt 4pt;line-height:1.25}
h4{font-size:10pt}.tc{font-size:7.2pt}.file{font-size:6.5pt}.ring,code,.mute-word{font-size:7.5pt}
.look img{background:#fff;border-bottom:1px solid #aaa}
.wave{height:13pt;border-bottom:1px solid #aaa}
.wave path{stroke:#444;stroke-width:.6}
th,td{padding:2.5pt 8pt 2.5pt 0}
.blank{border-bottom:1px solid #aaa}
#totals dd{font-size:12pt}#totals dt{font-size:8pt}#totals div{padding:5pt 8pt}
a{text-decoration:none}
.scenes .today th{border-left:3px solid #000}
}
"""


def style(title: str) -> str:
    """The whole style sheet; `title` stands at the foot of every printed page, with the page's number."""
    foot = (
        "@page{size:A4;margin:13mm 12mm 15mm;"
        f'@bottom-left{{content:"{_quoted(title)}";font:8pt system-ui,sans-serif;color:#444}}'
        '@bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif;color:#444}}'
    )
    return "".join((_PAPER_AND_INK, _TITLE_AND_TOTALS, _ISSUES, _TABLES, _CLIPS, _PHONE, _PRINT, foot)).strip()


def _quoted(text: str) -> str:
    """`text` for a CSS string: every character but letters, digits and spaces by its number, so that none ends it."""
    return "".join(
        c if c == " " or (c.isascii() and c.isalnum()) else f"\\{ord(c):x} " if c.isprintable() else " " for c in text
    )
