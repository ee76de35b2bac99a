"""Gazetteers -> OUT/gaz.npz: sorted uint32 keys with one class byte each (see features.py).

    python gaz.py DATA OUT
"""
import glob
import json
import re
import sys
from collections import Counter

import numpy as np

import prep
from features import GAZ_CLASSES, LANGS, gaz_entry_keys
from tables import load_t2s

BIT = {name: 1 << i for i, name in enumerate(GAZ_CLASSES)}
LATIN = ["en", "de", "fr", "es", "pt", "vi", "id"]
MAX_KEYS = 300_000
# Countries in one character, as headlines of Chinese and Japanese have them.
SHORT = {"zh": "中美俄英法德日韩朝印加澳意西葡荷乌伊以叙土泰越菲缅柬老蒙埃台港澳欧巴", "ja": "米露英仏独伊中韓朝印豪加台日欧越泰比"}
# Names that the sources lack: abbreviations of countries and unions in the languages that use them.
MORE = {"COUNTRY": {"en": "US|U.S.|USA|U.S.A.|UK|U.K.|UAE|DPRK|PRC|DRC|Britain|Great Britain|America",
                    "de": "USA|US|VAE|Großbritannien|England|Amerika|DDR|BRD",
                    "fr": "USA|RDC|EAU|Grande-Bretagne|Angleterre|Amérique",
                    "es": "EE.UU.|EE. UU.|EEUU|EAU|Gran Bretaña|Inglaterra|Estados Unidos|Reino Unido",
                    "pt": "EUA|EAU|Grã-Bretanha|Inglaterra|Estados Unidos|Reino Unido",
                    "ru": "США|Великобритания|Англия|Америка|КНР|КНДР|ОАЭ|ФРГ|СССР|ДНР|ЛНР",
                    "id": "AS|Amerika|Inggris|Korsel|Korut|Korea Selatan|Korea Utara|UEA|RRC|Tiongkok|Cina|Palestina",
                    "vi": "Mỹ|Anh|Nga|Pháp|Đức|Úc|Nhật|Nhật Bản|Trung Quốc|Hàn Quốc|Triều Tiên|Bắc Triều Tiên|Ấn Độ|UAE",
                    "zh": "美国|英国|朝鲜|北韩|南韩|韩国|阿联酋|苏联", "ja": "米国|英国|北朝鮮|韓国|ロシア|中国|ソ連",
                    "ko": "미국|한국|북한|남한|영국|러시아|중국|일본|소련|조선",
                    "th": "สหรัฐ|สหรัฐฯ|อังกฤษ|เกาหลีเหนือ|เกาหลีใต้|จีน|รัสเซีย",
                    "ar": "أمريكا|أميركا|الولايات المتحدة|بريطانيا|روسيا|الصين|الإمارات|السعودية|فلسطين"},
        "ORG": {"en": "EU|UN|U.N.|NATO|WHO|IMF|ASEAN|BRICS|OPEC|FBI|CIA|IAEA|WTO",
                "de": "EU|UN|UNO|NATO|WHO|IWF|CDU|CSU|SPD|FDP|AfD|BKA|BND",
                "fr": "UE|ONU|OTAN|OMS|FMI|OPEP|AIEA|OMC", "es": "UE|ONU|OTAN|OMS|FMI|OPEP|OEA|OIEA|OMC",
                "pt": "UE|ONU|OTAN|NATO|OMS|FMI|OPEP|AIEA|OMC|STF", "ru": "ЕС|ООН|НАТО|ВОЗ|МВФ|ФСБ|МИД|ОПЕК|МАГАТЭ|ОДКБ|ВТО",
                "id": "PBB|UE|NATO|WHO|IMF|ASEAN|KPK|TNI|Polri|MUI|MPR", "vi": "EU|LHQ|Liên Hợp Quốc|NATO|WHO|IMF|ASEAN",
                "zh": "欧盟|联合国|北约|世卫组织|东盟|国际货币基金组织", "ja": "国連|欧州連合|世界保健機関|国際通貨基金",
                "ko": "유엔|나토|유럽연합|세계보건기구|국제통화기금", "th": "สหประชาชาติ|นาโต|อียู|สหภาพยุโรป|อาเซียน|องค์การอนามัยโลก",
                "ar": "الأمم المتحدة|الناتو|الاتحاد الأوروبي|منظمة الصحة العالمية|جامعة الدول العربية|حماس|حزب الله"}}


