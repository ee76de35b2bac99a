"""Persons in office since 2015. The best known by hand in every language; the others from every-politician-scrapers,
world-leaders-current and factbook, with transliterations that name pairs of Wikidata agree on. QIDs only from the data."""
import collections, glob, html, json, os, re, unicodedata
import chinese, inflect
from common import LANGS, LATIN, in_script, own_id, rows

SOURCES = {"us-cabinet": "USA", "united-kingdom-cabinet": "GBR", "france-cabinet": "FRA", "philippines-ministers": "PHL", "india-ministers": "IND",
           "japan-ministers": "JPN", "belarus-ministers": "BLR", "ukraine-cabinet": "UKR", "brazil-ministers": "BRA", "russia-cabinet": "RUS",
           "south-korea-ministers": "KOR", "pakistan-ministers": "PAK", "taiwan": "TWN", "israel-ministers": "ISR", "china-ministers": "CHN",
           "indonesia-ministers": "IDN", "turkey-ministers": "TUR", "mexico-ministers": "MEX", "iran-ministers": "IRN", "kazakhstan-cabinet": "KAZ",
           "malaysia-ministers": "MYS", "vietnam": "VNM"}
OFFICES = re.compile(r"(?i)^(president|vice president|deputy president|prime minister|deputy prime minister|first deputy prime minister|vice premier|premier|chancellor"
                     r"|(federal )?minister (of|for) (foreign|external|defen[cs]e|finance|the interior|interior|home|national defen|economy|trade|unification|international)"
                     r".*|secretary of (state|defense|the treasury|commerce|homeland security)|united states secretary of .*|foreign (secretary|minister)|home secretary|defen[cs]e (secretary|minister)"
                     r"|finance minister|chancellor of the exchequer|state councilor.*|speaker of .*|national security .*|permanent representative to the united nations"
                     r"|attorney general|governor of the central bank|director of (national|the) .*|chief cabinet secretary|head of state|head of government|king|queen|emir|sultan)$")
# Countries whose names begin with the family's, and parts of names that are common words or names.
FAMILY_FIRST = {"CHN", "TWN", "HKG", "PRK", "KOR", "VNM"}
COMMON = set("رئيسي سعيد سلام شريف خان حسن منير قاسم أولي لامي كوستا عون دار غانم ماي موسى مورايس بري".split())
ORGANISATIONS = {"EU", "UN", "NATO", "IAEA", "WHO", "IMF", "WB", "WTO", "ICC", "ASEAN"}


def build(t, gaz):
    ids, leaders = known_ids(gaz)
    taken = {}
    for row in rows("persons.tsv"):
        hand(t, row, ids, taken)
    others(t, gaz, ids, leaders, taken)


def key(name):
    name = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    return re.sub("[^a-z ]", "", "".join(c for c in name if not unicodedata.combining(c)).lower().replace("-", " ")).strip()


