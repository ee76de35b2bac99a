"""Builds the gazetteer: lang/entities.tsv, lang/latin.tsv, lang/<code>/names.tsv and paradigms.tsv.

    python3 cmd/train/gazetteer/build.py --data DIR [--out lang]

DIR holds the unpacked archives gaz and news that NOTICE names. Needs Python 3.9, PyYAML, pymorphy3, Babel and msgpack.
What no data gives is written by hand in hand/*.tsv, in the form that each file's first line tells.
"""
import argparse, importlib, os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import LANGS, Table, common_words

PARTS = ["countries", "places", "organisations", "people"]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--out", default="lang")
    p.add_argument("--parts", default=",".join(PARTS))
    a = p.parse_args()
    t = Table()
    for part in a.parts.split(","):
        importlib.import_module(part).build(t, os.path.join(a.data, "gaz"))
    t.weaken(common_words(os.path.join(a.data, "lex")))
    t.weaken_countries({"vi": ("Anh", "Áo", "Ý"), "ko": ("수단", "오만", "말리", "가나", "조선", "기니", "北")})
    t.write(a.out)
    for kind in sorted({(e[0], e[4]) for e in t.entities.values()}):
        ids = [i for i, e in t.entities.items() if (e[0], e[4]) == kind]
        print("%-14s %-12s %5d" % (*kind, len(ids)), " ".join(
            "%s %d" % (l, sum(1 for i in ids if (i, "name") in t.names[l] or (i, "weak") in t.names[l])) for l in LANGS))


if __name__ == "__main__":
    main()
