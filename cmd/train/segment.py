"""Trains the two segmenters: characters -> ends of words, multiword tokens and sentences.

    python segment.py DATA OUT spaced|unspaced SECONDS

Writes OUT/seg.<set>.pt: weights, characters, dictionary, multiword tokens, scores on the test files.
"""
import random
import sys
import time
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

import prep
from features import (DICT_MAX, LANGS, SEG_MWT, SEG_MWT_SENT, SEG_SETS, SEG_WORD, SEG_WORD_SENT, char_class, crc,
                      dict_features, lower, seg_hashes, seg_text)
from model import SEG_CONFIG, Segmenter
from tables import load_t2s

TREEBANKS = {
    "en": ["ud/en/UD_English-EWT/*train*", "ud/en/UD_English-EWT/*dev*", "ud/en/GUM_open_genres/**/*.conllu", "ud/en/UD_English-PUD/*test*"],
    "de": ["ud/de/UD_German-GSD/*.conllu", "ud/de/UD_German-PUD/*test*"],
    "fr": ["ud/fr/UD_French-GSD/*dev*", "ud/fr/UD_French-PUD/*test*", "ud/fr/UD_French-Sequoia/*.conllu"],
    "es": ["ud_flagged/es/UD_Spanish-AnCora/*dev*", "ud/es/UD_Spanish-GSD/*.conllu", "ud/es/UD_Spanish-PUD/*test*"],
    "pt": ["ud/pt/UD_Portuguese-Bosque/*.conllu", "ud/pt/UD_Portuguese-GSD/*.conllu", "ud/pt/UD_Portuguese-Porttinari/*.conllu"],
    "ru": ["ud/ru/UD_Russian-GSD/*dev*", "ud/ru/UD_Russian-Taiga/*.conllu", "ud/ru/UD_Russian-PUD/*test*"],
    "ar": ["ud/ar/UD_Arabic-PUD/*test*"],
    "ko": ["ud/ko/UD_Korean-Kaist/*dev*", "ud/ko/UD_Korean-GSD/*.conllu", "ud/ko/UD_Korean-PUD/*test*"],
    "id": ["ud/id/UD_Indonesian-GSD/*dev*", "ud/id/UD_Indonesian-CSUI/*.conllu", "ud/id/UD_Indonesian-PUD/*test*", "ud_flagged/id/UD_Indonesian-GSD/*train*"],
    "zh": ["ud/zh/UD_Chinese-GSD/*dev*", "prepared/zht.train.conllu", "ud/zh/UD_Chinese-PUD/*test*"],
    "ja": ["ud/ja/megagon*/*train*", "ud/ja/UD_Japanese-GSD/*dev*"],
    "vi": ["ud/vi/UD_Vietnamese-VTB/*train*", "ud/vi/UD_Vietnamese-VTB/*dev*"],
    "th": ["ud/th/UD_Thai-TUD/*train*", "ud/th/UD_Thai-TUD/*dev*", "ud/th/UD_Thai-PUD/*test*"],
}
TESTS = {x: "prepared/%s.test.conllu" % x for x in "en de fr es pt ru ar id zht zhs vi th".split()}
TESTS["ja"], TESTS["ko"] = "ud/ja/UD_Japanese-GSD/*test*", "ud/ko/UD_Korean-Kaist/*test*"
NO_SPACES = ("zh", "ja")
MAX_DICT = {"zh": 150_000, "ja": 130_000, "th": 80_000, "vi": 40_000}
LENGTH, ROWS = 320, 16
IGNORE = -100


# ---------------------------------------------------------------- text with its words

def glue(tokens):
    """Vietnamese trees have every token apart; put punctuation where real text has it."""
    text, open_quote = "", False
    for form, _, _ in tokens:
        opens = form in "([{“‘" or form == '"' and not open_quote
        closes = form in ",.:;?!)]}…”’" or form == "..." or form == '"' and open_quote
        if form == '"':
            open_quote = not open_quote
        text = (text.rstrip(" ") if closes else text) + form + ("" if opens else " ")
    return text.strip()


