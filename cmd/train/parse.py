"""Reads text with the weights file: the reference of what the Go code does.

    python parse.py MODEL OUT FILE...     (FILE: a text; its name begins with the language: de.txt)

Writes OUT/<folder of FILE>/<language>.conllu. MISC has the name tag (NE=) and the byte offsets of
the word in the file (start=, end=).
"""
import os
import sys

import numpy as np
import torch

from data import batches, collate
from decode import tree
from features import (ALIASES, FEATS, LANGS, NER, SEG_MWT, SEG_MWT_SENT, SEG_SETS, SEG_WORD_SENT, UPOS, Gazetteer,
                      apply_script, ngram_keys, norm, shape, split_token, word_key)
from model import Parser, Segmenter
from segment import Encoder
from train import tensors
from weights import read

MAX_SENTENCE = 120  # words; longer ones are cut
# Thai text marks no sentence ends: a space before one of these begins a new one, if the sentence
# before has MIN_THAI words.
THAI_OPENERS = ("โดย", "ทั้งนี้", "นอกจากนี้", "อย่างไรก็ตาม", "ขณะที่", "ขณะเดียวกัน", "ส่วน", "ด้าน", "สำหรับ", "ต่อมา",
                "ก่อนหน้านี้", "ล่าสุด", "แต่", "เมื่อ")
MIN_THAI = 12


class Cutter:
    """Cuts text into sentences and words. mwt: splits of multiword tokens by language."""

    def __init__(self, segmenters, encoders, mwt):
        self.segmenters, self.encoders, self.mwt = segmenters, encoders, mwt

    def segment(self, text, lang):
        """-> sentences: lists of (start, end, parts), offsets in characters"""
        out, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                out += [[(at + a, at + b, p) for a, b, p in s] for s in self.segment_line(line, lang)]
            at += len(line) + 1
        return out

    @torch.no_grad()
    def segment_line(self, text, lang):
        kind = next(k for k, langs in SEG_SETS.items() if lang in langs)
        x = torch.from_numpy(self.encoders[kind](text, lang).astype(np.int64))[None]
        labels = self.segmenters[kind](x, torch.tensor([LANGS.index(lang)]), torch.ones(1, len(text), 1)).argmax(-1)[0]
        out, sent, start = [], [], None
        last = len(text.rstrip()) - 1
        for i, label in enumerate(labels.tolist()):
            if text[i].isspace() and start is None:
                continue
            start = i if start is None else start
            if not label and i < last or text[i].isspace():
                continue
            form = text[start:i + 1]
            parts = split_token(form, lang, self.mwt) if label in (SEG_MWT, SEG_MWT_SENT) else [form]
            sent.append((start, i + 1, parts))
            start = None
            ends = label in (SEG_WORD_SENT, SEG_MWT_SENT)
            if lang == "th":
                ends = text[i + 1:i + 2] == " " and len(sent) >= MIN_THAI and text[i + 2:].startswith(THAI_OPENERS)
            if ends or i == last or len(sent) >= MAX_SENTENCE:
                out.append(sent)
                sent = []
        return out + [sent] if sent else out


