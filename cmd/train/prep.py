"""Treebanks and name corpora -> sentences.pkl, and the list of held-out sentences.

    python prep.py DATA OUT

DATA holds ud/, ud_flagged/, ner/, prepared/, lex/ (see README.md). Written to OUT:
sentences.pkl   {"train": [...], "trees": {test name: [...]}, "names": {test name: [...]}}
heldout.txt     language and crc32 of the folded text of every test sentence
data.json       sha256 of every file that was read
A sentence is a dict: lang, tb (treebank whose style it has), forms, and where known lemmas,
upos, feats, heads, rels ("tree" is true) and ner (BIO tags).
"""
import glob
import hashlib
import json
import os
import pickle
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict

from features import NER, crc

DATA = OUT = ""
FILES = {}  # path -> sha256 of what was read


def read_file(path):
    raw = open(path, "rb").read()
    FILES[os.path.relpath(path, DATA)] = hashlib.sha256(raw).hexdigest()
    return raw.decode("utf-8").lstrip("\ufeff").replace("\r", "")


def paths(*patterns):
    out = []
    for p in patterns:
        found = sorted(glob.glob(os.path.join(DATA, p), recursive=True))
        if not found:
            sys.exit("prep: no file for %s" % p)
        out += found
    return out


# ---------------------------------------------------------------- trees

def blocks(path):
    return [b.split("\n") for b in re.split(r"\n\s*\n", read_file(path)) if b.strip()]


def sentence(lines, lang, tb):
    """One CoNLL-U block; None if it is no usable tree."""
    rows = [r.split("\t") for r in lines if r[:1].isdigit()]
    rows = [r for r in rows if r[0].isdigit()]
    n = len(rows)
    if not 2 <= n <= 120 or any(len(r) != 10 or not r[6].isdigit() for r in rows):
        return None
    heads = [int(r[6]) for r in rows]
    if heads.count(0) != 1 or any(h > n or h == i + 1 for i, h in enumerate(heads)):
        return None
    s = dict(lang=lang, tb="%s:%s" % (lang, tb), tree=True, ner=None,
             forms=[r[1] for r in rows], lemmas=[r[2] for r in rows], upos=[r[3] for r in rows],
             feats=[r[5] for r in rows], heads=heads, rels=[r[7] for r in rows])
    if any("NE=" in r[9] for r in rows):
        s["ner"] = [(re.search(r"NE=([^|]*)", r[9]) or ["", "O"])[1] for r in rows]
    return s


def trees(lang, tb, *patterns, keep=None):
    out = []
    for p in paths(*patterns):
        for lines in blocks(p):
            if keep and not keep(lines):
                continue
            s = sentence(lines, lang, tb)
            if s:
                out.append(s)
    return out


def from_source(*names):
    """The files of prepared/ say before each sentence where it is from."""
    return lambda lines: any(x == "# src = " + n for n in names for x in lines[:2])


def kaist_documents():
    """Kaist treebank, document files: some rows lack the column for features."""
    out = []
    for p in paths("ud_flagged/ko/emorynlp*/**/*.conllu"):
        for lines in blocks(p):
            fixed = []
            for line in lines:
                r = line.split("\t")
                if len(r) > 6 and r[0].isdigit():
                    if r[5].isdigit():
                        r = r[:4] + ["_"] + r[4:]
                    fixed.append("\t".join((r + ["_"] * 10)[:10]))
            s = sentence(fixed, "ko", "KaistE")
            if s:
                out.append(s)
    return out


