"""Names for languages without a name corpus (fr, es, vi): labels from gazetteer and parts of speech,
and sentences borrowed from languages that have them.
"""
import numpy as np

from features import GAZ_CLASSES, LANGS, NER, UPOS

WITHOUT = ("fr", "es", "vi")
# Treebanks and corpora whose names are read under another language's vector; that vector so learns
# to be used for names. The n-grams are shared, so related languages help most.
BORROW = {"fr": ("pt:Bosque", "en:EWT"), "es": ("pt:Bosque", "en:EWT"), "vi": ("id:GSD", "en:EWT")}
SHARE = 8  # one of so many sentences is borrowed
PROPN = UPOS.index("PROPN")
PER, COUNTRY, PLACE = (1 << GAZ_CLASSES.index(c) for c in ("PER", "COUNTRY", "PLACE"))


def kind_of(bits):
    if bits == PER:
        return "PER"
    return "LOC" if bits & (COUNTRY | PLACE) and not bits & ~(COUNTRY | PLACE) else None


def label(e):
    """BIO labels if every proper noun of the sentence is explained by the gazetteer, else None. A run of up to
    three proper nouns is a person if it begins with the name of one; a run that is one match is what it says."""
    n = e["n"]
    tags = ["O"] * n
    begins = {a: (b, kind_of(bits)) for a, b, bits in e["matches"]}
    i = 0
    while i < n:
        if e["y_pos"][i] != PROPN:
            i += 1
            continue
        end, kind = begins.get(i, (i, None))
        run = i
        while run < n and e["y_pos"][run] == PROPN:
            run += 1
        if kind == "PER" and run - i <= 3:
            end = run
        elif kind != "LOC" or end < run:
            return None
        tags[i:end] = ["B-" + kind] + ["I-" + kind] * (end - i - 1)
        i = end
    return np.array([NER.index(t) for t in tags], dtype=np.int16)


def add_silver(encoded):
    """Labels sentences of the languages without names; -> sentences and names by language"""
    counts = {}
    for e in encoded:
        if e["lang"] in WITHOUT and e["tree"]:
            y = label(e)
            if y is not None:
                e["y_ner"] = y
                sents, names = counts.get(e["lang"], (0, 0))
                counts[e["lang"]] = (sents + 1, names + sum(NER[k][0] == "B" for k in y))
    return counts


def borrow(encoded, vocab, style):
    """-> {language: sentences of other languages with names only, under its vector}"""
    out = {}
    for lang, sources in BORROW.items():
        change = dict(lang=lang, tree=False, lang_id=LANGS.index(lang), tb_id=vocab.treebank_id[style[lang]])
        out[lang] = []
        known = [e for e in encoded if e["tb"] in sources and (e["y_ner"] >= 0).all()]
        for e in known[::SHARE]:
            blank = np.full(e["n"], -100, dtype=np.int16)
            hidden = dict(y_pos=blank, y_head=blank, y_rel=blank, y_lemma=blank, y_feat=np.full_like(e["y_feat"], -100))
            out[lang].append({**e, **change, **hidden})
    return out
