"""What the network sees of a text, and nothing else.

Everything here is computed again in Go at run time, so this file is the
specification: small, explicit, character by character, without regular
expressions and without library behaviour that another language cannot copy.
All hashes are crc32 (IEEE) of UTF-8 bytes or uint32 arithmetic.
"""
import unicodedata
import zlib

LANGS = ["en", "de", "fr", "es", "pt", "ru", "ar", "zh", "ja", "ko", "vi", "th", "id"]
# Malay is read with the Indonesian language vector; both Chinese scripts are "zh".
ALIASES = {"ms": "id", "zh-Hans": "zh", "zh-Hant": "zh", "zhs": "zh", "zht": "zh"}
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
FEATS = ["Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "Voice", "Aspect",
         "Polarity", "Degree", "PronType", "Definite", "Poss", "NumType", "Animacy", "Reflex"]
# The only subtypes of relations that are kept; every other label loses what follows the colon.
SUBTYPES = {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "acl:relcl",
            "compound:prt", "nmod:poss", "obl:tmod"}
# The annotation style each language is analysed in (treebank embedding at inference).
STYLE = {"en": "en:EWT", "de": "de:GSD", "fr": "fr:GSD", "es": "es:AnCora", "pt": "pt:Bosque",
         "ru": "ru:GSD", "ar": "ar:PUD", "zh": "zh:GSD", "ja": "ja:GSD", "ko": "ko:Kaist",
         "vi": "vi:VTB", "th": "th:TUD", "id": "id:GSD"}

GAZ_CLASSES = ["PER", "ORG", "COUNTRY", "PLACE"]  # bit k of a gazetteer entry's class byte
GAZ_DIM = 2 * len(GAZ_CLASSES)                    # feature 2k: match of class k begins, 2k+1: goes on
GAZ_MAX_TOKENS = 6


def crc(s):
    return zlib.crc32(s.encode("utf-8"))


# ---------------------------------------------------------------- characters

def lower_char(c):
    """Lower case of one character; characters whose lower case is longer stay as they are."""
    low = c.lower()
    return low if len(low) == 1 else c


def lower(s):
    return "".join(lower_char(c) for c in s)


def is_upper(c):
    return unicodedata.category(c) in ("Lu", "Lt")


def is_lower(c):
    return unicodedata.category(c) == "Ll"


def is_digit(c):
    return unicodedata.category(c) == "Nd"


def is_letter(c):
    return unicodedata.category(c)[0] == "L"


def is_arabic_mark(c):
    """Vowel signs, superscript alef and the stretching bar."""
    return "\u064b" <= c <= "\u0652" or c in "\u0670\u0640"


