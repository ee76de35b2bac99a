"""What all parts of the gazetteer builder share: the table of entities and names, and how it is written."""
import collections, hashlib, os, re, unicodedata

LANGS = ["en", "de", "fr", "es", "pt", "ru", "ar", "zh-Hans", "zh-Hant", "ja", "ko", "vi", "th", "id", "ms"]
LATIN = ["en", "de", "fr", "es", "pt", "vi", "id", "ms"]
HAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hand")
SCRIPTS = {"ru": "CYRILLIC", "ar": "ARABIC", "zh-Hans": "CJK", "zh-Hant": "CJK", "ja": "CJK|KATAKANA|HIRAGANA",
           "ko": "HANGUL", "th": "THAI"}


def normal_name(name):
    """As schema.NormalName."""
    return "".join(c for c in name.lower() if c not in " \t\n\u00a0\u3000-‐‑–'’‘·・.=＝")


def own_id(kind, name):
    """As schema.EntityID: for what the data gives no QID."""
    return "e:" + hashlib.sha256(b"".join(p.encode() + b"\0" for p in (kind, normal_name(name)))).hexdigest()[:16]


def in_script(lang, text):
    """Whether a name is written in the language's own script."""
    want = SCRIPTS.get(lang, "LATIN").split("|")
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and any(any(unicodedata.name(c, "").startswith(w) for w in want) for c in letters) and (
        lang in SCRIPTS or all(unicodedata.name(c, "").startswith("LATIN") or c in "ʻʼ’‘" for c in letters))


