"""Sentences -> numbers: vocabulary, encoded sentences, batches.

    python data.py DATA OUT      (after prep.py and gaz.py; writes OUT/encoded.pkl)
"""
import pickle
import random
import sys
from collections import Counter, defaultdict

import numpy as np

from features import (FEATS, GAZ_DIM, LANGS, N_SHAPES, NER, UPOS, Gazetteer, edit_script, gaz_features, ngram_keys,
                      norm, norm_label, shape, word_key)
from tables import load_t2s

MAX_WORDS, MAX_GRAMS, MAX_SCRIPTS = 90_000, 160_000, 4000
IGNORE = -100


class Vocab:
    """Rows of the tables and names of the classes. Row 0 of words and grams means unknown."""

    def __init__(self, sents, t2s):
        self.t2s = t2s
        words, labels, scripts, values = Counter(), Counter(), Counter(), defaultdict(Counter)
        size, with_feats, with_lemma = Counter(), Counter(), Counter()
        for s in sents:
            for form in s["forms"]:
                words[norm(form, s["lang"], t2s), s["lang"]] += 1
            if not s["tree"]:
                continue
            tb = s["tb"]
            size[tb] += len(s["forms"])
            labels.update(map(norm_label, s["rels"]))
            for form, lemma, feats in zip(s["forms"], s["lemmas"], s["feats"]):
                with_feats[tb] += feats != "_"
                with_lemma[tb] += lemma != "_"
                for name, value in split_feats(feats):
                    values[name][value] += 1
                if lemma != "_" or form == "_":
                    script = edit_script(form, lemma)
                    if script:
                        scripts[script] += 1
        # Treebanks without these columns are no evidence that words have none.
        self.has_feats = {tb for tb in size if with_feats[tb] > 0.1 * size[tb]}
        self.has_lemma = {tb for tb in size if with_lemma[tb] > 0.5 * size[tb]}
        kept = [w for w, n in words.most_common(MAX_WORDS) if n >= 3]
        self.word_keys = np.array(sorted({word_key(*w) for w in kept}), dtype=np.uint32)
        grams = Counter()
        for (word, _), n in words.items():
            for g in set(ngram_keys(word)):
                grams[g] += min(n, 5)
        top = [g for g, n in grams.most_common(MAX_GRAMS) if n >= 3]
        self.gram_keys = np.array(sorted(top), dtype=np.uint32)
        self.labels = [x for x, n in labels.most_common() if n >= 5]
        self.scripts = [x for x, n in scripts.most_common(MAX_SCRIPTS) if n >= 3]
        self.values = {a: ["_"] + [v for v, n in values[a].most_common() if n >= 5] for a in FEATS}
        self.treebanks = ["none"] + sorted({s["tb"] for s in sents})
        self.index()

    def index(self):
        """Dictionaries for training; not pickled."""
        self.word_row = {int(k): i + 1 for i, k in enumerate(self.word_keys)}
        self.gram_row = {int(k): i + 1 for i, k in enumerate(self.gram_keys)}
        self.label_id = {x: i for i, x in enumerate(self.labels)}
        self.script_id = {x: i for i, x in enumerate(self.scripts)}
        self.value_id = {a: {v: i for i, v in enumerate(vs)} for a, vs in self.values.items()}
        self.treebank_id = {x: i for i, x in enumerate(self.treebanks)}
        self.types = {}

    def __getstate__(self):
        drop = ("word_row", "gram_row", "label_id", "script_id", "value_id", "treebank_id", "types")
        return {k: v for k, v in self.__dict__.items() if k not in drop}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.index()

    def sizes(self):
        return dict(words=len(self.word_keys) + 1, grams=len(self.gram_keys) + 1, treebanks=len(self.treebanks),
                    feats=[len(self.values[a]) for a in FEATS], labels=len(self.labels), scripts=len(self.scripts))

    def type(self, form, lang):
        """-> (number of this form, word row, rows of its n-grams or [0], shape)"""
        t = self.types.get((form, lang))
        if t is None:
            word = norm(form, lang, self.t2s)
            grams = [self.gram_row[k] for k in ngram_keys(word) if k in self.gram_row] or [0]
            t = (len(self.types), self.word_row.get(word_key(word, lang), 0), np.array(grams, dtype=np.int64), shape(form))
            self.types[form, lang] = t
        return t