def jamo(c):
    """A Hangul syllable as its two or three letters (canonical decomposition)."""
    i = ord(c) - 0xAC00
    if not 0 <= i < 11172:
        return c
    out = chr(0x1100 + i // 588) + chr(0x1161 + i % 588 // 28)
    return out + chr(0x11A7 + i % 28) if i % 28 else out


def norm(form, lang, t2s):
    """The form under which a word is looked up: zh in simplified characters, ar without vowel
    signs, ko as letters (particles become suffixes that words share), all in lower case with
    every digit written 0. t2s maps traditional to simplified characters."""
    if lang == "zh":
        form = "".join(t2s.get(c, c) for c in form)
    elif lang == "ar":
        form = "".join(c for c in form if not is_arabic_mark(c)) or form
    elif lang == "ko":
        form = "".join(jamo(c) for c in form)
    return "".join("0" if is_digit(c) else lower_char(c) for c in form)


# ---------------------------------------------------------------- words

N_SHAPES = 28  # the last one is the row of ROOT


def shape(form):
    """Class of the original form: punctuation, digits, case pattern, or script and length."""
    n = len(form)
    kinds = [unicodedata.category(c) for c in form]
    if all(k[0] in "PS" for k in kinds):
        return 0 if n == 1 else 1
    if "Nd" in kinds:
        if all(k == "Nd" for k in kinds):
            return 2
        return 4 if any(k[0] == "L" for k in kinds) else 3
    uppers = sum(k in ("Lu", "Lt") for k in kinds)
    lowers = sum(k == "Ll" for k in kinds)
    if uppers and not lowers:
        return 5 if n == 1 else 6 if n < 5 else 7
    if kinds[0] in ("Lu", "Lt"):
        return 8 if uppers == 1 else 9
    if lowers and not uppers:
        return 10 if n < 4 else 11
    c = ord(form[0])
    k = 12
    if 0x4E00 <= c < 0xA000:
        k = 13
    elif 0x3040 <= c < 0x30A0:
        k = 14
    elif 0x30A0 <= c < 0x3100:
        k = 15
    elif 0xAC00 <= c < 0xD7B0:
        k = 16
    elif 0x0E00 <= c < 0x0E80:
        k = 17
    elif 0x0600 <= c < 0x0700:
        k = 18
    return k if n > 1 else k + 7


def word_key(normed, lang):
    return crc(normed + "\t" + lang)


def ngram_keys(normed):
    """Hashes of the substrings of 2 to 5 characters of "<word>", shorter first, left to right; then,
    if any character is beyond U+0DFF, of "1"+character for each. At most the first 60."""
    b = "<" + normed + ">"
    out = []
    for n in range(2, 6):
        for i in range(len(b) - n + 1):
            out.append(crc(b[i:i + n]))
    if any(ord(c) >= 0x0E00 for c in normed):
        out += [crc("1" + c) for c in normed]
    return out[:60]


# ---------------------------------------------------------------- labels

def norm_label(rel):
    return rel if rel in SUBTYPES else rel.split(":")[0]


def edit_script(form, lemma):
    """How the lemma is made from the form: "k" (keep) or "L" (lower case), alone, or followed by
    "|cut before|cut after|put before|put after"; "=lemma" where they share no letter."""
    low = lower(form)
    flag = "L" if lemma == lower(lemma) and form != low else "k"
    f = low if flag == "L" else form
    if f == lemma:
        return flag
    n, m = len(f), len(lemma)
    if n * m > 900:
        return None
    best, at_f, at_l = 0, 0, 0  # longest common substring
    prev = [0] * (m + 1)
    for i in range(n):
        cur = [0] * (m + 1)
        for j in range(m):
            if f[i] == lemma[j]:
                cur[j + 1] = prev[j] + 1
                if cur[j + 1] > best:
                    best, at_f, at_l = cur[j + 1], i - cur[j + 1] + 1, j - cur[j + 1] + 1
        prev = cur
    if best == 0:
        return "=" + lemma
    return "%s|%d|%d|%s|%s" % (flag, at_f, n - at_f - best, lemma[:at_l], lemma[at_l + best:])


def apply_script(form, script):
    """The lemma; the form itself where the script cuts more than the form has."""
    if script[0] == "=":
        return script[1:]
    f = lower(form) if script[0] == "L" else form
    if len(script) == 1:
        return f
    _, before, after, head, tail = script.split("|", 4)
    before, after = int(before), int(after)
    if before + after > len(f):
        return f
    return head + f[before:len(f) - after] + tail


# ---------------------------------------------------------------- gazetteer matches

RU_ENDINGS = ["ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ой", "ей", "ою", "ею", "ом",
              "ем", "ам", "ям", "ах", "ях", "ую", "юю", "ая", "яя", "ое", "ее", "ий", "ый", "ые",
              "ие", "ия", "ии", "ию", "ых", "их", "ым", "им", "ов", "ев",
              "а", "я", "у", "ю", "е", "ы", "и", "о", "ь", "й"]


def ru_stem(normed):
    """Cuts the first of RU_ENDINGS that fits and leaves three letters at least."""
    for e in RU_ENDINGS:
        if normed.endswith(e) and len(normed) - len(e) >= 3:
            return normed[:len(normed) - len(e)]
    return normed


AR_FOLD = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"}


def gaz_norm(form, lang, t2s):
    """norm() without white space; ar: alef and final ya in one spelling."""
    s = "".join(c for c in norm(form, lang, t2s) if not c.isspace())
    if lang == "ar":
        s = "".join(AR_FOLD.get(c, c) for c in s)
    return s


def gaz_entry_keys(name, lang, t2s):
    """The keys under which a name is put into the list. Words of the name are parted by spaces."""
    words = name.split()
    keys = [crc("".join(gaz_norm(w, lang, t2s) for w in words))]
    if lang == "ru":  # "~" keeps stems apart from names
        keys.append(crc("~" + "".join(ru_stem(gaz_norm(w, lang, t2s)) for w in words)))
    if lang == "ar" and words[0].startswith("ال") and len(words[0]) >= 5:
        keys.append(crc("".join(gaz_norm(w, lang, t2s) for w in [words[0][2:]] + words[1:])))
    return keys


def gaz_match_keys(forms, words, lang, t2s):
    """The keys under which a run of tokens is looked up, in this order; the first that is in the
    list counts. words: gaz_norm() of the forms."""
    whole = "".join(words)
    keys = [crc(whole)]
    if lang == "ru":
        keys.append(crc("~" + "".join(ru_stem(w) for w in words)))
    elif lang == "de":  # genitive
        if words[-1].endswith("s") and len(words[-1]) >= 4:
            keys.append(crc(whole[:-1]))
    elif lang == "ar":  # and, so, with, for, as; and "for the"
        if whole[:1] in ("و", "ف", "ب", "ل", "ك") and len(words[0]) >= 4:
            keys.append(crc(whole[1:]))
        if whole.startswith("لل") and len(words[0]) >= 5:
            keys.append(crc(whole[2:]))
    elif lang == "ko":  # up to three syllables of particles
        last = forms[-1]
        for cut in (1, 2, 3):
            if len(last) - cut < 2 or not 0xAC00 <= ord(last[len(last) - cut]) < 0xD7A4:
                break
            keys.append(crc("".join(words[:-1]) + gaz_norm(last[:len(last) - cut], lang, t2s)))
    return keys


def gaz_allowed(forms):
    """Not a match if a token begins in lower case and none in upper case."""
    kinds = [unicodedata.category(f[0]) for f in forms if f]
    return "Ll" not in kinds or "Lu" in kinds or "Lt" in kinds


class Gazetteer:
    """uint32 keys (sorted in the file), one class byte each."""

    def __init__(self, keys, classes):
        self.classes = dict(zip(keys, classes))
        self.norms = {}

    def norm(self, form, lang, t2s):
        w = self.norms.get((form, lang))
        if w is None:
            w = self.norms[form, lang] = gaz_norm(form, lang, t2s)
        return w

    def matches(self, forms, lang, t2s):
        """-> [(start, end, class bits)]: left to right, the longest match from each start."""
        words = [self.norm(f, lang, t2s) for f in forms]
        out = []
        i, n = 0, len(forms)
        while i < n:
            step = 1
            for j in range(min(n, i + GAZ_MAX_TOKENS), i, -1):
                if not gaz_allowed(forms[i:j]):
                    continue
                keys = gaz_match_keys(forms[i:j], words[i:j], lang, t2s)
                bits = next((self.classes[k] for k in keys if k in self.classes), 0)
                if bits:
                    out.append((i, j, bits))
                    step = j - i
                    break
            i += step
        return out


def gaz_features(n, matches):
    """-> n rows of GAZ_DIM numbers 0 or 1."""
    rows = [[0.0] * GAZ_DIM for _ in range(n)]
    for start, end, bits in matches:
        for k in range(len(GAZ_CLASSES)):
            if bits >> k & 1:
                rows[start][2 * k] = 1.0
                for i in range(start + 1, end):
                    rows[i][2 * k + 1] = 1.0
    return rows


# ---------------------------------------------------------------- segmentation

# Classes of the character tagger: what ends with this character.
SEG_NONE, SEG_WORD, SEG_WORD_SENT, SEG_MWT, SEG_MWT_SENT = range(5)
SEG_SETS = {"spaced": ["en", "de", "fr", "es", "pt", "ru", "ar", "ko", "id"],
            "unspaced": ["zh", "ja", "th", "vi"]}
N_CHAR_CLASSES = 10
DICT_MAX = {"zh": 8, "ja": 8, "th": 16, "vi": 28}  # longest dictionary word, in characters


def char_class(c):
    k = unicodedata.category(c)
    if k in ("Lu", "Lt"):
        return 1
    if k[0] == "M":
        return 6
    if k[0] == "P":
        return 8
    if k[0] == "S":
        return 9
    return {"Ll": 2, "Lo": 3, "Nd": 4, "Zs": 5, "Lm": 7}.get(k, 0)


def seg_text(text, lang, t2s):
    """The characters the segmenter sees, one for each of the text."""
    return [t2s.get(c, c) for c in text] if lang == "zh" else list(text)


def bucket_hash(a, b, c, bits):
    """Row of a pair (c = 0) or triple of code points in a table of 1<<bits rows."""
    h = (a * 0x9E3779B1 + b * 0x85EBCA6B + c * 0xC2B2AE35) & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x2C1B3C6D & 0xFFFFFFFF
    return h >> (32 - bits)


def seg_hashes(chars, bits):
    """For each character the rows of (previous, this), (this, next), (this, next, one after);
    a newline stands before and behind the text."""
    codes = [10] + [ord(c) for c in chars] + [10, 10]
    return [(bucket_hash(codes[i - 1], codes[i], 0, bits),
             bucket_hash(codes[i], codes[i + 1], 0, bits),
             bucket_hash(codes[i], codes[i + 1], codes[i + 2], bits))
            for i in range(1, len(chars) + 1)]


def word_char(c):
    return unicodedata.category(c)[0] in "LMN"


def dict_bucket(word, lang):
    """1 to 4: length in characters (zh, ja), in pairs of characters (th), in syllables (vi)."""
    n = len(word)
    if lang == "th":
        n = (n + 1) // 2
    elif lang == "vi":
        n = word.count(" ") + 1
    return min(n, 4)


def dict_features(chars, lang, keys):
    """For each character: bucket of the longest dictionary word that starts here, that ends here,
    that has this character inside (0: none). keys: set of crc32 of the words. vi: in lower case,
    only from a word's beginning to a word's end, only words of two syllables and more."""
    n = len(chars)
    rows = [[0, 0, 0] for _ in range(n)]
    text = [lower_char(c) for c in chars] if lang == "vi" else chars
    encoded = [c.encode("utf-8", "surrogatepass") for c in text]
    for i in range(n):
        if lang == "vi" and (not word_char(text[i]) or i > 0 and word_char(text[i - 1])):
            continue
        h = 0
        spaces = 0
        for j in range(i, min(n, i + DICT_MAX[lang])):
            h = zlib.crc32(encoded[j], h)
            if lang == "vi":
                spaces += text[j] == " "
                if spaces == 0 or not word_char(text[j]) or j + 1 < n and word_char(text[j + 1]):
                    continue
            if h not in keys:
                continue
            b = min(spaces + 1, 4) if lang == "vi" else min((j - i + 2) // 2 if lang == "th" else j - i + 1, 4)
            rows[i][0] = max(rows[i][0], b)
            rows[j][1] = max(rows[j][1], b)
            for k in range(i + 1, j):
                rows[k][2] = max(rows[k][2], b)
    return rows


# What multiword tokens that are in no lexicon end with, longest first.
CLITICS = {"en": ["n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'s", "’s", "'d", "’d", "'m", "’m"],
           "es": ["los", "las", "les", "nos", "lo", "la", "le", "se", "me", "te", "os"],
           "id": ["nya", "lah", "kah", "pun"]}
ES_PLAIN = {"á": "a", "é": "e", "í": "i"}


def split_clitic(form, lang):
    """Parts of a multiword token that is in no lexicon; the token whole if it has none."""
    low = lower(form)
    if lang == "pt" and "-" in low[1:-1]:
        i = low.index("-", 1)
        return [form[:i], form[i + 1:]]
    end = next((c for c in CLITICS.get(lang, ()) if low.endswith(c) and len(low) > len(c)), None)
    if end is None or len(low) != len(form):
        return [form]
    base, parts = form[:-len(end)], [form[-len(end):]]
    if lang == "es":
        # dárselo -> dar se lo, dámelo -> da me lo; the accent goes with the clitic
        for first in ("se", "me", "te", "nos"):
            verb = base[:-len(first)]
            if base.endswith(first) and (verb.endswith(("r", "ndo")) or any(c in ES_PLAIN for c in verb)):
                base, parts = verb, [first] + parts
                break
        base = base[:-4] + "".join(ES_PLAIN.get(c, c) for c in base[-4:])
    return [base] + parts


def split_token(form, lang, lexicon):
    """Parts of a multiword token, from the lexicon or by its clitic, in the token's case."""
    low = lower(form)
    parts = lexicon.get(lang, {}).get(low)
    if parts is None:
        return split_clitic(form, lang)
    if "".join(parts) == low and len(low) == len(form):  # the letters as they stand
        out, at = [], 0
        for p in parts:
            out.append(form[at:at + len(p)])
            at += len(p)
        return out
    letters = [c for c in form if is_letter(c)]
    if len(letters) > 1 and all(is_upper(c) for c in letters):
        return [p.upper() for p in parts]
    if not is_upper(form[0]):
        return list(parts)
    return [parts[0][:1].upper() + parts[0][1:]] + parts[1:]