def read_trees():
    """-> training sentences, {test name: sentences}"""
    t = []
    add = lambda *a, **k: t.extend(trees(*a, **k))
    en, de, fr = "ud/en/UD_English-", "ud/de/UD_German-", "ud/fr/UD_French-"
    add("en", "EWT", en + "EWT/*train*", en + "EWT/*dev*")
    add("en", "PUD", en + "PUD/*test*")
    add("en", "GUM", "ud/en/GUM_open_genres/**/*.conllu")
    add("de", "GSD", de + "GSD/*.conllu")
    add("de", "PUD", de + "PUD/*test*")
    add("de", "HDT", "prepared/de.train.conllu", keep=from_source("HDT-dev.bugs", "HDT-test.bugs"))
    add("fr", "GSD", fr + "GSD/*dev*")
    add("fr", "PUD", fr + "PUD/*test*")
    add("fr", "Sequoia", fr + "Sequoia/*.conllu")
    add("es", "AnCora", "ud_flagged/es/UD_Spanish-AnCora/*dev*")
    add("es", "GSD", "ud/es/UD_Spanish-GSD/*.conllu")
    add("es", "PUD", "ud/es/UD_Spanish-PUD/*test*")
    pt = "ud/pt/UD_Portuguese-"
    add("pt", "Bosque", pt + "Bosque/*train*", pt + "Bosque/*dev*")
    add("pt", "GSD", pt + "GSD/*.conllu")
    add("pt", "Porttinari", pt + "Porttinari/*.conllu")
    add("pt", "PUD", pt + "PUD/*test*")
    ru = "ud/ru/UD_Russian-"
    add("ru", "GSD", ru + "GSD/*dev*")
    add("ru", "Taiga", ru + "Taiga/*.conllu")
    add("ru", "PUD", ru + "PUD/*test*")
    add("ru", "Poetry", ru + "Poetry/*.conllu")
    add("ar", "PUD", "ud/ar/UD_Arabic-PUD/*test*")
    zh = "ud/zh/UD_Chinese-"
    add("zh", "GSD", zh + "GSD/*dev*")
    add("zh", "GSD1", "prepared/zht.train.conllu", keep=from_source("GSD-train(UD1, converted)"))
    for name in ("PUD", "HK", "CFL"):
        add("zh", name, zh + name + "/*test*")
    add("ja", "GSDmg", "ud/ja/megagon*/*train*")
    add("ja", "GSD", "ud/ja/UD_Japanese-GSD/*dev*")
    add("ja", "PUD", "ud/ja/UD_Japanese-PUD/*.conllu")
    ko = "ud/ko/UD_Korean-"
    add("ko", "Kaist", ko + "Kaist/*dev*")
    t.extend(kaist_documents())
    add("ko", "GSD", ko + "GSD/*dev*")
    add("ko", "GSDo", ko + "GSD/*train*")
    add("ko", "PUD", ko + "PUD/*test*")
    add("vi", "VTB", "ud/vi/UD_Vietnamese-VTB/*train*", "ud/vi/UD_Vietnamese-VTB/*dev*")
    add("th", "TUD", "ud/th/UD_Thai-TUD/*train*", "ud/th/UD_Thai-TUD/*dev*")
    add("th", "PUD", "ud/th/UD_Thai-PUD/*test*")
    add("id", "GSD", "ud/id/UD_Indonesian-GSD/*dev*")
    add("id", "CSUI", "ud/id/UD_Indonesian-CSUI/*.conllu")
    add("id", "PUD", "ud/id/UD_Indonesian-PUD/*test*")
    add("id", "GSD1", "ud_flagged/id/UD_Indonesian-GSD/*train*")
    tests = {}
    for name, lang, tb in (("en", "en", "EWT"), ("de", "de", "GSD"), ("fr", "fr", "GSD"), ("es", "es", "AnCora"),
                           ("pt", "pt", "Bosque"), ("ru", "ru", "GSD"), ("ar", "ar", "PUD"), ("zht", "zh", "GSD"),
                           ("zhs", "zh", "GSD"), ("vi", "vi", "VTB"), ("th", "th", "TUD"), ("id", "id", "GSD")):
        tests[name] = trees(lang, tb, "prepared/%s.test.conllu" % name)
    tests["ja"] = trees("ja", "GSD", "ud/ja/UD_Japanese-GSD/*test*")
    tests["ko"] = trees("ko", "Kaist", ko + "Kaist/*test*")
    return t, tests


