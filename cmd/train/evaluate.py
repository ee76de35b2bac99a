"""Scores the weights file on the held-out sentences.

    python evaluate.py MODEL OUT SCORES [--limit N] [--only NAME,NAME] [--fast]

Reads OUT/sentences.pkl (prep.py); writes SCORES.json and SCORES.md. Trees are parsed from gold
words. LAS compares universal labels; core is the F1 of arcs with the relations CORE; FEATS counts
words with all predicted features right; names need the exact span and type.
"""
import argparse
import json
import pickle
import time
from collections import Counter
from multiprocessing import get_context

import torch

from data import split_feats
from parse import Model

CORE = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "conj", "appos", "flat", "xcomp", "ccomp", "advcl", "acl",
        "compound", "case"}


def core_label(rel):
    return rel if rel == "nsubj:pass" else rel.split(":")[0]


def percent(a, b):
    return round(100 * a / b, 2) if b else None


def score_trees(gold, parsed):
    c = Counter()
    has_feats = any(f != "_" for s in gold for f in s["feats"])
    for s, p in zip(gold, parsed):
        for i in range(len(s["forms"])):
            head = p["heads"][i] == s["heads"][i]
            g, q = core_label(s["rels"][i]), core_label(p["rels"][i])
            c["n"] += 1
            c["upos"] += p["upos"][i] == s["upos"][i]
            c["uas"] += head
            c["las"] += head and g.split(":")[0] == q.split(":")[0]
            c["core gold"] += g in CORE
            c["core guess"] += q in CORE
            c["core"] += head and g == q and g in CORE
            if has_feats:
                c["feats n"] += 1
                c["feats"] += dict(split_feats(s["feats"][i])) == dict(split_feats(p["feats"][i]))
            if s["lemmas"][i] != "_" or s["forms"][i] == "_":
                c["lemma n"] += 1
                c["lemma"] += s["lemmas"][i] == p["lemmas"][i]
    return dict(words=c["n"], upos=percent(c["upos"], c["n"]), uas=percent(c["uas"], c["n"]), las=percent(c["las"], c["n"]),
                core=percent(2 * c["core"], c["core gold"] + c["core guess"]), feats=percent(c["feats"], c["feats n"]),
                lemma=percent(c["lemma"], c["lemma n"]) if c["lemma n"] > 0.5 * c["n"] else None)


def spans(tags):
    out, start, kind = set(), 0, ""
    for i, t in enumerate(list(tags) + ["O"]):
        if kind and t[0] != "I":
            out.add((start, i, kind))
            kind = ""
        if t[0] == "B":
            start, kind = i, t[2:]
    return out


def score_names(gold, parsed):
    c = Counter()
    for s, p in zip(gold, parsed):
        g, q = spans(s["ner"]), spans(p["ner"])
        for kind in ("", "PER", "ORG", "LOC"):
            a, b = ({x for x in y if not kind or x[2] == kind} for y in (g, q))
            c[kind + "gold"] += len(a)
            c[kind + "guess"] += len(b)
            c[kind + "right"] += len(a & b)
    f = lambda kind: percent(2 * c[kind + "right"], c[kind + "gold"] + c[kind + "guess"])
    return dict(names=c["gold"], f1=f(""), precision=percent(c["right"], c["guess"]), recall=percent(c["right"], c["gold"]),
                per=f("PER"), org=f("ORG"), loc=f("LOC"))


def table(rows, columns):
    out = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, r in rows.items():
        out.append("| %s | " % name + " | ".join("-" if r.get(c) is None else str(r[c]) for c in columns) + " |")
    return "\n".join(out) + "\n"


class Job:
    """Parses and scores one test in a process of its own."""

    def __init__(self, model, fast):
        Job.model, self.fast = model, fast  # on the class: the processes get it by fork, not by pickle

    def __call__(self, job):
        torch.set_num_threads(1)
        kind, name, sents = job
        parsed = Job.model.parse([s["forms"] for s in sents], sents[0]["lang"], fast=self.fast)
        scores = (score_trees if kind == "trees" else score_names)(sents, parsed)
        print(kind, name, scores, flush=True)
        return (kind, name), scores


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model")
    ap.add_argument("out")
    ap.add_argument("scores")
    ap.add_argument("--limit", type=int, help="only the first N sentences of each file")
    ap.add_argument("--only")
    ap.add_argument("--fast", action="store_true")
    ap.add_argument("--processes", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(1)
    model = Model(args.model)
    tests = pickle.load(open(args.out + "/sentences.pkl", "rb"))
    jobs = [(kind, name, sents[:args.limit]) for kind in ("trees", "names") for name, sents in tests[kind].items()
            if not args.only or name in args.only.split(",")]
    jobs.sort(key=lambda job: -sum(len(s["forms"]) for s in job[2]))
    start = time.time()
    job = Job(model, args.fast)
    with get_context("fork").Pool(args.processes) as pool:
        done = dict(pool.imap_unordered(job, jobs, chunksize=1))
    trees = {name: done["trees", name] for name in tests["trees"] if ("trees", name) in done}
    names = {name: done["names", name] for name in tests["names"] if ("names", name) in done}
    words = sum(len(s["forms"]) for job in jobs for s in job[2])
    mean = {}
    if trees:
        one = {k: v for k, v in trees.items() if k != "zhs"}  # both Chinese files hold the same sentences
        mean["las"] = round(sum(r["las"] for r in one.values()) / len(one), 2)
    if names:
        mean["names"] = round(sum(r["f1"] for r in names.values()) / len(names), 2)
    print("mean", mean, "%d words in %.0f s" % (words, time.time() - start))
    json.dump(dict(trees=trees, names=names, mean=mean), open(args.scores + ".json", "w"), indent=1)
    with open(args.scores + ".md", "w") as f:
        f.write("Trees, gold words (mean LAS %s)\n\n" % mean.get("las"))
        f.write(table(trees, ["words", "upos", "uas", "las", "core", "feats", "lemma"]))
        f.write("\nNames, exact span and type (mean F1 %s)\n\n" % mean.get("names"))
        f.write(table(names, ["names", "f1", "precision", "recall", "per", "org", "loc"]))
        f.write("\nSegmentation of running text, F1\n\n")
        f.write(table(model.meta["segmentation"], ["words", "sents", "mwt"]))


if __name__ == "__main__":
    main()
