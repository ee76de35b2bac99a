"""Writes the held-out name tests as files that `train evaluate` reads: OUT/names/<language>_<corpus>.iob2

    python write_tests.py OUT      (after prep.py)
"""
import os
import pickle
import sys


def main():
    out = sys.argv[1]
    tests = pickle.load(open(out + "/sentences.pkl", "rb"))["names"]
    os.makedirs(out + "/names", exist_ok=True)
    for name, sents in tests.items():
        with open("%s/names/%s.iob2" % (out, name.replace(" ", "_")), "w", encoding="utf-8") as f:
            for s in sents:
                f.writelines("%s\t%s\n" % pair for pair in zip(s["forms"], s["ner"]))
                f.write("\n")


main()
