"""Checkpoint and segmenters -> the weights file.

    python export.py DATA OUT CHECKPOINT FILE [--scores scores.json]
"""
import argparse
import hashlib
import json
import pickle

import numpy as np
import torch

from features import FEATS, LANGS, NER, STYLE, UPOS
from weights import Writer

TABLES = ("word.weight", "gram.weight", "bucket.weight")
LICENCES = {
    "Universal Dependencies treebanks": "CC BY-SA 4.0, CC BY-SA 3.0 (PUD), CC BY 4.0; French Sequoia: LGPL-LR",
    "GUM (open genres)": "CC BY 4.0, texts CC BY 2.5 and CC BY-SA 3.0",
    "megagon Japanese GSD, UNER, KLUE": "CC BY-SA 4.0, CC BY-SA 3.0 (PUD)",
    "GermEval 2014, wikigold": "CC BY 4.0",
    "ThaiNER": "CC BY 3.0",
    "NTREX-128, with names annotated for this project": "CC BY-SA 4.0",
    "Stockmark's Japanese Wikipedia names": "CC BY-SA 3.0",
    "NewsFANE": "CC BY-SA 3.0",
    "factRuEval-2016, idner-news-2k, CrossNER": "MIT",
    "IndoNLU": "Apache-2.0",
    "Unicode CLDR": "Unicode-3.0",
    "Who's On First": "CC0, GeoNames CC BY 4.0",
    "GeoNames": "CC BY 4.0",
    "Natural Earth": "public domain",
    "rigour, OpenSanctions names": "MIT",
    "NETransliteration": "CC0",
    "supraverden": "CC BY-SA 4.0",
    "name-suggestion-index": "BSD-3-Clause",
    "PyThaiNLP corpora": "CC0",
    "jieba": "MIT",
    "OpenCC": "Apache-2.0",
    "IPADIC (through Janome)": "IPADIC licence, Apache-2.0",
    "Wiktionary word list (Open Multilingual Wordnet)": "CC BY-SA",
    "TALPCo": "CC BY 4.0",
}


def dtype_of(name, array):
    """Tables in 4 bits, large matrices in 8, the rest as it is."""
    if array.ndim != 2 or array.size <= 2000 or name.endswith("rel"):
        return "f32"
    return "i4" if name.endswith(TABLES) else "i8"


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("checkpoint")
    ap.add_argument("file")
    ap.add_argument("--scores")
    args = ap.parse_args()
    vocab, _ = pickle.load(open(args.out + "/encoded.pkl", "rb"))
    checkpoint = torch.load(args.checkpoint, weights_only=True, mmap=True)
    segmenters = {k: torch.load("%s/seg.%s.pt" % (args.out, k), weights_only=True) for k in ("spaced", "unspaced")}
    w = Writer()
    for name, p in checkpoint["model"].items():
        a = p.float().numpy()
        w.add(name, a, dtype_of(name, a))
    w.add("word.keys", vocab.word_keys, "u32")
    w.add("gram.keys", vocab.gram_keys, "u32")
    gaz = np.load(args.out + "/gaz.npz")
    w.add("gaz.keys", gaz["keys"], "u32")
    w.add("gaz.classes", gaz["classes"], "u8")
    files = json.load(open(args.out + "/data.json"))
    files.update(json.load(open(args.out + "/gaz.json")))
    files.update(json.load(open(args.out + "/news.json")))
    mwt = {}
    for kind, s in segmenters.items():
        for name, p in s["model"].items():
            a = p.float().numpy()
            w.add("seg.%s.%s" % (kind, name), a, dtype_of(name, a))
        for lang, keys in s["dicts"].items():
            w.add("dict." + lang, np.array(keys, dtype=np.uint32), "u32")
        mwt.update({k: v for k, v in s["mwt"].items() if v})
        files.update(s["files"])
    listing = "".join("%s  %s\n" % (h, path) for path, h in sorted(files.items()))
    meta = dict(format=1, data=dict(files=len(files), sha256=hashlib.sha256(listing.encode()).hexdigest()),
                licences=LICENCES, seed=checkpoint["seed"], steps=checkpoint["step"], processes=checkpoint["processes"],
                words=checkpoint["words"] * checkpoint["processes"], seconds=round(checkpoint["seconds"]),
                segmentation={k: v for s in segmenters.values() for k, v in s["scores"].items()},
                scores=json.load(open(args.scores)) if args.scores else {})
    vocabulary = dict(upos=UPOS, labels=vocab.labels, feats=[dict(name=a, values=vocab.values[a]) for a in FEATS],
                      scripts=vocab.scripts, ner=NER, langs=LANGS, treebanks=vocab.treebanks, style=STYLE,
                      chars={k: s["chars"] for k, s in segmenters.items()}, mwt=mwt, t2s=vocab.t2s)
    size = w.write(args.file, meta, vocabulary)
    print("%s: %.2f MB, %d tensors" % (args.file, size / 1e6, len(w.tensors)))
    with open(args.file + ".data.txt", "w") as f:
        f.write(listing)


if __name__ == "__main__":
    main()
