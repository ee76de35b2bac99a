"""Endings: from one form of an adjective or the name of a people to all of its forms."""
import functools


def de_adjective(w):
    if w == "schweizer":
        return [w]
    return [w + e for e in ("", "e", "en", "em", "er", "es")]


def de_people(w):
    if w == "Deutsche":
        return ["Deutsche", "Deutschen", "Deutscher"]
    if w == "Zypriot" or w == "Jemenit":
        return [w, w + "en", w + "in", w + "innen"]
    if w.endswith("e"):
        if w == "Franzose":
            return ["Franzose", "Franzosen", "Französin", "Französinnen"]
        return [w, w + "n", w[:-1] + "in", w[:-1] + "innen"]
    if w.endswith("er") or w == "Saudi-Araber":
        return [w, w + "s", w + "n", w + "in", w + "innen"]
    if w == "Ungar":
        return [w, "Ungarn", "Ungarin", "Ungarinnen"]
    return [w, w + "s"]


def en(w):
    if w[-2:] in ("sh", "ch", "ss") or w.endswith(("ese", "men", "man", "woman", "Swiss", "i-Vanuatu", "Batswana", "Basotho", "Philippine", "Seychellois", "-Kiribati")):
        return [w]
    return [w, w + "s"]


def fr(w):
    irregular = {"grec": ["grec", "grecque", "grecs", "grecques"], "turc": ["turc", "turque", "turcs", "turques"]}
    if w in irregular:
        return irregular[w]
    if w.endswith("e") or w.endswith(("burkinabè", "burkinabé")) and False:
        return [w, w + "s"]
    if w.endswith("s"):
        return [w, w + "e", w + "es"]
    if w.endswith(("ien", "éen", "ton")):
        return [w, w + "ne", w + "s", w + "nes"]
    if w.endswith(("bè", "bé", "eri", "ari", "shi", "rati")):
        return [w, w + "e", w + "s", w + "es"]
    return [w, w + "e", w + "s", w + "es"]


def es(w):
    if w.endswith("o"):
        return [w[:-1] + e for e in ("o", "a", "os", "as")]
    if w.endswith("és"):
        return [w[:-2] + e for e in ("és", "esa", "eses", "esas")]
    if w.endswith("án"):
        return [w[:-2] + e for e in ("án", "ana", "anes", "anas")]
    if w.endswith("ón"):
        return [w[:-2] + e for e in ("ón", "ona", "ones", "onas")]
    if w.endswith("ol"):
        return [w + e for e in ("", "a", "es", "as")]
    if w.endswith(("í", "ú")):
        return [w, w + "es", w + "s"]
    if w.endswith(("a", "e")):
        return [w, w + "s"]
    return [w, w + "a", w + "es", w + "as"]


def pt(w):
    if w.endswith("ês"):
        return [w[:-2] + e for e in ("ês", "esa", "eses", "esas")]
    if w.endswith("ão"):
        plural = {"alemão": "alemães", "letão": "letões"}.get(w, w[:-2] + "ãos")
        return [w, w[:-2] + "ã", plural, w[:-2] + "ãs"]
    if w == "espanhol":
        return ["espanhol", "espanhola", "espanhóis", "espanholas"]
    if w.endswith("eu"):
        return [w, w[:-2] + "eia", w + "s", w[:-2] + "eias"]
    if w.endswith("o"):
        return [w[:-1] + e for e in ("o", "a", "os", "as")]
    if w.endswith("z"):
        return [w, w + "es"]
    if w.endswith("ol"):
        return [w, w + "a", w[:-2] + "óis", w + "as"]
    return [w, w + "s"]