def split_feats(feats):
    """Name and first value of the features that are predicted."""
    for part in feats.split("|"):
        if "=" in part:
            name, value = part.split("=", 1)
            if name in FEATS:
                yield name, value.split(",")[0]


def encode(s, vocab, gaz):
    """Adds what the network reads (types, lang_id, tb_id, gaz) and, of what is known, what it should say (y_*)."""
    n = len(s["forms"])
    e = dict(n=n, lang=s["lang"], tb=s["tb"], tree=s["tree"])
    e["types"] = [vocab.type(f, s["lang"]) for f in s["forms"]]
    e["lang_id"], e["tb_id"] = LANGS.index(s["lang"]), vocab.treebank_id.get(s["tb"], 0)
    e["matches"] = gaz.matches(s["forms"], s["lang"], vocab.t2s)
    blank = np.full(n, IGNORE, dtype=np.int16)
    e["y_ner"] = np.array([NER.index(x) for x in s["ner"]], dtype=np.int16) if s["ner"] else blank
    e["y_feat"] = np.full((n, len(FEATS)), IGNORE, dtype=np.int16)
    e["y_pos"] = e["y_head"] = e["y_rel"] = e["y_lemma"] = blank
    if not s["tree"]:
        return e
    ids = lambda table, xs: np.array([table.get(x, IGNORE) for x in xs], dtype=np.int16)
    e["y_pos"] = np.array([UPOS.index(u) if u in UPOS else IGNORE for u in s["upos"]], dtype=np.int16)
    e["y_head"] = np.array(s["heads"], dtype=np.int16)
    e["y_rel"] = ids(vocab.label_id, map(norm_label, s["rels"]))
    if s["tb"] in vocab.has_feats:
        e["y_feat"][:] = 0
        for i, feats in enumerate(s["feats"]):
            for name, value in split_feats(feats):
                e["y_feat"][i, FEATS.index(name)] = vocab.value_id[name].get(value, 0)
    if s["tb"] in vocab.has_lemma:
        e["y_lemma"] = ids(vocab.script_id, [edit_script(f, l) if l != "_" or f == "_" else None
                                             for f, l in zip(s["forms"], s["lemmas"])])
    return e


# Fixed (rows, length) shapes: the kernels are compiled for each shape, free sizes cost twice the time.
BUCKETS = [6, 10, 14, 18, 22, 26, 30, 36, 44, 56, 76, 122]


