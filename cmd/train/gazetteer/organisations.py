"""International organisations of supraverden; armed groups, agencies, parties, banks, media and companies by hand,
with the QIDs of name-suggestion-index where it has them."""
import glob, json, os, re
import chinese, inflect
from common import LANGS, LATIN, in_script, own_id, rows

FIELDS = {"en": "en", "fr": "fr", "es": "es", "de": "de", "pt": "pt", "ru": "ru", "ar": "ar", "ja": "ja", "ko": "ko", "id": "id"}
COUNT = 500  # organisations of supraverden that are taken: those with the most names


def build(t, gaz):
    import yaml
    known = yaml.safe_load(open(os.path.join(gaz, "supraverden/general_list.yaml"), encoding="utf-8"))
    brands = brand_ids(gaz)
    hand = {r[0]: r for r in rows("organisations.tsv")}
    ranked = sorted(known, key=lambda k: (k not in hand, -sum(f.startswith("Name_") for f in known[k]), k))
    ids = {}
    for key in ranked[:COUNT]:
        d = known[key]
        q = d.get("Wikidata_code") or ""
        id = q if re.fullmatch(r"Q\d+", q) else own_id("Organization", NAMES.get(key, key))
        if not t.entity(id, "Organization", key.replace("’", "'").replace("‐", "-"), kind="igo", rank=3 if key in hand else 7):
            continue
        ids[key] = id
        if key in hand:
            continue
        for lang, field in FIELDS.items():
            if d.get("Name_" + field):
                put(t, lang, id, d["Name_" + field])
        if d.get("Name_zh"):
            for form in re.split("[/／;；]", d["Name_zh"]):
                put(t, "zh-Hans", id, chinese.simplified(form))
                put(t, "zh-Hant", id, chinese.traditional(form))
        short = d.get("Abbreviation_en") or ""
        if re.fullmatch(r"[A-Z][A-Za-z-]{3,11}", short):
            for lang in LANGS:
                put(t, lang, id, short)
    for key, row in hand.items():
        kind, owner = row[1], row[2].replace("-", "")
        id = ids.get(key) or brands.get(key.lower()) or own_id("Organization", NAMES.get(key, key))
        t.entity(id, "Organization", key.replace("’", "'"), owner=owner, kind=kind, rank=4)
        if key in NAMES:
            t.entities[id][2] = NAMES[key]
        for column in row[3:]:
            langs, forms = column.split(":", 1)
            for lang in {"*": LATIN, "**": LANGS}.get(langs, langs.split(",")):
                for form in forms.split("|"):
                    if lang in LANGS:
                        put(t, lang, id, form)
        if (id, "name") not in t.names["en"]:
            put(t, "en", id, key)
        for lang in LATIN:  # where nothing says otherwise, a proper name is written as in English
            if (id, "name") not in t.names[lang] and kind not in ("igo", "ministry", "legislature"):
                for form in t.names["en"][(id, "name")]:
                    t.name(lang, id, form)


# Names that are better known than the data's.
NAMES = {"North Atlantic Treaty Organisation": "NATO", "Cooperation Council for the Arab States of the Gulf": "Gulf Cooperation Council",
         "International Criminal Police Organization": "Interpol", "Asia-Pacific Economic Cooperation Secretariat": "APEC",
         "United Nations World Food Programme": "World Food Programme", "Office of the United Nations High Commissioner for Refugees": "UNHCR",
         "Association of Southeast Asian Nations": "ASEAN", "United Nations Children’s Fund": "UNICEF",
         "United Nations Educational, Scientific and Cultural Organization": "UNESCO", "Organization of the Petroleum Exporting Countries": "OPEC",
         "International Committee of the Red Cross": "Red Cross",
         "United Nations Relief and Works Agency for Palestine Refugees in the Near East": "UNRWA"}


def put(t, lang, id, form):
    form = (form or "").strip()
    if len(form) < 2 or lang in ("ru", "ar") and not in_script(lang, form) and not form.isascii():
        return
    if lang == "ru" and in_script("ru", form) and "«" not in form and '"' not in form:
        t.inflected(lang, id, inflect.ru_name(form))
        return
    if lang == "de":
        m = re.match(r"^([A-ZÄÖÜ][\w-]*(?:isch|al|at|lich|eint|äisch|ional|nordisch))(e|er|es|en) (.+)$", form)
        if m:
            for ending in ("e", "er", "es", "en"):
                t.name(lang, id, "%s%s %s" % (m[1], ending, m[3]))
            return
    t.name(lang, id, form)


def brand_ids(gaz):
    """English name, lower case -> QID, where the index has just one."""
    ids = {}
    for path in glob.glob(os.path.join(gaz, "name-suggestion-index/data/**/*.json"), recursive=True):
        d = json.load(open(path, encoding="utf-8"))
        for item in d.get("items", []) if isinstance(d, dict) else []:
            tags = item.get("tags", {})
            for role in ("brand", "operator"):
                q = tags.get(role + ":wikidata")
                for name in (tags.get(role + ":en"), tags.get(role)):
                    if q and name:
                        ids.setdefault(name.lower(), set()).add(q)
    return {n: next(iter(q)) for n, q in ids.items() if len(q) == 1}