def ru_adjective(w):
    return [w[:-2] + e for e in ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")]


def ru_people(w):
    irregular = {"турок": ["турок", "турка", "турку", "турком", "турке", "турки", "туркам", "турками", "турках"]}
    if w in irregular:
        return irregular[w]
    if w.endswith("ец"):
        s = w[:-2] + ("й" if w[-3] in "аеиоуы" else "") + "ц"
        s = {"сингапурц": "сингапурц"}.get(s, s)
        return [w] + [s + e for e in ("а", "у", "ем", "е", "ы", "ев", "ам", "ами", "ах")]
    if w.endswith(("анин", "янин")) or w in ("болгарин",):
        return [w + e for e in ("", "а", "у", "ом", "е")] + [w[:-2] + e for e in ("е", "", "ам", "ами", "ах")]
    if w.endswith("грузин") or w == "румын":
        return [w + e for e in ("", "а", "у", "ом", "е", "ы", "ам", "ами", "ах")]
    if w.endswith(("к", "ш")):
        return [w + e for e in ("", "а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах")]
    return [w + e for e in ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")]


def ar(w):
    """Nisba: both words agree where there are two."""
    if " " in w:
        a, b = w.split(" ", 1)
        return [a, b]
    return [w + e for e in ("", "ة", "ين", "ون", "ان", "تين", "ات")]


@functools.cache
def analyser():
    import pymorphy3
    return pymorphy3.MorphAnalyzer()


RU_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def ru_name(name):
    """The cases of a name of several words: adjectives before the head noun and the noun itself change, what
    follows stays. A list of forms for each word, or the word itself."""
    words, done, out = name.split(" "), False, []
    for i, w in enumerate(words):
        forms = None if done else ru_cases(w, i + 1 < len(words))
        if forms and forms[0] == "head":
            done, forms = True, forms[1]
        out.append(forms or w)
    return out


def ru_cases(w, more):
    if not w[:1].isalpha() or w.isupper():
        return None
    for p in sorted(analyser().parse(w), key=lambda p: (-p.score)):
        if "nomn" not in p.tag and not ("ADJF" in p.tag and "nomn" in p.tag):
            continue
        if p.tag.POS not in ("NOUN", "ADJF", "PRTF") or "Surn" in p.tag or "Fixd" in p.tag:
            continue
        forms = []
        for case in RU_CASES:
            want = {case}
            if p.tag.POS != "NOUN" and case == "accs":
                want |= {"inan"} if p.tag.gender == "masc" else set()
            f = p.inflect(want)
            if f is None:
                return None
            forms.append(match_case(f.word.replace("ё", "ё"), w))
        if p.tag.POS == "NOUN":
            return ("head", forms)
        return forms
    return None


def match_case(form, like):
    if like.isupper():
        return form.upper()
    if "-" in like and "-" in form:
        parts, likes = form.split("-"), like.split("-")
        if len(parts) == len(likes):
            return "-".join(match_case(a, b) for a, b in zip(parts, likes))
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


CONSONANTS = "бвгджзйклмнпрстфхцчшщь"


def ru_person(name, female):
    """The cases of a person's name. Women's names that end in a consonant stay as they are."""
    words = name.split(" ")
    asian = len(words) == 3 and all(len(w) <= 5 and "." not in w for w in words) and not words[0].endswith(("а", "я"))
    return [w if asian and i < len(words) - 1 else ru_person_word(w, female) for i, w in enumerate(words)]


def ru_person_word(w, female):
    if w.endswith("."):
        return w
    low = w.lower()
    if low.endswith(("ский", "цкий", "ской")) and not female:
        return [w] + [w[:-2] + e for e in ("ого", "ому", "ого", "им", "ом")]
    if low.endswith(("ская", "цкая")):
        return [w] + [w[:-2] + e for e in ("ой", "ой", "ую", "ой", "ой")]
    if low.endswith(("ов", "ев", "ёв", "ин", "ын")) and not female and len(w) > 4:
        return [w] + [w + e for e in ("а", "у", "а", "ым", "е")]
    if low.endswith(("ова", "ева", "ёва", "ина")) and female and len(w) > 4:
        return [w] + [w[:-1] + e for e in ("ой", "ой", "у", "ой", "ой")]
    if low.endswith("ия"):
        return [w] + [w[:-1] + e for e in ("и", "и", "ю", "ей", "и")]
    if low.endswith("я"):
        return [w] + [w[:-1] + e for e in ("и", "е", "ю", "ей", "е")]
    if low.endswith("а") and len(low) > 2 and low[-2] not in "уоеиаы":
        soft = low[-2] in "гкхжчшщ"
        return [w] + [w[:-1] + e for e in ("и" if soft else "ы", "е", "у", "ой", "е")]
    if female or low[-1] not in CONSONANTS or len(low) < 2:
        return w
    if low.endswith("ий"):
        return [w] + [w[:-1] + e for e in ("я", "ю", "я", "ем", "и")]
    if low.endswith("й"):
        return [w] + [w[:-1] + e for e in ("я", "ю", "я", "ем", "е")]
    if low.endswith("ь"):
        return [w] + [w[:-1] + e for e in ("я", "ю", "я", "ем", "е")]
    if low.endswith("ел") and low == "павел":
        return [w] + ["Павл" + e for e in ("а", "у", "а", "ом", "е")]
    return [w] + [w + e for e in ("а", "у", "а", "ем" if low[-1] in "жшчщц" else "ом", "е")]
