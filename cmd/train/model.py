"""The two networks: Parser (tags, trees, names, lemmas) and Segmenter (sentences and words).

Parameter names are the tensor names of the weights file; the segmenters' are prefixed
"seg.spaced." and "seg.unspaced.". Linear layers are y = x W^T + b with W of [out, in].
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from features import FEATS, GAZ_DIM, LANGS, N_CHAR_CLASSES, N_SHAPES, NER, UPOS

D = 256            # width of the network
D_WORD = 96        # word vector
D_GRAM = 96        # mean of the n-gram vectors
DILATIONS = (1, 2, 4, 1, 2)
HEADS, D_FF, MAX_REL = 4, 512, 32
D_ARC, D_LABEL, D_LEMMA, D_NER = 256, 192, 128, 128
LEAK = 0.1         # leaky ReLU in all heads


def gelu(x):
    return x * torch.sigmoid(1.702 * x)


class Drop(nn.Module):
    """Dropout with one mask for a whole sentence: cheap, and better for parsers."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        size = (x.shape[0], 1, x.shape[2]) if x.dim() == 3 else x.shape
        return x * ((torch.rand(size) >= self.p).to(x.dtype) / (1 - self.p))


class GatedConv(nn.Module):
    """x + a * sigmoid(g), where [a | g] = lin([h(t-dil) | h(t) | h(t+dil)]) and h = LayerNorm(x).

    For width k the inputs are k neighbours from left to right; beyond the sentence they are zero."""

    def __init__(self, d, k=3, dilation=1, drop=0.1):
        super().__init__()
        self.ln = nn.LayerNorm(d)
        self.lin = nn.Linear(k * d, 2 * d)
        self.k, self.dilation, self.drop = k, dilation, Drop(drop)

    def forward(self, x, mask):
        h = self.ln(x) * mask
        pad = self.dilation * (self.k // 2)
        length = x.shape[1]
        padded = F.pad(h, (0, 0, pad, pad))
        h = torch.cat([padded[:, i * self.dilation:i * self.dilation + length] for i in range(self.k)], -1)
        a, g = self.lin(h).chunk(2, -1)
        return x + self.drop(a * torch.sigmoid(g))


class Attention(nn.Module):
    """Pre-norm transformer block; rel[head, clip(j - i) + 32] is added to the score of query i, key j."""

    def __init__(self, d, heads=HEADS, ff=D_FF, drop=0.1):
        super().__init__()
        self.heads = heads
        self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.o = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.f1, self.f2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.drop = Drop(drop)
        distance = torch.arange(-MAX_REL, MAX_REL + 1).abs().float()
        self.rel = nn.Parameter(torch.stack([-distance * (0.5 / 2 ** i) for i in range(heads)]))

    def forward(self, x, mask):
        b, length, d = x.shape
        q, k, v = self.qkv(self.ln1(x)).view(b, length, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        p = torch.arange(length)
        rel = (p[None] - p[:, None]).clamp(-MAX_REL, MAX_REL) + MAX_REL
        score = (q @ k.transpose(-1, -2)).float() / math.sqrt(d // self.heads) + self.rel[:, rel]
        score = score.masked_fill(~(mask[:, None, None, :, 0] > 0), -1e4).softmax(-1).to(v.dtype)
        x = x + self.drop(self.o((score @ v).transpose(1, 2).reshape(b, length, d)))
        return x + self.drop(self.f2(self.drop(gelu(self.f1(self.ln2(x))))))


class Parser(nn.Module):
    """sizes: dict(words, grams, treebanks, feats=[values of each attribute], labels, scripts);
    words and grams count the rows, row 0 (unknown) included. Position 0 of a sentence is ROOT."""

    def __init__(self, sizes, drop=0.2):
        super().__init__()
        self.sizes = sizes
        self.word = nn.Embedding(sizes["words"], D_WORD, sparse=True)
        self.gram = nn.EmbeddingBag(sizes["grams"], D_GRAM, mode="mean", sparse=True)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.gram.weight, std=0.1)
        self.shape = nn.Embedding(N_SHAPES, 16)
        self.lang = nn.Embedding(len(LANGS), 16)
        self.treebank = nn.Embedding(sizes["treebanks"], 16)
        self.root = nn.Parameter(torch.randn(D) * 0.1)
        self.inp = nn.Linear(D_WORD + D_GRAM + 16, D)       # [word | mean n-gram | shape]
        self.style = nn.Linear(32, D)                       # [lang | treebank], added to every position
        self.gaz = nn.Linear(GAZ_DIM, D, bias=False)        # added to every token
        nn.init.zeros_(self.gaz.weight)
        self.drop_in = Drop(drop)
        self.enc = nn.ModuleList([GatedConv(D, 3, n) for n in DILATIONS] + [Attention(D)])
        self.ln = nn.LayerNorm(D)
        self.drop_out, self.drop_head = Drop(drop), Drop(0.25)
        self.pos = nn.Linear(D, len(UPOS))
        self.feat = nn.Linear(D, sum(sizes["feats"]))       # one softmax for each attribute, side by side
        self.ner1, self.ner2 = nn.Linear(D, D_NER), nn.Linear(D_NER, len(NER))
        self.lem1 = nn.Linear(D + D_WORD + D_GRAM, D_LEMMA)  # [state | word | mean n-gram]
        self.lem2 = nn.Linear(D_LEMMA, sizes["scripts"])
        self.arc_head, self.arc_dep = nn.Linear(D, D_ARC), nn.Linear(D, D_ARC)
        self.arc = nn.Parameter(torch.randn(D_ARC, D_ARC) / D_ARC)  # score = dep arc head^T + arc_bias(head)
        self.arc_bias = nn.Linear(D_ARC, 1)
        self.lab_head, self.lab_dep = nn.Linear(D, D_LABEL), nn.Linear(D, D_LABEL)
        self.lab = nn.Linear(3 * D_LABEL, sizes["labels"])  # [4 * head * dep | head | dep]

    def embed(self, b):
        """-> network input [B, L, D], and [word | mean n-gram] of every position for the lemma head.
        b["word"], b["shape"], b["gram"]/b["offset"] describe the batch's unique words; b["tok"] points to them."""
        table = torch.cat([self.word(b["word"]), self.gram(b["gram"], b["offset"])], -1)
        h = self.inp(torch.cat([self.drop_in(table), self.shape(b["shape"])], -1))
        x, e = F.embedding(b["tok"], h), F.embedding(b["tok"], table)
        x = x + self.gaz(b["gaz"]).to(x.dtype)
        x = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, -1), x[:, 1:]], 1)
        return x + self.style(torch.cat([self.lang(b["lang"]), self.treebank(b["treebank"])], -1))[:, None], e

    def encode(self, b, trace=None):
        x, e = self.embed(b)
        mask = b["mask"][:, :, None].to(x.dtype)
        if trace is not None:
            trace.append(("input", x))
        for i, layer in enumerate(self.enc):
            x = layer(x, mask)
            if trace is not None:
                trace.append(("enc.%d" % i, x))
        return self.drop_out(self.ln(x.float())), e

    def forward(self, b, trace=None):
        h, e = self.encode(b, trace)
        head = lambda z: self.drop_head(F.leaky_relu(z, LEAK))
        arc_head, arc_dep = head(self.arc_head(h)), head(self.arc_dep(h))
        arc = arc_dep @ self.arc.to(arc_dep.dtype) @ arc_head.transpose(1, 2)
        arc = (arc + self.arc_bias(arc_head).transpose(1, 2)).float()       # [B, dependent, head]
        arc = arc.masked_fill(~b["mask"][:, None, :], -1e4)
        arc = arc.masked_fill(torch.eye(arc.shape[1], dtype=torch.bool)[None], -1e4)
        return dict(h=h, e=e, arc=arc, pos=self.pos(h), feat=self.feat(h),
                    ner=self.ner2(head(self.ner1(h))),
                    lab_head=head(self.lab_head(h)), lab_dep=head(self.lab_dep(h)))

    def labels(self, head, dep):
        return self.lab(torch.cat([head * dep * 4, head, dep], -1))

    def lemmas(self, h, e):
        z = self.lem1(torch.cat([h, e.to(h.dtype)], -1))
        return self.lem2(self.drop_head(F.leaky_relu(z, LEAK)))

    def loss(self, b):
        o = self.forward(b)

        def ce(scores, gold):
            total = F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=-100, reduction="sum")
            return total / (gold >= 0).sum().clamp(min=20)

        gold_head = b["y_head"].clamp(min=0)[:, :, None].expand(-1, -1, D_LABEL)
        arc, pos, ner = ce(o["arc"], b["y_head"]), ce(o["pos"], b["y_pos"]), ce(o["ner"], b["y_ner"])
        lab = ce(self.labels(o["lab_head"].gather(1, gold_head), o["lab_dep"]), b["y_rel"])
        feat = lemma = torch.zeros(())
        gold_feat = b["y_feat"]
        n = (gold_feat[:, :, 0] >= 0).sum()
        if n:
            parts = o["feat"].float().flatten(0, 1).split(self.sizes["feats"], -1)
            gold_feat = gold_feat.flatten(0, 1)
            feat = sum(F.cross_entropy(p, gold_feat[:, i], ignore_index=-100, reduction="sum")
                       for i, p in enumerate(parts)) / n
        pick = b["lemma_pick"]
        if len(pick):
            lemma = ce(self.lemmas(o["h"].flatten(0, 1)[pick], o["e"].flatten(0, 1)[pick]), b["y_lemma"].flatten()[pick])
        total = arc + lab + pos + 0.5 * feat + 0.5 * lemma + 1.5 * ner
        return total, (arc, lab, pos, ner, lemma)