# ---------------------------------------------------------------- names

def bio(tags, types):
    """Tags mapped to PER, ORG, LOC, begun properly."""
    out, before = [], "O"
    for x in tags:
        x = x[:2] + types[x[2:]] if x[2:] in types else "O"
        if x[0] == "I" and before[2:] != x[2:]:
            x = "B" + x[1:]
        out.append(x)
        before = x
    return out


def columns(path, form=1, tag=2, sep="\t", types=None):
    """-> [(forms, tags)] of a file with a word a line."""
    types = types or {k: k for k in ("PER", "ORG", "LOC")}
    out = []
    for lines in blocks(path):
        rows = [x.split(sep) for x in lines if x and not x.startswith(("# ", "#\t"))]
        rows = [r for r in rows if len(r) > max(form, tag)]
        if form == 1:
            rows = [r for r in rows if r[0].isdigit()]
        rows = [r for r in rows if r[form].strip()]
        if len(rows) > 1:
            out.append(([r[form] for r in rows], bio([r[tag] for r in rows], types)))
    return out


def names_only(lang, tb, pairs):
    return [dict(lang=lang, tb="%s:%s" % (lang, tb), tree=False, forms=f, ner=t)
            for f, t in pairs if 2 <= len(f) <= 120]


NEWSFANE = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer Entertainer",
    "LOC": "Nation Population-Center State-or-Province GPE-Cluster Continent Water-Body County-or-District "
           "Land-Region-Natural Celestial Special",
    "ORG": "Non-Governmental Sports Government Media Commercial Educational Medical-Science Religious_ORG Entertainment",
}


def newsfane(path):
    types = {name: k for k, names in NEWSFANE.items() for name in names.split()}
    clean = lambda w: re.sub("[\u200e\u200f\ufeff\u202a-\u202e]", "", w) or "-"
    return [([clean(w) for w in f], t) for f, t in columns(path, 0, 1, types=types)]


def klue(path):
    """Characters with tags -> words as UD has them; a word takes the tag of the name it holds."""
    types = {"PS": "PER", "OG": "ORG", "LC": "LOC"}
    out = []
    for lines in blocks(path):
        forms, tags, word, tag = [], [], "", "O"
        for line in lines + ["\tO"]:
            if line.startswith("##") or "\t" not in line:
                continue
            c, t = line.split("\t")[:2]
            t = t if t[2:] in types else "O"
            if c.strip() and (c.isalnum() or c in "%-·~."):
                if not word or tag == "O" and t[0] == "B":
                    tag = t
                word += c
                continue
            if word:
                if len(word) > 1 and word[-1] == "." and not word[-2].isdigit():
                    forms += [word[:-1], "."]
                    tags += [tag, "O"]
                else:
                    forms.append(word)
                    tags.append(tag)
                word, tag = "", "O"
            if c.strip():
                forms.append(c)
                tags.append(t)
        if len(forms) > 1:
            out.append((forms, bio(tags, types)))
    return out


def fact_ru_eval(folder):
    """Objects point to spans of tokens; the outermost name wins."""
    types = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
    named = {"name", "surname", "patronymic", "nickname", "org_name", "loc_name", "geo_name"}
    described = {"org_descr", "loc_descr", "geo_descr"}
    out = []
    for path in paths("ner/ru/factRuEval-2016/%s/*.tokens" % folder):
        base = path[:-len(".tokens")]
        sents = [[x.split() for x in lines if x.strip()] for lines in blocks(path)]
        tokens = [t for s in sents for t in s]
        words = [t[3] if len(t) > 3 else "-" for t in tokens]
        index = {t[0]: i for i, t in enumerate(tokens)}
        spans = {}
        for line in read_file(base + ".spans").split("\n"):
            p = line.split("#")[0].split()
            if len(p) >= 6 and p[4] in index:
                spans[p[0]] = (p[1], index[p[4]], int(p[5]))
        found = []
        for line in read_file(base + ".objects").split("\n"):
            p = line.split("#")[0].split()
            if len(p) < 2 or p[1] not in types:
                continue
            at = set()
            for kind, start, n in (spans[x] for x in p[2:] if x in spans):
                if kind in named or kind in described and words[start][:1].isupper():
                    at |= set(range(start, start + n))
            if at and max(at) - min(at) + 1 <= len(at) + 2:
                found.append((max(at) - min(at), min(at), max(at), types[p[1]]))
        tags = ["O"] * len(words)
        for _, a, b, kind in sorted(found, reverse=True):
            if all(x == "O" for x in tags[a:b + 1]):
                tags[a:b + 1] = ["B-" + kind] + ["I-" + kind] * (b - a)
        i = 0
        for s in sents:
            n = len(s)
            if n > 1:
                out.append((words[i:i + n], bio(tags[i:i + n], {k: k for k in ("PER", "ORG", "LOC")})))
            i += n
    return out