def read_text(path, lang, heldout):
    """-> [(text, [(start, end, is multiword)], [(form, parts)])]"""
    out = []
    for lines in prep.blocks(path):
        text, tokens, words, mwts, last = None, [], [], [], 0
        for line in lines:
            if line.startswith("# text = "):
                text = line[9:].strip()
            r = line.split("\t")
            if len(r) != 10 or not line[0].isdigit():
                continue
            if "-" in r[0]:
                last = int(r[0].split("-")[1])
                tokens.append((r[1], True, r[9]))
                mwts.append((r[1], int(r[0].split("-")[0]), last))
            elif r[0].isdigit():
                words.append(r[1])
                if int(r[0]) > last:
                    tokens.append((r[1], False, r[9]))
        if not tokens or heldout and (lang, crc(prep.fold("".join(words)))) in heldout:
            continue
        if lang == "vi":
            text = glue(tokens)
        elif text is None:
            text = "".join(f + ("" if lang in NO_SPACES or "SpaceAfter=No" in misc else " ") for f, _, misc in tokens).strip()
        spans, at = [], 0
        for form, multi, _ in tokens:
            i = text.find(form, at)
            if i < 0 or i > at + 3:
                break
            at = i + len(form)
            spans.append((i, at, multi))
        if len(spans) == len(tokens):
            out.append((text, spans, [(f, words[a - 1:b]) for f, a, b in mwts if b <= len(words)]))
    return out


def read_all(lang, patterns, heldout=None):
    return [s for p in prep.paths(*patterns) for s in read_text(p, lang, heldout)]


def join(sents, lang, rng=None, fixed=20):
    """Runs of sentences as in an article -> [(text, label of each character)]"""
    out, i = [], 0
    while i < len(sents):
        n = rng.randint(1, 6) if rng else fixed
        text, labels = "", []
        for sent, spans, _ in sents[i:i + n]:
            if text:
                gap = "" if lang in NO_SPACES else " "
                if rng and rng.random() < 0.1:
                    gap = "\n"
                text += gap
                labels += [0] * len(gap)
            y = [0] * len(sent)
            for _, end, multi in spans:
                y[end - 1] = SEG_MWT if multi else SEG_WORD
            y[spans[-1][1] - 1] += SEG_WORD_SENT - SEG_WORD
            text += sent
            labels += y
        out.append((text, labels))
        i += n
    return out


# ---------------------------------------------------------------- dictionaries

def dictionaries(data, train, t2s):
    """Words of two characters (vi: syllables) and more, the frequent ones first -> {lang: sorted keys}"""
    words = {lang: Counter() for lang in DICT_MAX}
    for line in prep.read_file(data + "/lex/jieba/dict.txt").splitlines():
        word, n, _ = line.split(" ")
        words["zh"]["".join(t2s.get(c, c) for c in word)] += int(n)
    import janome.sysdic  # IPADIC as a Python package
    for e in janome.sysdic.entries().values():
        words["ja"][e[0]] = max(words["ja"][e[0]], 20000 - e[3])  # cost: low is frequent
    for name in ("words_th.txt", "orst_words_th.txt"):
        for word in prep.read_file(data + "/lex/pythainlp_words/" + name).split("\n"):
            words["th"][word.strip()] += 1
    for name in ("tnc_freq.txt", "ttc_freq.txt"):
        for line in prep.read_file(data + "/lex/pythainlp_words/" + name).splitlines():
            word, n = line.split("\t")
            if int(n) >= 5:
                words["th"][word] += int(n)
    for word in prep.read_file(data + "/gaz/pythainlp_names/countries_th.txt").split():
        words["th"][word] += 10
    for line in prep.read_file(data + "/gaz/pythainlp_names/thailand_provinces_th.csv").splitlines():
        words["th"][line.split(",")[0]] += 10
    for line in prep.read_file(data + "/lex/omw/wikt/wn-wikt-vie.tab").splitlines()[1:]:
        words["vi"][lower(line.split("\t")[2])] += 1
    for word in prep.read_file(data + "/lex/TALPCo/vie/data_vie-token.txt").split("\n"):
        words["vi"][lower(word.strip())] += 1
    for sent, spans, _ in train["vi"]:
        for a, b, _ in spans:
            words["vi"][lower(sent[a:b])] += 1
    out = {}
    for lang, counts in words.items():
        kept = [w for w, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
                if 2 <= len(w) <= DICT_MAX[lang] and (lang != "vi" or " " in w) and not w.isascii()]
        out[lang] = sorted({crc(w) for w in kept[:MAX_DICT[lang]]})
        print("dictionary", lang, len(out[lang]), flush=True)
    return out