class Model(Cutter):
    """Everything of a weights file, in float32."""

    def __init__(self, path):
        self.meta, v, arrays = read(path)
        self.vocab, self.arrays = v, arrays
        self.t2s = v["t2s"]
        sizes = dict(words=len(arrays["word.keys"]) + 1, grams=len(arrays["gram.keys"]) + 1, treebanks=len(v["treebanks"]),
                     feats=[len(f["values"]) for f in v["feats"]], labels=len(v["labels"]), scripts=len(v["scripts"]))
        self.parser = self.fill(Parser(sizes), "")
        segmenters, encoders = {}, {}
        for kind in SEG_SETS:
            chars = v["chars"][kind]
            segmenters[kind] = self.fill(Segmenter(kind, len(chars)), "seg.%s." % kind)
            dicts = {n[5:]: a.tolist() for n, a in arrays.items() if n.startswith("dict.")} if kind == "unspaced" else {}
            encoders[kind] = Encoder(kind, chars, dicts, self.t2s)
        super().__init__(segmenters, encoders, v["mwt"])
        self.word_row = {int(k): i + 1 for i, k in enumerate(arrays["word.keys"])}
        self.gram_row = {int(k): i + 1 for i, k in enumerate(arrays["gram.keys"])}
        self.gaz = Gazetteer(arrays["gaz.keys"].tolist(), arrays["gaz.classes"].tolist())
        self.types = {}

    def fill(self, net, prefix):
        net.load_state_dict({n: torch.tensor(self.arrays[prefix + n]) for n, _ in net.named_parameters()})
        return net.eval()

    def type(self, form, lang):
        t = self.types.get((form, lang))
        if t is None:
            word = norm(form, lang, self.t2s)
            rows = [self.gram_row[k] for k in ngram_keys(word) if k in self.gram_row] or [0]
            t = (len(self.types), self.word_row.get(word_key(word, lang), 0), np.array(rows, dtype=np.int64), shape(form))
            self.types[form, lang] = t
        return t

    def encode(self, forms, lang, treebank=None):
        n = len(forms)
        blank = np.full(n, -100)
        return dict(n=n, types=[self.type(f, lang) for f in forms], lang_id=LANGS.index(lang),
                    tb_id=self.vocab["treebanks"].index(treebank or self.vocab["style"][lang]),
                    matches=self.gaz.matches(forms, lang, self.t2s), y_feat=np.full((n, len(FEATS)), -100),
                    **{"y_" + k: blank for k in ("pos", "head", "rel", "lemma", "ner")})

    @torch.no_grad()
    def parse(self, sents, lang, tokens=3000, fast=False):
        """Lists of forms -> a dict for each: upos, feats, lemmas, heads, rels, ner.
        fast: in bfloat16 (for scoring checkpoints)."""
        encoded = [self.encode(s, lang) for s in sents]
        for i, (e, s) in enumerate(zip(encoded, sents)):
            e["i"], e["forms"] = i, s
        out = [None] * len(sents)
        v, net = self.vocab, self.parser
        for batch in batches(encoded, tokens):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
                o = net(tensors(collate(batch)))
                arc = o["arc"].float().log_softmax(-1).numpy()
                heads = np.zeros(arc.shape[:2], dtype=np.int64)
                for r, e in enumerate(batch[2]):
                    n = e["n"] + 1
                    heads[r, :n] = tree(arc[r, :n, :n])
                gold = torch.from_numpy(heads)[:, :, None].expand(-1, -1, o["lab_head"].shape[-1])
                rels = net.labels(o["lab_head"].gather(1, gold), o["lab_dep"]).argmax(-1).numpy()
                feats = torch.stack([f.argmax(-1) for f in o["feat"].split(net.sizes["feats"], -1)], -1).numpy()
                lemmas = net.lemmas(o["h"], o["e"]).argmax(-1).numpy()
                pos, ner = o["pos"].argmax(-1).numpy(), o["ner"].argmax(-1).numpy()
            for r, e in enumerate(batch[2]):
                at = range(1, e["n"] + 1)
                out[e["i"]] = dict(
                    forms=e["forms"], upos=[UPOS[pos[r, i]] for i in at], ner=names_of([NER[ner[r, i]] for i in at]),
                    feats=["|".join(sorted("%s=%s" % (f["name"], f["values"][k]) for f, k in zip(v["feats"], feats[r, i]) if k))
                           or "_" for i in at],
                    lemmas=[apply_script(e["forms"][i - 1], v["scripts"][lemmas[r, i]]) for i in at],
                    heads=[int(heads[r, i]) for i in at], rels=[v["labels"][rels[r, i]] for i in at])
        return out


def names_of(tags):
    """An inside tag that does not go on a name of its type begins one."""
    out, before = [], "O"
    for t in tags:
        if t[0] == "I" and before[2:] != t[2:]:
            t = "B" + t[1:]
        out.append(t)
        before = t
    return out


def conllu(model, text, lang, name):
    lang = ALIASES.get(lang, lang)
    sents = model.segment(text, lang)
    parsed = model.parse([[p for _, _, parts in s for p in parts] for s in sents], lang)
    offset = [0]
    for c in text:
        offset.append(offset[-1] + len(c.encode("utf-8", "surrogatepass")))
    out = []
    for k, (sent, p) in enumerate(zip(sents, parsed)):
        out.append("# sent_id = %s-%d\n# text = %s" % (name, k + 1, text[sent[0][0]:sent[-1][1]]))
        i = 0
        for start, end, parts in sent:
            if len(parts) > 1:
                out.append("%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\tstart=%d|end=%d"
                           % (i + 1, i + len(parts), text[start:end], offset[start], offset[end]))
            exact = "".join(parts) == text[start:end]
            at = start
            for part in parts:
                a, b = (at, at + len(part)) if exact else (start, end)
                at = b
                out.append("\t".join([str(i + 1), part, p["lemmas"][i], p["upos"][i], "_", p["feats"][i], str(p["heads"][i]),
                                      p["rels"][i], "_", "NE=%s|start=%d|end=%d" % (p["ner"][i], offset[a], offset[b])]))
                i += 1
        out.append("")
    return "\n".join(out) + "\n"


def main():
    model, out = Model(sys.argv[1]), sys.argv[2]
    torch.set_num_threads(1)
    for path in sys.argv[3:]:
        lang = os.path.basename(path).split(".")[0]
        folder = os.path.basename(os.path.dirname(os.path.abspath(path)))
        os.makedirs("%s/%s" % (out, folder), exist_ok=True)
        text = open(path, encoding="utf-8", newline="").read()
        with open("%s/%s/%s.conllu" % (out, folder, lang), "w", encoding="utf-8") as f:
            f.write(conllu(model, text, lang, "%s-%s" % (folder, lang)))


if __name__ == "__main__":
    main()