def read_names(train, tests):
    """Joins names to trees, -> further training sentences with names only, {test name: sentences}"""
    more, held = [], {}
    one = lambda pattern: paths("ner/" + pattern)[0]

    def join(sents, *patterns):
        index = defaultdict(list)
        for p in patterns:
            for forms, tags in columns(one(p)):
                index[fold("".join(forms))].append((forms, tags))
        hits = 0
        for s in sents:
            for forms, tags in index.get(fold("".join(s["forms"])), []):
                if len(forms) == len(s["forms"]):
                    s["ner"] = tags
                    hits += 1
                    break
        print("names on trees: %s %d of %d" % (patterns[0], hits, len(sents)))

    def put(lang, tb, name, pairs, test=0, label=""):
        sents = names_only(lang, tb, pairs)
        if test:
            held[label] = sents[-test:]
            sents = sents[:-test]
        more.extend(sents)
        print("names: %s %s %d train, %d test" % (lang, name, len(sents), test))

    of = lambda tb: [s for s in train if s["tb"] == tb]
    join(of("en:EWT"), "en/UNER_English-EWT/*train*.iob2", "en/UNER_English-EWT/*dev*.iob2")
    join(tests["en"], "en/UNER_English-EWT/*test*.iob2")
    join(of("pt:Bosque"), "pt/UNER_Portuguese-Bosque/*train*.iob2", "pt/UNER_Portuguese-Bosque/*dev*.iob2")
    join(tests["pt"], "pt/UNER_Portuguese-Bosque/*test*.iob2")
    join(of("zh:GSD1"), "zh/UNER_Chinese-GSD/*train*.iob2")
    join(of("zh:GSD"), "zh/UNER_Chinese-GSD/*dev*.iob2")
    join(tests["zht"], "zh/UNER_Chinese-GSD/*test*.iob2")
    for name, lang in (("en", "en"), ("pt", "pt"), ("zht", "zh")):
        key = {"en": "en UNER EWT", "pt": "pt UNER Bosque", "zht": "zh UNER GSD"}[name]
        held[key] = [s for s in tests[name] if s["ner"]]
    # PUD: the first half with its names is trained on, the second is a test and its trees go unused.
    for lang, folder, main in (("en", "English", "EWT"), ("ru", "Russian", "GSD"), ("zh", "Chinese", "GSD")):
        pairs = columns(one("%s/UNER_%s-PUD/*.iob2" % (lang, folder)))
        join(of(lang + ":PUD"), "%s/UNER_%s-PUD/*.iob2" % (lang, folder))
        held["%s UNER PUD" % lang] = names_only(lang, main, pairs[len(pairs) // 2:])
    japanese = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
    for s in train + tests["ja"]:
        if s["lang"] == "ja":
            s["ner"] = bio(s["ner"] or ["O"] * len(s["forms"]), japanese) if s["tb"] == "ja:GSDmg" else None
    held["ja megagon GSD"] = trees("ja", "GSD", "ud/ja/megagon*/*test*")
    for s in held["ja megagon GSD"]:
        s["ner"] = bio(s["ner"] or ["O"] * len(s["forms"]), japanese)
    put("de", "GSD", "GermEval", columns(one("de/GermEval2014/*dev*")) + columns(one("de/GermEval2014/NER-de-test.tsv")),
        1000, "de GermEval")
    thai = columns(one("th/ThaiNER/model/1.3/data.conll"), 0, 1,
                   types={"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"})
    random.Random(1).shuffle(thai)
    put("th", "TUD", "ThaiNER", thai, 700, "th ThaiNER")
    indonesian = {"PER": "PER", "PERSON": "PER", "LOC": "LOC", "PLACE": "LOC", "ORG": "ORG", "ORGANISATION": "ORG"}
    grit = [p for s in ("train", "valid", "test")
            for p in columns(one("id/IndoNLU/nergrit_ner-grit/%s_preprocess.txt" % s), 0, 1, types=indonesian)]
    put("id", "GSD", "NERGrit", grit)
    news = [p for s in ("train", "dev", "test") for p in columns(one("id/idner-news-2k/%s.txt" % s), 0, 2, " ", indonesian)]
    put("id", "GSD", "idner-news", news, 509, "id idner-news")
    put("ar", "PUD", "NewsFANE", newsfane(one("ar/NewsFANE_Gold/*170K.txt")), 500, "ar NewsFANE")
    politics = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
                "country": "LOC", "location": "LOC"}
    put("en", "EWT", "CrossNER", [p for s in ("train", "dev", "test")
                                  for p in columns(one("en/CrossNER/politics/%s.txt" % s), 0, 1, types=politics)])
    put("en", "EWT", "wikigold", columns(one("en/juand-r/wikigold/CONLL-format/data/wikigold*"), 0, 1, " "))
    put("ko", "Kaist", "KLUE", klue(one("ko/KLUE/klue-ner-v1.1_dev.tsv")), 1000, "ko KLUE")
    put("ru", "GSD", "factRuEval dev", fact_ru_eval("devset"))
    put("ru", "GSD", "factRuEval test", fact_ru_eval("testset"), 500, "ru factRuEval")
    return more, held


# ---------------------------------------------------------------- all

def fold(s):
    return "".join(c for c in unicodedata.normalize("NFKC", s) if c.isalnum())


def key(s):
    return s["lang"], fold("".join(s["forms"]))


def main():
    global DATA, OUT
    DATA, OUT = sys.argv[1], sys.argv[2]
    os.makedirs(OUT, exist_ok=True)
    train, tests = read_trees()
    more, names = read_names(train, tests)
    heldout = {key(s) for group in (tests, names) for sents in group.values() for s in sents}
    # The same sentence in the newest Kaist annotation replaces that of the document files.
    newest = {key(s) for s in train if s["tb"] == "ko:Kaist"}
    kept, seen = [], set()
    for s in train + more:
        k = key(s)
        if k in heldout or (k, s["tb"]) in seen or s["tb"] == "ko:KaistE" and k in newest:
            continue
        seen.add((k, s["tb"]))
        kept.append(s)
    print("training sentences %d, dropped %d" % (len(kept), len(train) + len(more) - len(kept)))
    for s in kept + [s for group in (tests, names) for sents in group.values() for s in sents]:
        assert s["ner"] is None or all(t in NER for t in s["ner"]), s["tb"]
    for tb, n in sorted(Counter((s["tb"], "tree" if s["tree"] else "names only") for s in kept).items()):
        print("%-12s %-10s %6d sentences" % (*tb, n))
    pickle.dump(dict(train=kept, trees=tests, names=names), open(OUT + "/sentences.pkl", "wb"))
    with open(OUT + "/heldout.txt", "w") as f:
        f.writelines("%s %08x\n" % x for x in sorted({(lang, crc(text)) for lang, text in heldout}))
    json.dump(FILES, open(OUT + "/data.json", "w"), indent=0, sort_keys=True)


if __name__ == "__main__":
    main()