def batches(encoded, tokens, rng=None):
    """-> [(length, rows, sentences)]; shuffled if rng is given."""
    by_length = {}
    for e in encoded:
        length = next((n for n in BUCKETS if e["n"] < n), e["n"] + 1)
        by_length.setdefault(length, []).append(e)
    out = []
    for length, group in sorted(by_length.items()):
        if rng:
            rng.shuffle(group)
        rows = max(1, tokens // length)
        out += [(length, rows, group[i:i + rows]) for i in range(0, len(group), rows)]
    if rng:
        rng.shuffle(out)
    return out


WORD_DROP, GRAM_DROP, TREEBANK_DROP, GAZ_DROP, MATCH_DROP = 0.2, 0.1, 0.1, 0.25, 0.2


def collate(batch, train=False):
    """One batch as arrays. Position 0 of a row is ROOT; missing rows are empty sentences."""
    length, rows, sents = batch
    if not train:
        rows = len(sents)
    numbers, types = {}, []
    tok = np.zeros((rows, length), dtype=np.int64)
    mask = np.zeros((rows, length), dtype=bool)
    mask[:, 0] = True
    gaz = np.zeros((rows, length, GAZ_DIM), dtype=np.float32)
    y = {k: np.full((rows, length), IGNORE, dtype=np.int64) for k in ("pos", "head", "rel", "lemma", "ner")}
    y_feat = np.full((rows, length, len(FEATS)), IGNORE, dtype=np.int64)
    for r, e in enumerate(sents):
        n = e["n"]
        for i, t in enumerate(e["types"]):
            if t[0] not in numbers:
                types.append(t)
                numbers[t[0]] = len(types)
            tok[r, i + 1] = numbers[t[0]]
        mask[r, :n + 1] = True
        matches = e["matches"]
        if train and matches:
            keep = np.random.rand(len(matches)) >= MATCH_DROP
            matches = [m for m, k in zip(matches, keep) if k] if np.random.rand() >= GAZ_DROP else []
        if matches:
            gaz[r, 1:n + 1] = gaz_features(n, matches)
        for k in y:
            y[k][r, 1:n + 1] = e["y_" + k]
        y_feat[r, 1:n + 1] = e["y_feat"]
    pad = -(len(types) + 1) % 256 if train else 0
    none = np.zeros(1, dtype=np.int64)
    word = np.array([0] + [t[1] for t in types] + [0] * pad, dtype=np.int64)
    shapes = np.array([N_SHAPES - 1] + [t[3] for t in types] + [0] * pad, dtype=np.int64)
    grams = [none] + [t[2] for t in types] + [none] * pad
    sizes = np.array([len(g) for g in grams])
    flat = np.concatenate(grams)
    if train:
        word[np.random.rand(len(word)) < WORD_DROP] = 0
        keep = np.random.rand(len(flat)) >= GRAM_DROP
        keep[np.cumsum(sizes) - sizes] = True
        sizes = np.bincount(np.repeat(np.arange(len(sizes)), sizes)[keep], minlength=len(sizes))
        flat = flat[keep]
    lang = np.array([e["lang_id"] for e in sents] + [0] * (rows - len(sents)))
    treebank = np.array([e["tb_id"] for e in sents] + [0] * (rows - len(sents)))
    if train:
        treebank[np.random.rand(rows) < TREEBANK_DROP] = 0
    # The softmax over edit scripts is the widest layer: lemmas are learnt from a sample of fixed size.
    known = np.flatnonzero(y["lemma"].reshape(-1) >= 0)
    pick = np.random.choice(known, 320) if train and len(known) else np.zeros(0, dtype=np.int64)
    return dict(tok=tok, mask=mask, gaz=gaz, word=word, shape=shapes, gram=flat, offset=np.cumsum(sizes) - sizes,
                lang=lang, treebank=treebank, y_feat=y_feat, lemma_pick=pick, **{"y_" + k: v for k, v in y.items()})


def load_gazetteer(out):
    z = np.load(out + "/gaz.npz")
    return Gazetteer([int(k) for k in z["keys"]], [int(c) for c in z["classes"]])


def main():
    data, out = sys.argv[1], sys.argv[2]
    sents = pickle.load(open(out + "/sentences.pkl", "rb"))["train"]
    vocab = Vocab(sents, load_t2s(data))
    print({k: v for k, v in vocab.sizes().items() if k != "feats"}, sum(vocab.sizes()["feats"]), flush=True)
    gaz = load_gazetteer(out)
    encoded = [encode(s, vocab, gaz) for s in sents]
    pickle.dump((vocab, encoded), open(out + "/encoded.pkl", "wb"))
    words = Counter()
    matched = Counter()
    for e in encoded:
        words[e["lang"], e["tree"]] += e["n"]
        matched[e["lang"]] += len(e["matches"])
    for lang in LANGS:
        print(lang, "words in trees %d, in names only %d, gazetteer matches %d" % (words[lang, True], words[lang, False], matched[lang]))


if __name__ == "__main__":
    import data  # the pickle is to name data.Vocab, not __main__.Vocab

    data.main()