# Treebanks part contractions, so names are listed with their parts as well: Corée de le Nord.
CONTRACTIONS = {"fr": {"du": "de le", "des": "de les", "au": "à le", "aux": "à les"},
                "es": {"del": "de el", "al": "a el"},
                "pt": {"do": "de o", "da": "de a", "dos": "de os", "das": "de as", "no": "em o", "na": "em a"},
                "de": {"am": "an dem", "im": "in dem", "zum": "zu dem", "zur": "zu der"}}


def script_lang(name):
    """The language a name in this script is taken for; Latin names count for all (None: not ours)."""
    for c in name:
        x = ord(c)
        if 0x400 <= x < 0x460:
            return "ru"
        if 0x600 <= x < 0x700:
            return "ar"
        if 0x3040 <= x < 0x3100:
            return "ja"
        if 0x4E00 <= x < 0xA000:
            return "zh"
        if 0xAC00 <= x < 0xD7B0:
            return "ko"
        if 0xE00 <= x < 0xE80:
            return "th"
        if x > 0x24F and not 0x1E00 <= x < 0x2100 and c.isalpha():
            return None
    return "en"


class Builder:
    def __init__(self, t2s):
        self.t2s = t2s
        self.bits = Counter()
        self.rank = {}  # lower is kept first

    def add(self, cls, name, lang=None, rank=0):
        name = " ".join(re.sub(r"\(.*?\)|\[.*?\]", " ", name or "").split())
        lang = lang or script_lang(name)
        if not lang or len(name) < 2 and lang not in ("zh", "ja") or len(name.split()) > 8:
            return
        if name.isdigit() or not any(c.isalpha() for c in name):
            return
        parted = " ".join(CONTRACTIONS.get(lang, {}).get(w, w) for w in name.split())
        for spelling in dict.fromkeys((name, parted)):
            for k in gaz_entry_keys(spelling, lang, self.t2s):
                self.bits[k] |= BIT[cls]
                self.rank[k] = min(rank, self.rank.get(k, 99))


def countries(b, data):
    root = data + "/gaz/cldr-json/cldr-localenames-full/main/"
    for path in prep.paths("gaz/cldr-json/cldr-localenames-full/main/*/territories.json"):
        locale = path.split("/")[-2]
        lang = {"ms": "id"}.get(locale.split("-")[0], locale.split("-")[0])
        names = json.loads(prep.read_file(path))["main"][locale]["localeDisplayNames"]["territories"]
        for code, name in names.items():
            cls = "PLACE" if code.isdigit() else "ORG" if code[:2] in ("EU", "UN", "EZ") else "COUNTRY"
            if code not in ("ZZ", "QO", "XA", "XB"):
                b.add(cls, name, lang)
    for path in prep.paths("gaz/rigour/rust/data/territories/data.jsonl"):
        for line in prep.read_file(path).splitlines():
            d = json.loads(line)
            cls = "COUNTRY" if d.get("is_country") else "PLACE"
            for name in [d["name"], d.get("full_name")] + d.get("names_strong", []):
                if name:
                    b.add(cls, name)
            for name in d.get("names_weak", []):
                if script_lang(name) != "en":
                    b.add(cls, name)
    for path in prep.paths("gaz/pythainlp_names/countries_th.txt"):
        for name in prep.read_file(path).split():
            b.add("COUNTRY", name, "th")
    for cls, by_lang in MORE.items():
        for lang, names in by_lang.items():
            for name in names.split("|"):
                b.add(cls, name, lang)
    for lang, chars in SHORT.items():
        for c in chars:
            b.add("COUNTRY", c, lang)


def places(b):
    for path in prep.paths("gaz/whosonfirst/wof_places.jsonl"):
        for line in prep.read_file(path).splitlines():
            d = json.loads(line)
            large = (d.get("pop") or 0) >= 50000
            if not (large or len(d["names"]) >= 8 or d["type"] in ("region", "country", "macroregion")):
                continue
            cls = "COUNTRY" if d["type"] == "country" else "PLACE"
            for lang, names in d["names"].items():
                for i, name in enumerate(names):
                    if i < 3 or large:
                        b.add(cls, name, {"ms": "id"}.get(lang, lang), rank=0 if i < 2 and large else 3)
    for line in prep.read_file(prep.paths("gaz/natural_earth/ne_10m_populated_places.props.jsonl")[0]).splitlines():
        d = json.loads(line)
        for lang in ("en", "de", "es", "fr", "pt", "ru", "zh"):
            b.add("PLACE", d.get("NAME_" + lang.upper()), lang, rank=1)
    for line in prep.read_file(prep.paths("gaz/natural_earth/ne_10m_admin_1_label_points.props.jsonl")[0]).splitlines():
        b.add("PLACE", json.loads(line).get("name"), rank=1)
    cities = json.loads(prep.read_file(prep.paths("gaz/geonames_cities15000/cities15000.json")[0]))
    for d in cities.values():
        if d["population"] >= 50000:
            b.add("PLACE", d["name"], "en", rank=1)
        if d["population"] >= 100000:
            for name in d["alternatenames"]:
                if script_lang(name) not in (None, "en"):
                    b.add("PLACE", name, rank=3)
    for line in prep.read_file(prep.paths("gaz/pythainlp_names/thailand_provinces_th.csv")[0]).splitlines():
        b.add("PLACE", line.split(",")[0], "th")


