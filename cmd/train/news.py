"""Names in running text -> encoded sentences: the news in news/*.tsv and Stockmark's corpus (Japanese).

    python news.py DATA OUT      (after data.py and segment.py; writes OUT/news.pkl)

news/<language>.tsv has a line for each sentence of NTREX-128 that was read, "-" where it has no name:
the number of its line, from 0, then KIND=name|KIND=name; every place where the name stands in the sentence is meant.
"""
import glob
import json
import os
import pickle
import sys

import torch

import prep
from data import encode, load_gazetteer
from features import ALIASES, STYLE
from model import Segmenter
from parse import Cutter
from segment import Encoder

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = {"en": "src.eng", "de": "ref.deu", "fr": "ref.fra", "es": "ref.spa", "pt": "ref.por-BR", "ru": "ref.rus",
         "ar": "ref.arb", "zh-Hans": "ref.zho-CN", "zh-Hant": "ref.zho-TW", "ja": "ref.jpn", "ko": "ref.kor",
         "vi": "ref.vie", "th": "ref.tha", "id": "ref.ind", "ms": "ref.msa"}
BLANKS = ("en", "de", "fr", "es", "pt", "ru", "vi", "id")  # a name there begins and ends with a word
STOCKMARK = {"人名": "PER", "法人名": "ORG", "政治的組織名": "ORG", "その他の組織名": "ORG", "地名": "LOC", "施設名": "LOC"}


def load_cutter(out, t2s):
    segmenters, encoders, mwt = {}, {}, {}
    for kind in ("spaced", "unspaced"):
        s = torch.load("%s/seg.%s.pt" % (out, kind), weights_only=True)
        segmenters[kind] = Segmenter(kind, len(s["chars"])).eval()
        segmenters[kind].load_state_dict(s["model"])
        encoders[kind] = Encoder(kind, s["chars"], s["dicts"], t2s)
        mwt.update({k: v for k, v in s["mwt"].items() if v})
    return Cutter(segmenters, encoders, mwt)


def places(text, names, lang):
    """-> [(start, end, kind)] in characters; the longer of two names that overlap"""
    taken, out = [False] * len(text), []
    for kind, name in sorted(names, key=lambda x: -len(x[1])):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            whole = lang not in BLANKS or not (text[at - 1:at].isalnum() and at or text[end:end + 1].isalpha())
            if whole and not any(taken[at:end]):
                taken[at:end] = [True] * len(name)
                out.append((at, end, kind))
            at = text.find(name, at + 1)
    return out


def sentences(cutter, text, names, lang):
    """Cuts a text and puts the names on its words; sentences where a name ends within a word are left out."""
    spans = places(text, names, lang)
    for sent in cutter.segment(text, lang):
        forms, tags, last, good = [], [], None, True
        for start, end, parts in sent:
            exact, at = "".join(parts) == text[start:end], start
            for part in parts:
                a, b = (at, at + len(part)) if exact else (start, end)
                at = b
                span = next((s for s in spans if s[0] < b and a < s[1]), None)
                # A Korean word goes on after the name that it begins with: it is tagged whole.
                if span and lang in ("zh", "ja", "th") and (a < span[0] or b > span[1]):
                    good = False
                forms.append(part)
                tags.append("O" if span is None else ("I-" if span == last else "B-") + span[2])
                last = span
        if good and len(forms) > 1:
            yield dict(lang=lang, tb=STYLE[lang], tree=False, forms=forms, ner=tags)


def ntrex(code):
    """-> [(text, [(kind, name)])]"""
    lines = prep.read_file("%s/news/NTREX-128/newstest2019-%s.txt" % (prep.DATA, FILES[code])).split("\n")
    for row in open("%s/news/%s.tsv" % (HERE, code), encoding="utf-8"):
        number, names = row.rstrip("\n").split("\t")
        yield lines[int(number)].strip(), [] if names == "-" else [tuple(x.split("=", 1)) for x in names.split("|")]


def stockmark():
    for s in json.loads(prep.read_file(prep.paths("ner/ja/stockmark_ner_wikipedia/ner.json")[0])):
        yield s["text"], [(STOCKMARK[e["type"]], e["name"]) for e in s["entities"] if e["type"] in STOCKMARK]


def main():
    prep.DATA, out = sys.argv[1], sys.argv[2]
    torch.set_num_threads(1)
    vocab, _ = pickle.load(open(out + "/encoded.pkl", "rb"))
    cutter, gaz = load_cutter(out, vocab.t2s), load_gazetteer(out)
    sources = [(os.path.basename(p)[:-4],) for p in sorted(glob.glob(HERE + "/news/*.tsv"))] + [("ja", stockmark())]
    encoded = []
    for code, *texts in sources:
        lang = ALIASES.get(code, code)
        sents = [s for text, names in (texts[0] if texts else ntrex(code)) for s in sentences(cutter, text, names, lang)]
        print("%s%s: %d sentences, %d names" % (code, " Stockmark" if texts else "", len(sents),
                                               sum(t[0] == "B" for s in sents for t in s["ner"])), flush=True)
        encoded += [encode(s, vocab, gaz) for s in sents]
    pickle.dump(encoded, open(out + "/news.pkl", "wb"))
    json.dump(prep.FILES, open(out + "/news.json", "w"), indent=0, sort_keys=True)


if __name__ == "__main__":
    main()