def mwt_lexicon(train):
    """Multiword tokens in lower case -> their usual parts, in lower case."""
    out = {}
    for lang in ("en", "de", "fr", "es", "pt", "id"):
        seen = {}
        for _, _, mwts in train.get(lang, []):
            for form, parts in mwts:
                seen.setdefault(lower(form), Counter())[tuple(lower(p) for p in parts)] += 1
        out[lang] = {form: list(c.most_common(1)[0][0]) for form, c in sorted(seen.items())
                     if sum(c.values()) >= 2 or lang in ("es", "pt")}
    return out


# ---------------------------------------------------------------- arrays

class Encoder:
    def __init__(self, kind, chars, dicts, t2s):
        self.kind, self.t2s = kind, t2s
        self.bits = SEG_CONFIG[kind]["bits"]
        self.ids = {c: i + 1 for i, c in enumerate(chars)}
        self.dicts = {k: set(v) for k, v in dicts.items()}
        self.classes = {}

    def __call__(self, text, lang):
        chars = seg_text(text, lang, self.t2s)
        for c in set(chars):
            if c not in self.classes:
                self.classes[c] = char_class(c)
        x = np.zeros((len(chars), 8 if self.kind == "unspaced" else 5), dtype=np.int32)
        x[:, 0] = [self.ids.get(c, 0) for c in chars]
        x[:, 1] = [self.classes[c] for c in chars]
        x[:, 2:5] = seg_hashes(chars, self.bits)
        if self.kind == "unspaced":
            x[:, 5:8] = np.array(dict_features(chars, lang, self.dicts[lang])) + [0, 5, 10]
        return x


def stream(windows, rng):
    """Endless batches; languages by the root of their size."""
    size = {lang: sum(len(x) for x, _ in w) ** 0.5 for lang, w in windows.items()}
    langs, weights = list(size), list(size.values())
    while True:
        batch = [(lang, *rng.choice(windows[lang])) for lang in rng.choices(langs, weights, k=ROWS)]
        width = batch[0][1].shape[1]
        x = np.zeros((ROWS, LENGTH, width), dtype=np.int64)
        y = np.full((ROWS, LENGTH), IGNORE)
        mask = np.zeros((ROWS, LENGTH, 1), dtype=np.float32)
        for i, (_, f, labels) in enumerate(batch):
            n = len(f)
            x[i, :n], y[i, :n], mask[i, :n] = f, labels, 1
            x[i, :n, 0][np.random.rand(n) < 0.03] = 0
        lang = torch.tensor([LANGS.index(b[0]) for b in batch])
        yield torch.from_numpy(x), lang, torch.from_numpy(mask), torch.from_numpy(y)


# ---------------------------------------------------------------- scores

def spans_of(text, labels):
    words, sents, mwts = set(), set(), set()
    start = begin = None
    for i, v in enumerate(labels):
        if text[i].isspace():
            continue
        start = i if start is None else start
        begin = i if begin is None else begin
        if v:
            words.add((start, i))
            if v in (SEG_MWT, SEG_MWT_SENT):
                mwts.add((start, i))
            start = None
            if v in (SEG_WORD_SENT, SEG_MWT_SENT):
                sents.add((begin, i))
                begin = None
    return words, sents, mwts