def organisations(b):
    name = None
    for line in prep.read_file(prep.paths("gaz/supraverden/general_list.yaml")[0]).split("\n"):
        m = re.match(r"  (Name|Name_other|Name_other_2|Abbreviation)_([a-z]{2}): (.*)", line)
        if m and m[2] in LANGS:
            b.add("ORG", m[3].strip("'\" "), m[2])
    for path in prep.paths("gaz/name-suggestion-index/data/brands/**/*.json"):
        for item in json.loads(prep.read_file(path)).get("items", []):
            for key, name in item.get("tags", {}).items():
                if key in ("name", "brand", "operator") or re.fullmatch(r"(name|brand):(%s)" % "|".join(LANGS), key):
                    lang = key.split(":")[1] if ":" in key else None
                    if len(name) >= 3:
                        b.add("ORG", name, lang, rank=2)


def persons(b):
    for line in prep.read_file(prep.paths("gaz/leaders_qid/leaders.jsonl")[0]).splitlines():
        b.add("PER", json.loads(line)["name"], rank=1)
    for path in prep.paths("gaz/world-leaders-current/**/*.json"):
        for name in re.findall(r'"(?:name|name_local|native_name|local_name)": "([^"]+)"', prep.read_file(path)):
            if "/by-position/" in path:
                b.add("PER", name, rank=0)
    # given and family names by how many people of Wikidata bear them
    seen = {lang: Counter() for lang in ("en", "ar", "zh", "ja", "ru", "ko")}
    for script, lang in (("arabic", "ar"), ("chinese", "zh"), ("japanese", "ja"), ("katakana", "ja"),
                         ("russian", "ru"), ("korean", "ko")):
        for part in ("16", "20", "64", "80"):
            for path in prep.paths("gaz/NETransliteration/wd_%s_%s" % (script, part)):
                for line in prep.read_file(path).splitlines():
                    english, other, n = line.split("\t")
                    other = other.replace(" ", "")
                    # the splits 80/20 and 64/16 hold the same pairs
                    if part in ("80", "20"):
                        seen[lang][other] += int(n)
                        seen["en"][english] = max(seen["en"][english], int(n))
    for lang, names in seen.items():
        for name, n in names.items():
            least = {"en": 4, "zh": 3, "ja": 2, "ru": 2, "ar": 2, "ko": 2}[lang]
            if n >= least and len(name) >= (2 if lang in ("zh", "ko", "ja") else 3):
                b.add("PER", name, lang, rank=1 if n >= 8 else 3)
    for line in prep.read_file(prep.paths("gaz/rigour_person_names/persons.txt")[0]).splitlines():
        if " => " not in line:
            continue
        names = line.split(" => ")[0].split(", ")
        if len(names) < 5:
            continue
        for name in names:
            lang = script_lang(name)
            if lang and len(name) >= (1 if lang == "zh" else 2 if lang in ("ja", "ko") else 3):
                b.add("PER", name, lang, rank=2 if len(names) >= 8 else 4)
    for part in ("family_names_th", "person_names_female_th", "person_names_male_th"):
        for name in prep.read_file(prep.paths("gaz/pythainlp_names/%s.txt" % part)[0]).split():
            if len(name) >= 4:
                b.add("PER", name, "th", rank=4)


def main():
    prep.DATA, out = sys.argv[1], sys.argv[2]
    b = Builder(load_t2s(prep.DATA))
    steps = [lambda: countries(b, prep.DATA), lambda: places(b), lambda: organisations(b), lambda: persons(b)]
    for step in steps:
        before = len(b.bits)
        step()
        print("keys added:", len(b.bits) - before)
    keys = sorted(b.bits, key=lambda k: (b.rank[k], k))
    print("keys", len(keys), "by rank", sorted(Counter(b.rank.values()).items()))
    keys = np.array(sorted(keys[:MAX_KEYS]), dtype=np.uint32)
    np.savez(out + "/gaz.npz", keys=keys, classes=np.array([b.bits[int(k)] for k in keys], dtype=np.uint8))
    json.dump(prep.FILES, open(out + "/gaz.json", "w"), indent=0, sort_keys=True)


if __name__ == "__main__":
    main()
