"""Writes features.json: what cmd/train/features.py says of some words and lines, for TestFeatures to compare with.

    PYTHONPATH=../../../cmd/train python make_features.py
"""
import json

import features as f

T2S = {"國": "国", "習": "习", "會": "会", "見": "见"}
WORDS = {
    "en": "The iPhone U.S. 2025 3rd don't ... — I NATO McDonald's x1 \u0130stanbul ﬁn a\u0301 ½ ①",
    "de": "Straße GROẞ Nordkoreas Großbritanniens EU-Kommission Öl 10.000 Moskaus",
    "fr": "l' Élysée aujourd'hui œuvre", "es": "¿Qué EE.UU. niño", "pt": "São João dá-lhe",
    "ru": "Путиным Москве Россией КНДР Владимиру ёж США в", "ar": "الرئيسُ بموسكو للأمم ولبنان إيران ــ والصين فلسطين",
    "zh": "國家 習近平 會見 A股 2025年 美 ，", "ja": "東京 カタカナ ひらがな ＮＡＴＯ 「 ー", "ko": "김정은은 러시아에서 국가 한국의 A국 3월",
    "vi": "Việt_Nam Hà", "th": "ประเทศไทย ๒๕๖๘ ฯ", "id": "Jokowi ber-KTP",
}
LINES = {
    "en": "In 2025, Mr. O'Neil's “plan” failed…", "zh": "中國國家主席習近平會見了。", "ja": "日本の首相はNATOを訪れた。",
    "th": "นายกรัฐมนตรีไทยเดินทางไปจีน 3 วัน", "vi": "Thủ tướng Việt Nam gặp ở Hà Nội, hôm nay.",
}
DICTIONARY = "中国 国家 主席 国家主席 日本 首相 訪れ นายก รัฐมนตรี นายกรัฐมนตรี ไทย เดินทาง เดิน".split() + ["thủ tướng", "việt nam", "hà nội", "hôm nay"]
LISTED = {"PER": {"ru": ["Владимир Путин"], "ko": ["김정은"], "zh": ["习近平"], "en": ["Vladimir Putin"]},
          "COUNTRY": {"de": ["Nordkorea"], "ru": ["Россия"], "ar": ["الصين", "لبنان", "موسكو"], "en": ["United States", "States"]},
          "PLACE": {"de": ["Moskau"], "ru": ["Москва"], "ko": ["러시아"], "en": ["New York"], "vi": ["Hà Nội"]},
          "ORG": {"ar": ["الأمم المتحدة"], "en": ["New York Times"], "ja": ["国連"]}}
RUNS = {"en": "the New York Times met Vladimir Putin in the United States of united states New York",
        "de": "Nordkoreas Gast in Moskau moskau", "ru": "Владимиром Путиным в Россию и Москве", "ar": "وقال بموسكو للأمم المتحدة والصين ولبنان",
        "ko": "김정은은 러시아에서 러시아로부터", "vi": "Hà Nội HÀ NỘI", "zh": "习近平 習近平 国 连", "ja": "国連 国 連"}


def main():
    out = {"t2s": T2S, "words": [], "lines": [], "runs": []}
    for lang, words in WORDS.items():
        for w in words.split():
            n = f.norm(w, lang, T2S)
            out["words"].append({"lang": lang, "form": w, "norm": n, "shape": f.shape(w), "key": f.word_key(n, lang), "grams": f.ngram_keys(n)})
    keys = sorted(f.crc(w) for w in DICTIONARY)
    out["dictionary"] = keys
    for lang, text in LINES.items():
        chars = f.seg_text(text, lang, T2S)
        line = {"lang": lang, "text": text, "classes": [f.char_class(c) for c in chars], "rows": f.seg_hashes(chars, 15)}
        if lang in f.DICT_MAX:
            line["dict"] = f.dict_features(chars, lang, set(keys))
        out["lines"].append(line)
    bits = {}
    for k, name in enumerate(f.GAZ_CLASSES):
        for lang, names in LISTED[name].items():
            for n in names:
                for key in f.gaz_entry_keys(n, lang, T2S):
                    bits[key] = bits.get(key, 0) | 1 << k
    out["gazetteer"] = sorted(bits.items())
    g = f.Gazetteer(*zip(*out["gazetteer"]))
    for lang, text in RUNS.items():
        forms = text.split()
        rows = f.gaz_features(len(forms), g.matches(forms, lang, T2S))
        out["runs"].append({"lang": lang, "forms": forms, "rows": [sum(int(x) << i for i, x in enumerate(r)) for r in rows]})
    out["scripts"] = [[w, s, f.apply_script(w, s)] for w, s in (("Häuser", "L|0|2||"), ("Haus", "k"), ("WAR", "L"), ("was", "=be"), ("a", "k|1|1|x|y"),
                                                             ("gegangen", "k|2|0||x"), ("Ёж", "L|0|1|б|в"), ("İx", "L"), ("abc", "k|1|1|d|e|f"))]
    json.dump(out, open("features.json", "w"), ensure_ascii=False, indent=None, separators=(",", ":"))


main()