@torch.no_grad()
def tag(model, encoder, text, lang):
    x = torch.from_numpy(encoder(text, lang).astype(np.int64))[None]
    labels = model(x, torch.tensor([LANGS.index(lang)]), torch.ones(1, len(text), 1)).argmax(-1)[0].tolist()
    last = max((i for i, c in enumerate(text) if not c.isspace()), default=None)
    if last is not None and labels[last] in (0, SEG_WORD, SEG_MWT):
        labels[last] = SEG_MWT_SENT if labels[last] == SEG_MWT else SEG_WORD_SENT
    return labels


def evaluate(model, encoder, kind):
    model.eval()
    scores = {}
    for name, pattern in TESTS.items():
        lang = name[:2]
        if lang not in SEG_SETS[kind]:
            continue
        gold, guess, right = Counter(), Counter(), Counter()
        for text, labels in join(read_all(lang, [pattern]), lang):
            for k, g, p in zip(("words", "sents", "mwt"), spans_of(text, labels), spans_of(text, tag(model, encoder, text, lang))):
                gold[k] += len(g)
                guess[k] += len(p)
                right[k] += len(g & p)
        scores[name] = {k: round(200 * right[k] / max(1, gold[k] + guess[k]), 2) for k in ("words", "sents", "mwt")}
    return scores


def main():
    data, out, kind, seconds = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    prep.DATA = data
    torch.set_num_threads(1)
    torch.manual_seed(1)
    np.random.seed(1)
    rng = random.Random(1)
    t2s = load_t2s(data)
    heldout = {(a, int(b, 16)) for a, b in (line.split() for line in open(out + "/heldout.txt"))}
    train = {lang: read_all(lang, TREEBANKS[lang], heldout) for lang in SEG_SETS[kind]}
    dicts = dictionaries(data, train, t2s) if kind == "unspaced" else {}
    texts = {lang: join(s, lang, rng) for lang, s in train.items()}
    counts = Counter(c for lang, ts in texts.items() for t, _ in ts for c in seg_text(t, lang, t2s))
    chars = "".join(c for c, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= 3)
    encoder = Encoder(kind, chars, dicts, t2s)
    windows = {}
    for lang, ts in texts.items():
        w = windows[lang] = []
        for text, labels in ts:
            x, y = encoder(text, lang), np.array(labels)
            w += [(x[i:i + LENGTH], y[i:i + LENGTH]) for i in range(0, len(text), LENGTH)]
    print({lang: sum(len(x) for x, _ in w) for lang, w in windows.items()}, "chars", len(chars), flush=True)
    model = Segmenter(kind, len(chars))
    dense = [p for n, p in model.named_parameters() if n != "bucket.weight"]
    rate = 3e-3
    opt = torch.optim.AdamW(dense, lr=rate, betas=(0.9, 0.95), fused=True)
    sparse = torch.optim.SparseAdam([model.bucket.weight], lr=3 * rate)
    start, step, seen, loss_mean = time.time(), 0, 0, 1.0
    model.train()
    for x, lang, mask, y in stream(windows, rng):
        done = (time.time() - start) / seconds
        if done >= 1:
            break
        f = min(1, (step + 1) / 50) * (1 - done) + 1e-3
        for g in opt.param_groups:
            g["lr"] = rate * f
        for g in sparse.param_groups:
            g["lr"] = 3 * rate * f
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(x, lang, mask)
        loss = F.cross_entropy(scores.float().flatten(0, 1), y.flatten(), ignore_index=IGNORE)
        opt.zero_grad()
        sparse.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(dense, 2.0)
        opt.step()
        sparse.step()
        step += 1
        seen += int(mask.sum())
        loss_mean = 0.99 * loss_mean + 0.01 * float(loss.detach())
        if step % 200 == 0:
            print("%4ds step %d, %.2fM characters, loss %.4f" % (time.time() - start, step, seen / 1e6, loss_mean), flush=True)
    scores = evaluate(model, encoder, kind)
    for name, s in scores.items():
        print(name, s, flush=True)
    torch.save(dict(model=model.state_dict(), kind=kind, chars=chars, dicts=dicts, mwt=mwt_lexicon(train), scores=scores,
                    files=prep.FILES), out + "/seg.%s.pt" % kind)


if __name__ == "__main__":
    main()
