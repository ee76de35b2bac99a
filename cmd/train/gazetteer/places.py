"""Capitals, seats of government, larger cities and regions: Who's On First, Natural Earth, CLDR's exemplar cities."""
import json, os, re
import chinese, inflect
from common import LANGS, LATIN, fold, in_script, own_id, rows

CITY = 180_000  # people of a city that is taken in; half of that where its names are known in most languages
FREQUENT = 6000  # a small place whose name is among the language's so many most frequent words is left out


def build(t, gaz):
    chinese.FOLDER = chinese.FOLDER or os.path.join(os.path.dirname(gaz), "lex/opencc")
    common = frequent_words(os.path.join(os.path.dirname(gaz), "lex/FrequencyWords"))
    wof = [json.loads(l) for l in open(os.path.join(gaz, "whosonfirst/wof_places.jsonl"), encoding="utf-8")]
    ne = [json.loads(l) for l in open(os.path.join(gaz, "natural_earth/ne_10m_populated_places.props.jsonl"), encoding="utf-8")]
    wof_by_qid = {w["qid"]: w for w in wof if w["type"] in ("locality", "region")}
    geonames = json.load(open(os.path.join(gaz, "geonames_cities15000/countries.json"), encoding="utf-8"))
    capitals = {v["iso3"]: v["capital"] for v in geonames.values()}
    for row in ne:
        capital(t, row, wof_by_qid, capitals)
    for row in sorted(ne, key=lambda r: (r.get("SCALERANK") or 9, r.get("NAME") or "")):
        q, pop = row.get("wikidataid"), row.get("POP_MAX") or 0
        if q and re.fullmatch(r"Q\d+", q) and (pop >= CITY or (row.get("SCALERANK") or 9) <= 4 and pop >= 20000):
            add_ne(t, row, "city", 3 if pop >= 1_000_000 else 5)
    for w in wof:
        langs = len(w["names"])
        big = w["type"] == "locality" and ((w["pop"] or 0) >= CITY or (w["pop"] or 0) >= CITY // 2 and langs >= 13)
        region = w["type"] in ("region", "macroregion") and langs >= 12
        if w.get("qid") and (big or region) and english(w) not in DROP:
            iso = t.alpha2.get(w["country"], "")
            pop = w["pop"] or 0
            t.entity(w["qid"], "Place", english(w), owner=iso, kind="region" if region else "city",
                     rank=6 if region else 3 if pop >= 1_000_000 else 5)
    for row in rows("places.tsv"):
        hand(t, row)
    regions(t)
    for w in wof:
        if w["qid"] in t.entities and t.entities[w["qid"]][0] == "Place":
            wof_names(t, w, common)
    for row in ne:
        if row.get("wikidataid") in t.entities and t.entities[row["wikidataid"]][0] == "Place":
            for lang in ("en", "de", "es", "fr", "pt", "ru"):
                put(t, lang, row["wikidataid"], row.get("NAME_" + lang.upper()), common)
            zh(t, row["wikidataid"], row.get("NAME_ZH"))
            if not t.names["en"].get((row["wikidataid"], "name")):
                put(t, "en", row["wikidataid"], row["NAME"], common)
    exemplar(t)
    alternates(t, gaz, ne, wof)
    for id, e in list(t.entities.items()):
        if e[0] != "Place":
            continue
        for lang in LATIN:  # where nothing says otherwise, a place is written as in English
            if (id, "name") not in t.names[lang]:
                put(t, lang, id, e[2], common)


def capital(t, row, wof, capitals):
    if row.get("FEATURECLA") not in ("Admin-0 capital", "Admin-0 capital alt", "Admin-0 region capital") or not row.get("wikidataid"):
        return
    iso = {"KOS": "XKX", "PSX": "PSE", "SDS": "SSD", "SAH": "ESH", "ALD": "ALA"}.get(row["ADM0_A3"], row["ADM0_A3"])
    if iso not in t.iso:
        return
    main = row["FEATURECLA"] == "Admin-0 capital" or row["NAME"] == "Hong Kong"
    t.entity(row["wikidataid"], "Place", english_ne(row), owner=iso, kind="capital" if main else "city", rank=2 if main else 4)


def english(w):
    name = (w["names"].get("en") or [w["name"]])[0]
    return re.sub("-(shi|si|ku|gun)$", "", name if re.search("[A-Za-z]", name) else w["name"])


def english_ne(row):
    return {"Washington, D.C.": "Washington", "Kiev": "Kyiv"}.get(row["NAME"], row.get("NAME_EN") or row["NAME"])


def add_ne(t, row, kind, rank):
    iso = row["ADM0_A3"]
    t.entity(row["wikidataid"], "Place", english_ne(row), owner=iso if iso in t.iso else "", kind=kind, rank=rank)


def hand(t, row):
    """lang or *, key, kind, owner, forms: a place of the data by its English name, or a new one without QID."""
    lang, key, kind, owner, forms = row
    ids = [i for i, e in t.entities.items() if e[0] == "Place" and e[2] == key and (not owner or e[3] == owner)]
    id = min(ids, key=lambda i: t.entities[i][5]) if ids else own_id("Place", key)
    t.entity(id, "Place", key, owner=owner, kind=kind, rank=2)
    for form in forms.split("|"):
        for l in (LATIN if lang == "*" else lang.split(",")):
            put(t, l, id, form, {})


COLUMNS = ["de", "fr", "es", "pt", "ru", "ar", "zh-Hans", "zh-Hant", "ja", "ko", "vi", "th", "id", "ms"]


def regions(t):
    """Continents, seas and regions by hand; one that the data has keeps its id."""
    for row in rows("regions.tsv"):
        english, owner, columns = row[0].split("/"), row[1].replace("-", ""), row[2:]
        ids = [i for i, e in t.entities.items() if e[0] == "Place" and e[4] == "region" and e[2] in english and e[3] == owner]
        id = min(ids, key=lambda i: t.entities[i][5]) if ids and owner else own_id("Place", english[0])
        t.entity(id, "Place", english[0], owner=owner, kind="region", rank=2)
        t.entities[id][5] = 2
        for form in english:
            t.name("en", id, form)
        for lang, forms in zip(COLUMNS, columns):
            for form in forms.split("|"):
                if form == "-":
                    continue
                if lang == "ru":
                    t.inflected("ru", id, inflect.ru_name(form))
                else:
                    t.name(lang, id, form)


def wof_names(t, w, common):
    n = w["names"]
    for lang in LANGS:
        if lang.startswith("zh"):
            continue
        keys = {"pt": ("pt", "pt-BR")}.get(lang, (lang,))
        for key in keys:
            for form in (n.get(key) or [])[:2 if lang in ("ja", "ko", "ar", "ru", "th") else 1]:
                put(t, lang, w["qid"], form, common)
    for form in (n.get("zh-Hans") or [])[:1] + (n.get("zh") or [])[:2]:
        zh(t, w["qid"], form)
    for form in (n.get("zh-Hant") or [])[:1] + (n.get("zh-TW") or [])[:1] + (n.get("zh-HK") or [])[:1]:
        if in_script("zh-Hant", form):
            t.name("zh-Hant", w["qid"], form)


def zh(t, id, form):
    if form and in_script("zh-Hans", form) and len(form) > 1:
        for name in {form, form[:-1] if form[-1] in "市" and len(form) > 2 else form}:
            t.name("zh-Hans", id, chinese.simplified(name))
            t.name("zh-Hant", id, chinese.traditional(name))


# Endings that say what kind of place it is and that texts leave out.
TAILS = {"ja": ("市",), "ko": ("시",), "th": (), "de": (), "en": (" City",)}
HEADS = {"th": ("เมือง", "กรุง", "จังหวัด", "นคร"), "vi": ("Thành phố ", "Tỉnh "), "id": ("Kota ", "Provinsi "), "ms": ("Bandar Raya ", "Bandaraya ", "Wilayah "), "ru": ("город ",),
         "ar": ("مدينة ", "محافظة ", "ولاية ")}


def put(t, lang, id, form, common):
    form = re.sub("-(shi|si|ku|gun)$", "", (form or "").split(",")[0].strip())
    if len(form) < 2 or not in_script(lang, form) or re.search(r"[(/;]", form):
        return
    small = t.entities[id][5] >= 4
    if small and (form.lower() in common.get(lang, ()) or len(form) < 3 or lang == "th" and len(form) < 4):
        return
    for head in HEADS.get(lang, ()):
        if form.startswith(head) and len(form) - len(head) > (4 if lang == "th" else 2):
            write(t, lang, id, form[len(head):])
    for tail in TAILS.get(lang, ()):
        if form.endswith(tail) and len(form) - len(tail) > 1:
            write(t, lang, id, form[:-len(tail)])
    write(t, lang, id, form)


DROP = {"Coast", "Western", "Central", "Eastern", "Northern", "Southern", "North", "South", "West", "East", "Centre", "Center", "Littoral", "Ouest",
        "Nord", "Sud", "Est", "Bay", "Capital", "Lakes", "Medea", "Upper", "Lower", "Maritime", "Plateau", "Delta", "Rivers", "Savanes", "Hauts-Bassins"}
NOT_NAMES = {"th": {"แพร่", "มีเดีย", "ชายฝั่ง", "เมือง"}, "ar": {"بيرا", "ولاية", "الشاطئ", "المدينة", "الليل", "الدولة", "الصباح", "الغربية", "الشرقية", "الشمالية", "الجنوبية", "الوسطى", "المركزية"},
             "ko": {"쓰", "나라", "기자", "지난"}, "vi": {"Sơn"}}


def write(t, lang, id, form):
    if len(form.strip()) < 2 or form in NOT_NAMES.get(lang, ()):
        return
    if lang == "ar" and t.entities[id][5] >= 4 and len(fold("ar", form)) < 4:
        return
    if lang == "ru":
        if form[:1].isupper():
            t.inflected(lang, id, inflect.ru_name(form))
    else:
        t.name(lang, id, form)


def exemplar(t):
    """CLDR's cities of time zones: English name -> name in the language."""
    from babel import Locale
    by_name = {}
    for id, e in t.entities.items():
        if e[0] == "Place":
            by_name.setdefault(e[2], id)
    for lang in LANGS:
        zones = Locale.parse(lang.replace("-", "_")).time_zones
        for zone in sorted(zones):
            city = zones[zone].get("city") if hasattr(zones[zone], "get") else None
            id = by_name.get(zone.split("/")[-1].replace("_", " "))
            if city and id:
                put(t, lang, id, city, {})


ALTERNATE = {"ar": "[\u0621-\u064a ]+", "ja": "[\u30a1-\u30fc・]+", "ko": "[\uac00-\ud7a3 ]+", "th": "[\u0e01-\u0e4e]+", "ru": "[А-Яа-яё -]+"}


def alternates(t, gaz, ne, wof):
    """GeoNames' alternate names have no language: for a place still without a name, the first in the script."""
    geonames = json.load(open(os.path.join(gaz, "geonames_cities15000/cities15000.json"), encoding="utf-8"))
    number = {r["wikidataid"]: int(r["GEONAMEID"]) for r in ne if r.get("wikidataid") and (r.get("GEONAMEID") or 0) > 0}
    number.update({w["qid"]: w["gn"] for w in wof if w.get("gn") and w.get("qid")})
    for id, e in t.entities.items():
        g = geonames.get(str(number.get(id, "")))
        if not g or e[0] != "Place":
            continue
        for lang, script in ALTERNATE.items():
            if (id, "name") in t.names[lang]:
                continue
            for form in g["alternatenames"]:
                if re.fullmatch(script, form) and len(form) > 1:
                    put(t, lang, id, form, {})
                    break


def frequent_words(folder):
    words = {}
    for lang in LATIN:
        for name in sorted(os.listdir(os.path.join(folder, lang))):
            with open(os.path.join(folder, lang, name), encoding="utf-8") as f:
                words[lang] = {line.split(" ")[0] for line, _ in zip(f, range(FREQUENT))}
    return words