def known_ids(gaz):
    """Name without accents -> QIDs of holders of office."""
    ids, leaders = collections.defaultdict(set), []
    for line in open(os.path.join(gaz, "leaders_qid/leaders.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        ids[key(d["name"])].add(d["qid"])
        leaders.append(d)

    def walk(d):
        if isinstance(d, dict):
            q = next((v for k, v in d.items() if "wikidata" in k.lower() or k == "qid"), None)
            name = d.get("name") or d.get("name_en")
            if isinstance(q, str) and isinstance(name, str) and re.fullmatch(r".*\b(Q\d+)", q):
                ids[key(name)].add(re.search(r"Q\d+$", q)[0])
            for v in d.values():
                walk(v)
        elif isinstance(d, list):
            for v in d:
                walk(v)

    for path in sorted(glob.glob(os.path.join(gaz, "world-leaders-current/countries/*/*.json"))):
        walk(json.load(open(path, encoding="utf-8")))
    return ids, leaders


def hand(t, row, ids, taken):
    name, owner, alone = row[:3]
    owner, female = owner.split("/")[0], owner.endswith("/f")
    columns = dict(zip(("ru", "ar", "zh-Hans", "zh-Hant", "ja", "ko", "th"), row[3:10]))
    extras = [c.split(":", 1) for c in row[10:]]
    latin = [name] + [f for langs, forms in extras if langs in ("*", "en") for f in forms.split("|") if f[0] != "+"]
    qids = set().union(*(ids.get(key(n), set()) for n in latin))
    id = qids.pop() if len(qids) == 1 else own_id("Person", name)
    if id in t.entities:
        id = own_id("Person", name)
    for n in latin:
        taken[key(n)] = id
    t.entity(id, "Person", name, owner="" if owner in ORGANISATIONS else owner, kind="person", rank=3)
    for lang in LATIN:
        t.name(lang, id, name)
        if alone != "-":
            surname(t, lang, id, alone, female)
    for lang, forms in columns.items():
        for form in forms.split("|"):
            if form == "-":
                continue
            if form[0] == "+":
                surname(t, lang, id, form[1:], female)
                continue
            person(t, lang, id, form, female)
            last = re.split("[ ·・]", form)[-1]
            if owner in FAMILY_FIRST or last in COMMON:
                continue
            if alone != "-" and last != form and len(last) > 1:
                surname(t, lang, id, last, female)
    for langs, forms in extras:
        for lang in LATIN if langs == "*" else langs.split(","):
            for form in forms.split("|"):
                if form[0] == "+":
                    surname(t, lang, id, form[1:], female)
                else:
                    person(t, lang, id, form, female)


def person(t, lang, id, form, female):
    if lang == "ru":
        t.inflected(lang, id, inflect.ru_person(form, female))
    elif lang in ("zh-Hans", "zh-Hant"):
        t.name(lang, id, form)
        if "·" in form:
            t.name(lang, id, form.replace("·", "‧"))
    elif lang == "ko" and " " in form:
        t.name(lang, id, form)
        t.name(lang, id, form.replace(" ", ""))
    elif lang == "th" and " " in form:
        t.name(lang, id, form)
        t.name(lang, id, form.replace(" ", ""))
    else:
        t.name(lang, id, form)


def surname(t, lang, id, form, female):
    if lang == "ru":
        t.inflected(lang, id, inflect.ru_person(form, female), "surname")
    else:
        t.name(lang, id, form, "surname")


def others(t, gaz, ids, leaders, taken):
    pairs = transliterations(gaz)
    for d in leaders:
        since = max([p.split("|")[-1][:4] for p in d["positions"]] + ["0"])
        recent = d["current_2022_23"] or since >= "2015"
        world = "world-leaders-2021" in d["src"] or "world" in d["src"]
        office = any(OFFICES.match(p.split("|")[0]) and p.split("|")[-1][:4] >= "2014" for p in d["positions"])
        if recent and (world or office) and " " in d["name"] and key(d["name"]) not in taken and d["qid"] not in t.entities:
            owner = next((SOURCES[s] for s in d["src"] if s in SOURCES), "")
            taken[key(d["name"])] = d["qid"]
            add(t, d["qid"], d["name"], owner, pairs)
    for path in sorted(glob.glob(os.path.join(gaz, "factbook/*/*.json"))):
        d = json.load(open(path, encoding="utf-8"))
        owner = owner_of(t, d)
        branch = d.get("Government", {}).get("Executive branch", {})
        for office in ("chief of state", "head of government"):
            for name in names_of(branch.get(office, {}).get("text", "")):
                if owner and key(name) not in taken:
                    qids = ids.get(key(name), set())
                    id = next(iter(qids)) if len(qids) == 1 else own_id("Person", name)
                    taken[key(name)] = id
                    if id not in t.entities:
                        add(t, id, name, owner, pairs)


def owner_of(t, d):
    name = d.get("Government", {}).get("Country name", {})
    short = (name.get("conventional short form") or {}).get("text", "")
    for iso, id in t.iso.items():
        if t.entities[id][2].lower() == short.lower():
            return iso
    return ""


def names_of(text):
    """Names in a text like "President Luiz Inácio LULA da Silva (since 1 January 2023)"."""
    text = html.unescape(re.sub("<[^>]+>", " ", text))
    for part in re.findall(r"([^();]+)\(since", text):
        words = part.split()
        while words and (words[0].lower().strip(",") in TITLES or words[0][0].islower()):
            words = words[1:]
        if 2 <= len(words) <= 5 and any(w.isupper() and len(w) > 2 for w in words) and not any(c.isdigit() for w in words for c in w):
            yield " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in words).replace("'S", "'s")


TITLES = set("president prime minister king queen emir amir sultan chancellor premier sheikh general gen. lt. col. dr. sir dame crown prince princess grand duke state "
             "supreme leader acting interim transitional captain marshal head of government governor-general vice first taoiseach federal council chairman chairperson "
             "the and leader co-prince archbishop pope field colonel maj. brig. major".split())


def add(t, id, name, owner, pairs):
    t.entity(id, "Person", name, owner=owner, kind="person", rank=8)
    for lang in LATIN:
        t.name(lang, id, name)
        if re.search("[^\x00-\x7f]", name):
            plain = unicodedata.normalize("NFD", name)
            t.name(lang, id, "".join(c for c in plain if not unicodedata.combining(c)))
    for lang in ("ru", "ja", "ar", "ko"):
        form = transliterate(name, pairs[lang], lang)
        if form:
            person(t, lang, id, form, False)


def transliterations(gaz):
    """English word -> most frequent writing, where it stands out."""
    out = {}
    for lang, names in (("ru", "russian"), ("ja", "katakana"), ("ar", "arabic")):
        counts = collections.defaultdict(collections.Counter)
        for path in sorted(glob.glob(os.path.join(gaz, "NETransliteration", "wd_%s_*" % names))):
            for line in open(path, encoding="utf-8"):
                parts = line.rstrip("\n").split("\t")
                if len(parts) >= 2:
                    counts[parts[0].replace(" ", "")][parts[1].replace(" ", "")] += int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 1
        out[lang] = {w: c.most_common(1)[0][0] for w, c in counts.items()
                     if len(c) == 1 or c.most_common(2)[0][1] >= 2 * c.most_common(2)[1][1]}
    whole = {}
    for line in open(os.path.join(gaz, "NETransliteration/wd_korean"), encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 2:
            whole[key(parts[0])] = parts[1]
    out["ko"] = whole
    return out


def transliterate(name, pairs, lang):
    if lang == "ko":
        form = pairs.get(key(name), "")
        return form if in_script("ko", form) else ""
    words = [pairs.get(w) or pairs.get(key(w)) for w in name.lower().split()]
    if not all(words):
        return ""
    return "・".join(words) if lang == "ja" else " ".join(w.title() for w in words) if lang == "ru" else " ".join(words)