def rows(path):
    with open(os.path.join(HAND, path), encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


class Table:
    def __init__(self):
        self.entities = {}  # id -> [type, iso, name, owner, kind, rank]
        self.names = {l: collections.OrderedDict() for l in LANGS}  # lang -> (id, kind) -> {written: None}
        self.paradigms = {l: {} for l in LANGS}  # lang -> endings -> name
        self.iso = {}  # alpha-3 -> id
        self.alpha2 = {}  # alpha-2 -> alpha-3

    def entity(self, id, type, name, iso="", owner="", kind="", rank=9):
        if id in self.entities:
            return False
        self.entities[id] = [type, iso, name, owner, kind, rank]
        if iso and type == "Country":
            self.iso[iso] = id
        return True

    def name(self, lang, id, written, kind="name"):
        written = clean(written)
        if written and id in self.entities:
            self.names[lang].setdefault((id, kind), {})[written] = None

    def inflected(self, lang, id, slots, kind="name"):
        """Adds a name that is given as one list of forms for each word, slot by slot."""
        words = []
        for forms in slots:
            if isinstance(forms, str):
                words.append(forms)
            elif len(set(forms)) == 1:
                words.append(forms[0])
            else:
                stem = os.path.commonprefix(forms)
                endings = tuple(f[len(stem):] for f in forms)
                name = self.paradigms[lang].setdefault(endings, len(self.paradigms[lang]) + 1)
                words.append("%s~%s" % (stem, name))
        self.name(lang, id, " ".join(words), kind)

    def flat(self, lang, id, forms, kind="name"):
        """Adds the forms of one word in no order of cases."""
        forms = list(dict.fromkeys(forms))
        if len(forms) == 1:
            self.name(lang, id, forms[0], kind)
        elif forms:
            self.inflected(lang, id, [forms], kind)

    def weaken(self, words):
        """Gives names that are also common words the kind weak; persons' and countries' names keep theirs."""
        for lang, common in words.items():
            names = self.names[lang]
            for id, kind in [k for k in names if k[1] == "name"]:
                if self.entities[id][0] in ("Country", "Person"):
                    continue
                forms = names[(id, kind)]
                weak = [f for f in forms if fold(lang, f) in common and self.doubtful(lang, id, f)]
                for f in weak:
                    del forms[f]
                    names.setdefault((id, "weak"), {})[f] = None
                if not forms:
                    del names[(id, kind)]

    def weaken_countries(self, weak):
        """Names of countries that are common words."""
        for lang, forms in weak.items():
            for (id, kind), names in list(self.names[lang].items()):
                if kind == "name" and self.entities[id][0] == "Country":
                    for form in [f for f in forms if f in names]:
                        del names[form]
                        self.names[lang].setdefault((id, "weak"), {})[form] = None

    def doubtful(self, lang, id, form):
        """Long names and, in Arabic, well-known places are frequent words because they are names."""
        if form in ("سيول", "المدينة", "리가", "사나", "가자", "선전", "나라"):
            return True
        if self.entities[id][4] in ("capital", "seat"):
            return False
        return lang in ("ar", "th") or len(form) <= (3 if lang == "ja" else 2)

    def write(self, root):
        order = sorted(self.entities, key=lambda i: (self.entities[i][5], len(i), i))
        place = {id: n for n, id in enumerate(order)}
        with open(os.path.join(root, "entities.tsv"), "w", encoding="utf-8") as f:
            f.write("# Made by cmd/train/gazetteer; sources and licences in NOTICE. id, type, iso, name, owner, kind\n")
            for id in order:
                type, iso, name, owner, kind, _ = self.entities[id]
                f.write("\t".join((id, type, iso, name, owner, kind)) + "\n")
        shared = collections.OrderedDict()
        for (id, kind), forms in self.names["en"].items():
            if self.entities[id][0] == "Country":
                continue
            for form in forms:
                if "~" not in form and all(form in self.names[l].get((id, kind), ()) for l in LATIN):
                    shared.setdefault((id, kind), {})[form] = None
        self.write_names(os.path.join(root, "latin.tsv"), shared, place)
        for lang in LANGS:
            names = collections.OrderedDict()
            for key, forms in self.names[lang].items():
                left = [f for f in forms if lang not in LATIN or f not in shared.get(key, ())]
                if left:
                    names[key] = left
            blocks = [row[1] for row in rows("blocks.tsv") if row[0] == lang]
            self.write_names(os.path.join(root, lang, "names.tsv"), names, place, blocks)
            used = set(re.findall(r"~(\d+)", " ".join(f for forms in names.values() for f in forms)))
            path = os.path.join(root, lang, "paradigms.tsv")
            if os.path.exists(path):
                os.remove(path)
            if used:
                with open(path, "w", encoding="utf-8") as f:
                    f.write("# Made by cmd/train/gazetteer. Paradigm and its endings, case by case; - is none\n")
                    for endings, name in self.paradigms[lang].items():
                        if str(name) in used:
                            f.write("%s\t%s\n" % (name, ",".join(e or "-" for e in endings)))

    @staticmethod
    def write_names(path, names, place, blocks=()):
        with open(path, "w", encoding="utf-8") as f:
            f.write("# Made by cmd/train/gazetteer; sources and licences in NOTICE. id, kind, forms\n")
            for text in blocks:
                f.write("-\tnone\t%s\n" % text)
            for (id, kind), forms in sorted(names.items(), key=lambda kv: (place[kv[0][0]], kv[0][1])):
                f.write("%s\t%s\t%s\n" % (id, kind, "|".join(forms)))


def fold(lang, form):
    """A form as the matcher compares it, without article."""
    if lang != "ar":
        return form
    form = re.sub("[\u064b-\u065f\u0640]", "", form)
    form = re.sub("[أإآٱ]", "ا", form).replace("ى", "ي").replace("ة", "ه")
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def common_words(lex):
    """The most frequent words of the languages whose letters tell no names."""
    import gzip
    words = {}
    for lang, folder in (("ar", "ar"), ("ko", "ko"), ("th", "th"), ("zh-Hans", "zh_cn"), ("zh-Hant", "zh_tw")):
        path = os.path.join(lex, "FrequencyWords", folder)
        words[lang] = set()
        for name in sorted(os.listdir(path)):
            with open(os.path.join(path, name), encoding="utf-8") as f:
                for n, line in enumerate(f):
                    if n >= {"ar": 50000, "zh-Hans": 20000, "zh-Hant": 20000}.get(lang, 50000):
                        break
                    words[lang].add(fold(lang, line.split(" ")[0]))
    import msgpack
    with gzip.open(os.path.join(lex, "wordfreq_small/small_ja.msgpack.gz")) as f:
        words["ja"] = {w for level in msgpack.load(f, raw=False)[1:] for w in level}
    return words


def clean(s):
    s = unicodedata.normalize("NFC", (s or "").replace("’", "'").replace("ʻ", "'").replace("ʼ", "'").strip())
    s = re.sub(r"\s*[(（].*?[)）]\s*", " ", s)
    s = re.sub(r"\s+", " ", s).strip(" ,;")
    return "" if "|" in s or "\t" in s else s