SEG_CONFIG = {"spaced": dict(d=48, bits=15), "unspaced": dict(d=128, bits=16)}


class Segmenter(nn.Module):
    """Character tagger. Input of a character: [char 32 | class 8 | three bucket vectors 32 | lang 16]
    and for the unspaced set three dictionary vectors of 8 (rows 5*k + bucket of table "words")."""

    def __init__(self, kind, n_chars, k=5, dilations=(1, 2, 4)):
        super().__init__()
        d, bits = SEG_CONFIG[kind]["d"], SEG_CONFIG[kind]["bits"]
        self.kind, self.bits = kind, bits
        self.char = nn.Embedding(n_chars + 1, 32)
        self.cls = nn.Embedding(N_CHAR_CLASSES, 8)
        self.bucket = nn.Embedding(1 << bits, 32, sparse=True)
        nn.init.normal_(self.bucket.weight, std=0.1)
        self.lang = nn.Embedding(len(LANGS), 16)
        size = 32 + 8 + 3 * 32 + 16
        if kind == "unspaced":
            self.words = nn.Embedding(15, 8)
            size += 24
        self.inp = nn.Linear(size, d)
        self.enc = nn.ModuleList([GatedConv(d, k, n) for n in dilations])
        self.ln, self.out, self.drop = nn.LayerNorm(d), nn.Linear(d, 5), Drop(0.15)

    def forward(self, x, lang, mask, trace=None):
        """x: [B, L, 5 or 8] = char id, class, three bucket rows, three rows of the table of dictionary vectors."""
        parts = [self.char(x[..., 0]), self.cls(x[..., 1])] + [self.bucket(x[..., i]) for i in (2, 3, 4)]
        parts.append(self.lang(lang)[:, None].expand(-1, x.shape[1], -1))
        if self.kind == "unspaced":
            parts += [self.words(x[..., i]) for i in (5, 6, 7)]
        h = self.inp(self.drop(torch.cat(parts, -1)))
        if trace is not None:
            trace.append(("input", h))
        for i, layer in enumerate(self.enc):
            h = layer(h, mask)
            if trace is not None:
                trace.append(("enc.%d" % i, h))
        return self.out(self.ln(h.float()))
