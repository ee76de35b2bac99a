"""Golden data for the tests of the Go inference, computed from the weights file in float32.

    python golden.py MODEL OUT golden.json.gz

Reads OUT/sentences.pkl: short held-out sentences, tokenised. "layers" has for a few
sentences every input and every layer's output (rows are positions, 0 is ROOT), "results" the decisions
for more sentences, "segments" the segmenters' inputs, classes and, for short texts, layers, "norms" the
text functions.
"""
import gzip
import json
import pickle
import sys

import numpy as np
import torch

from data import collate
from features import LANGS, SEG_SETS, edit_script, gaz_features, ngram_keys, norm, shape, word_key
from parse import Model
from train import tensors

LAYERS = ("en", "de", "ru", "zht", "ko", "ar")


def numbers(t):
    return [[float("%.5g" % x) for x in row] for row in t.tolist()]


@torch.no_grad()
def layers(model, forms, lang):
    e = model.encode(forms, lang)
    trace = []
    o = model.parser(tensors(collate((e["n"] + 1, 1, [e]))), trace)
    out = dict(lang=lang, forms=forms, treebank=model.vocab["style"][lang],
               words=[t[1] for t in e["types"]], grams=[t[2].tolist() for t in e["types"]], shapes=[t[3] for t in e["types"]],
               gaz=gaz_features(e["n"], e["matches"]))
    for name, t in trace:
        out[name] = numbers(t[0])
    out["ln"] = numbers(o["h"][0])
    out["arc"] = numbers(o["arc"][0].clamp(min=-1e4))
    for name in ("pos", "feat", "ner"):
        out[name] = numbers(o[name][0, 1:])
    heads = torch.tensor([0] + model.parse([forms], lang)[0]["heads"])
    out["labels"] = numbers(model.parser.labels(o["lab_head"][0][heads], o["lab_dep"][0])[1:])
    lemmas = model.parser.lemmas(o["h"][0], o["e"][0])[1:]
    out["lemma_best"] = [[int(i), float("%.5g" % lemmas[r, i])] for r, i in enumerate(lemmas.argmax(-1))]
    return out


@torch.no_grad()
def segments(model, text, lang):
    kind = next(k for k, langs in SEG_SETS.items() if lang in langs)
    x = model.encoders[kind](text, lang).astype(np.int64)
    trace = []
    o = model.segmenters[kind](torch.from_numpy(x)[None], torch.tensor([LANGS.index(lang)]), torch.ones(1, len(text), 1), trace)
    short = len(text) <= 24
    return dict(lang=lang, text=text, inputs=x.tolist(), classes=o[0].argmax(-1).tolist(), scores=numbers(o[0]) if short else [],
                layers={n: numbers(t[0]) for n, t in trace} if short else {},
                sentences=[[[a, b, p] for a, b, p in s] for s in model.segment(text, lang)])


def main():
    model = Model(sys.argv[1])
    torch.set_num_threads(1)
    tests = pickle.load(open(sys.argv[2] + "/sentences.pkl", "rb"))["trees"]
    short = {name: [s for s in sents if 5 <= len(s["forms"]) <= 9][:2] for name, sents in tests.items()}
    more = {name: [s for s in sents if 8 <= len(s["forms"]) <= 30 and s not in short[name]][:3] for name, sents in tests.items()}
    golden = dict(layers=[], results=[], segments=[], norms=[])
    for name in LAYERS:
        for s in short[name][:1]:
            golden["layers"].append(layers(model, s["forms"], s["lang"]))
    for name, sents in more.items():
        lang = sents[0]["lang"]
        for p in model.parse([s["forms"] for s in sents], lang):
            golden["results"].append(dict(p, lang=lang))
        gap = "" if lang in ("zh", "ja", "th") else " "
        for s in short[name][:1] + sents[:1]:
            golden["segments"].append(segments(model, gap.join(s["forms"]), lang))
        for form in dict.fromkeys(f for s in sents[:2] for f in s["forms"]):
            n = norm(form, lang, model.t2s)
            golden["norms"].append(dict(lang=lang, form=form, norm=n, shape=shape(form), word=word_key(n, lang), grams=ngram_keys(n)))
    for text, lang in (("Die Außenminister trafen sich am Montag im Haus. Sie sprachen über den Krieg.", "de"),
                       ("He didn't go. They've met in the U.S. on Monday.", "en"),
                       ("Il parle du traité aux États-Unis. L'accord est signé.", "fr"),
                       ("习近平在北京会见俄罗斯总统。", "zh"), ("日本の首相は東京で会見した。", "ja")):
        golden["segments"].append(segments(model, text, lang))
    golden["scripts"] = [[f, l, edit_script(f, l)] for f, l in (("Häuser", "Haus"), ("went", "go"), ("IST", "sein"), ("пошла", "пойти"))]
    raw = json.dumps(golden, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with open(sys.argv[3], "wb") as f, gzip.GzipFile("", "wb", 9, f, 0) as z:
        z.write(raw)
    print(len(raw), "bytes of JSON")


if __name__ == "__main__":
    main()
