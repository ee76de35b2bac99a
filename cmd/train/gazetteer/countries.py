"""Countries and territories: CLDR, world_countries, UN terms, rigour; adjectives and peoples by hand and rule."""
import csv, json, os
import inflect
from common import LANGS, LATIN, in_script, rows

CLDR = {"pt": ("pt", "pt-PT"), "es": ("es", "es-419"), "zh-Hant": ("zh-Hant", "zh-Hant-HK")}
WORLD = {"zh-Hans": "zh", "zh-Hant": "zh-tw"}
UNTERM = {"ar": "Arabic", "zh-Hans": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}


def build(t, gaz):
    for line in open(os.path.join(gaz, "rigour/rust/data/territories/data.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        iso = (d.get("alpha3") or "").upper()
        if len(iso) != 3 or len(d["code"]) != 2 or not d.get("qid") or d["code"] in ("ac", "cq", "ta", "dg", "ea", "ic", "eu"):
            continue
        if d.get("is_historical") or d["qid"] in t.entities or iso == "CYB":
            continue
        t.alpha2[d["code"].upper()] = iso
        country = d.get("is_country") or iso in ("TWN", "PSE", "XKX", "VAT")
        t.entity(d["qid"], "Country", d["name"], iso=iso, kind="country" if country else "territory", rank=0 if country else 1)
    world = json.load(open(os.path.join(gaz, "stefangabos_world_countries/_combined/world.json"), encoding="utf-8"))
    terms = {r["ISO3166-1-Alpha-3"]: r for r in csv.DictReader(open(os.path.join(gaz, "datasets_country-codes/data/country-codes.csv"), encoding="utf-8"))}
    for lang in LANGS:
        names = {}
        for locale in CLDR.get(lang, (lang,)):
            path = os.path.join(gaz, "cldr-json/cldr-localenames-full/main", locale, "territories.json")
            for code, name in json.load(open(path, encoding="utf-8"))["main"][locale]["localeDisplayNames"]["territories"].items():
                names.setdefault(code.split("-alt-")[0], []).append(name)
        for alpha2, forms in names.items():
            for form in forms:
                add(t, lang, t.alpha2.get(alpha2), form)
        for w in world:
            for key in {"pt": ("pt",)}.get(lang, (WORLD.get(lang, lang),)):
                add(t, lang, w["alpha3"].upper(), w.get(key) if isinstance(w.get(key), str) else "")
        if lang in UNTERM:
            for iso, r in terms.items():
                for length in ("Short", "Formal"):
                    add(t, lang, iso, article_off(lang, r.get("UNTERM %s %s" % (UNTERM[lang], length))))
    for row in rows("countries.tsv"):
        lang, iso, forms = row[:3]
        for form in forms.split("|"):
            t.flat(lang, t.iso[iso], form.split("/")) if "/" in form else add(t, lang, iso, form)
    for iso, id in t.iso.items():
        for lang in LANGS:
            if lang not in LATIN:  # texts of other scripts quote English names
                t.name(lang, id, t.entities[id][2])
    for lang in LANGS:
        if lang not in LATIN:
            for form in ("USA", "U.S.", "US"):
                t.name(lang, t.iso["USA"], form)
            t.name(lang, t.iso["GBR"], "UK")
    short(t)
    demonyms(t)


def article_off(lang, s):
    s = (s or "").split("[")[0].split("(")[0].strip(" *")
    for a in {"en": ("the ",), "fr": ("la ", "le ", "les ", "l'", "l’"), "es": ("la ", "el ", "los ", "las ")}.get(lang, ()):
        if s.startswith(a):
            return s[len(a):]
    return s


# Names that in running text mean something else more often.
WRONG = {("en", "Turkey (Türkiye)"), ("id", "Uni"), ("es", "Uni")}


def add(t, lang, iso, form):
    id = t.iso.get(iso or "")
    form = (form or "").split("（")[0].strip()
    if not id or not form or (lang, form) in WRONG or "," in form or len(form) < 2 and lang not in ("zh-Hans", "zh-Hant", "ko"):
        return
    if lang not in LATIN and not in_script(lang, form) and not form.isascii():
        return
    if lang == "th" and form.startswith("ประเทศ"):
        t.name(lang, id, form)
        form = form[len("ประเทศ"):]
    if lang == "ru":
        t.inflected(lang, id, inflect.ru_name(form))
        return
    t.name(lang, id, form)
    if " und " in form or " & " in form:
        t.name(lang, id, form.replace(" & ", " und "))


def short(t):
    """One-character names."""
    for lang, pairs in SHORT.items():
        for iso, forms in pairs.items():
            for form in forms.split():
                t.name(lang, t.iso[iso], form, "short")


SHORT = {
    "zh-Hans": dict(CHN="中", USA="美", RUS="俄", GBR="英", FRA="法", DEU="德", JPN="日", KOR="韩", PRK="朝", IND="印", AUS="澳", UKR="乌"),
    "zh-Hant": dict(CHN="中", USA="美", RUS="俄", GBR="英", FRA="法", DEU="德", JPN="日", KOR="韓", PRK="朝", IND="印", AUS="澳", UKR="烏"),
    "ja": dict(CHN="中", USA="米", RUS="露 ロ", GBR="英", FRA="仏", DEU="独", JPN="日", KOR="韓", PRK="朝", IND="印", AUS="豪"),
    "ko": dict(CHN="중", USA="미", RUS="러", JPN="일", KOR="한", PRK="북", GBR="영", FRA="프", IND="인"),
}


def demonyms(t):
    for iso, en, de_adj, de_people, fr, es, pt, ru_adj, ru_people, ar in rows("demonyms.tsv"):
        id = t.iso[iso]
        for lang, words, rule in (("en", en, inflect.en), ("de", de_adj, inflect.de_adjective), ("de", de_people, inflect.de_people),
                                  ("fr", fr, inflect.fr), ("es", es, inflect.es), ("pt", pt, inflect.pt),
                                  ("ru", ru_adj, inflect.ru_adjective), ("ru", ru_people, inflect.ru_people)):
            for w in words.split(","):
                if w != "-":
                    t.flat(lang, id, rule(w), "demonym")
        for w in ar.split(","):
            if w == "-":
                continue
            if " " in w:
                a, b = w.split(" ", 1)
                for x in ("", "ة", "ين", "ون"):
                    y = "ة" if x == "ة" else x if b.endswith("ي") and x in ("ين", "ون") else ""
                    for article in ("", "ال"):
                        t.name("ar", id, a + x + " " + article + b + ("ة" if x == "ة" else y), "demonym")
            else:
                t.flat("ar", id, inflect.ar(w), "demonym")
