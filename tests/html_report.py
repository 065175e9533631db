#!/usr/bin/env python3
"""Looks at compliance reports and at what Chromium made of them, for scripts/checks/html_report.sh.

usage: html_report.py probe REPORT COPY    a copy that tries the filter and writes what it saw into its title
       html_report.py check FOLDER         the checks; the last line is "N passed, N failed"
"""
import json
import pathlib
import re
import sys
from html.parser import HTMLParser

PROBE = """<script>
const shown = what => [...document.querySelectorAll(what)].filter(e => e.checkVisibility()).length;
const box = id => document.getElementById(id);
const seen = {};
seen.all = shown('details.criterion');
seen.not_met = shown('details.is-not_met');
box('show-not_met').checked = false;
seen.without_not_met = shown('details.criterion');
document.querySelector('button[type=reset]').click();
seen.reset = shown('details.criterion');
seen.chapter = shown('.chapter-1 details.criterion');
box('chapter-1').checked = false;
seen.without_chapter = shown('details.criterion');
box('chapter-1').checked = true;
seen.open = shown('details.criterion[open] pre mark');
seen.folded = shown('details.criterion.is-met .rule');
for (const d of document.querySelectorAll('details.is-met')) d.open = true;
seen.unfolded = shown('details.criterion.is-met .rule');
seen.width = [document.documentElement.scrollWidth, innerWidth];
seen.fetched = performance.getEntriesByType('resource').length;
document.title = JSON.stringify(seen);
</script>"""
# Elements and attributes that fetch or run something; a link that a person follows is none of them.
FETCHING = {"script", "img", "iframe", "object", "embed", "link", "base", "audio", "video", "source", "image", "use"}
FETCHING_ATTRIBUTES = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "xlink:href"}
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.inside = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data):
        if self.inside and (self.inside[-1] != "title" or "svg" not in self.inside):
            self.texts[self.inside[-1]] = self.texts.get(self.inside[-1], "") + data

    def count(self, tag, **attributes):
        return sum(1 for name, has in self.elements if name == tag
                   and all(wanted in (has.get(key) or "").split() for key, wanted in attributes.items()))

    def dangers(self):
        for tag, attributes in self.elements:
            if tag in FETCHING:
                yield f"<{tag}>"
            for name, value in attributes.items():
                if name in FETCHING_ATTRIBUTES or name.startswith("on"):
                    yield f"<{tag} {name}>"
                if name == "href" and not (value or "").startswith(("#", "https://")):
                    yield f"<{tag} href={value}>"
                if name == "style" and "url" in (value or ""):
                    yield f"<{tag} style={value}>"
        if re.search(r"url\(|@import|@font-face", self.texts.get("style", "")):
            yield "a style sheet that fetches"


def check(folder):
    passed, failed = 0, 0

    def expect(what, good, seen=""):
        nonlocal passed, failed
        passed, failed = passed + bool(good), failed + (not good)
        if not good:
            print(f"failed: {what} {seen}")

    def read(name):
        return (folder / name).read_text(encoding="utf-8")

    report = Page(read("report.html"))
    expect("nothing in the report fetches or runs", not list(report.dangers()), list(report.dangers()))
    expect("the policy forbids everything but the style sheet",
           any("default-src 'none'" in (has.get("content") or "") for tag, has in report.elements if tag == "meta"))
    expect("the report says its language", report.count("html", lang="ja") == 1)

    dom = Page(read("probe.dom"))
    expect("Chromium shows the chart", dom.count("svg") >= 1 and dom.count("rect") >= 5, dom.count("rect"))
    boxes = [has.get("id", "") for tag, has in dom.elements if tag == "input"]
    expect("a box for each status", sum(name.startswith("show-") for name in boxes) >= 5, boxes)
    expect("a box for each chapter", sum(name.startswith("chapter-") for name in boxes) >= 10, boxes)
    expect("every criterion unfolds", dom.count("details", **{"class": "criterion"}) >= 166)
    try:
        seen = json.loads(dom.texts.get("title", ""))
    except ValueError:
        expect("the probe ran", False, dom.texts.get("title"))
        seen = None
    if seen:
        expect("every criterion is shown first", seen["all"] >= 166, seen)
        expect("a status can be hidden",
               0 < seen["not_met"] and seen["without_not_met"] == seen["all"] - seen["not_met"], seen)
        expect("the button shows everything again", seen["reset"] == seen["all"], seen)
        expect("a chapter can be hidden",
               0 < seen["chapter"] and seen["without_chapter"] == seen["all"] - seen["chapter"], seen)
        expect("what fails is open, with its source", seen["open"] > 0, seen)
        expect("what is met is folded and unfolds", seen["folded"] == 0 and seen["unfolded"] > 0, seen)
        expect("a narrow window cuts nothing off", seen["width"][0] <= seen["width"][1], seen)
        expect("nothing was fetched", seen["fetched"] == 0, seen)

    for name in ("hostile.html", "hostile.dom"):
        text = read(name)
        page = Page(text)
        own_script = 1 if name.endswith(".dom") else 0
        dangers = list(page.dangers())
        expect(f"{name}: hostile names stay text", dangers == ["<script>"] * own_script, dangers)
        expect(f"{name}: the names are shown", "&lt;script&gt;" in text and "onerror" in text)
        expect(f"{name}: marks of direction are not passed on", not DIRECTION.search(text))
        expect(f"{name}: the policy lets no script run", page.texts.get("title", "ran") != "ran", page.texts.get("title"))
    print(f"{passed} passed, {failed} failed")
    return failed == 0


if __name__ == "__main__":
    if sys.argv[1] == "probe":
        text = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
        text, policies = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        if policies != 1 or text.count("</body>") != 1:
            sys.exit("no policy or no end in the report")
        pathlib.Path(sys.argv[3]).write_text(text.replace("</body>", PROBE + "</body>"), encoding="utf-8")
    else:
        sys.exit(0 if check(pathlib.Path(sys.argv[2])) else 1)
