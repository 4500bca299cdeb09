"""When two spellings are one institution, and two mail addresses one house. Pure; called by derive.py.

Careful on purpose: a conflict that is missed can be declared, but a false one takes the best reviewer from a paper
and nobody notices. So names are compared whole, apart from spelling and from departments and countries around
them; abbreviations count only if this file knows them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from want.core.addresses import ascii_form
from want.core.countries import country_of_domain

ALIASES = {
    "Aalto University": "aalto",
    "Alibaba": "alibaba group|alibaba cloud|alibaba damo academy",
    "AIRI": "artificial intelligence research institute airi|airi institute",
    "Amazon": "amazon web services|aws|amazon com|amazon science|amazon research",
    "Apple": "apple inc",
    "Baidu": "baidu research|baidu inc",
    "Caltech": "california institute of technology",
    "CMU": "carnegie mellon university|carnegie mellon",
    "CNRS": "centre national de la recherche scientifique|french national centre for scientific research",
    "Cornell University": "cornell",
    "CUHK": "chinese university of hong kong|the chinese university of hong kong",
    "EPFL": "ecole polytechnique federale de lausanne|swiss federal institute of technology lausanne",
    "ENS de Lyon": "ens lyon|ecole normale superieure de lyon",
    "ENS Paris": "ecole normale superieure paris|ecole normale superieure de paris|ens psl|ens ulm",
    "ETH Zurich": "eth|eth zuerich|ethz|swiss federal institute of technology zurich",
    "Google": "google research|google brain|google inc|google llc|google ai",
    "Google DeepMind": "deepmind|deepmind technologies",
    "Georgia Tech": "georgia institute of technology",
    "Harvard University": "harvard",
    "HKUST": "hong kong university of science and technology|the hong kong university of science and technology",
    "HSE University": "hse|higher school of economics|national research university higher school of economics",
    "Huawei": "huawei technologies|huawei noahs ark lab|noahs ark lab|huawei research",
    "IBM": "ibm research|ibm t j watson research center|ibm corporation",
    "Imperial College London": "imperial college",
    "Inria": "institut national de recherche en informatique et en automatique"
    "|institut national de recherche en sciences et technologies du numerique|inria paris|inria grenoble"
    "|inria grenoble rhone alpes|inria lyon|inria saclay|inria bordeaux|inria lille|inria nancy|inria rennes"
    "|inria sophia antipolis|inria bordeaux sud ouest|inria lille nord europe",
    "Intel": "intel labs|intel corporation|intel research",
    "JetBrains": "jetbrains research",
    "KAIST": "korea advanced institute of science and technology",
    "KAUST": "king abdullah university of science and technology",
    "LMU Munich": "lmu|ludwig maximilian university of munich|ludwig maximilians universitat munchen",
    "MBZUAI": "mohamed bin zayed university of artificial intelligence",
    "Meta": "facebook|meta ai|facebook ai research|fair meta|meta platforms|facebook research|facebook inc",
    "Microsoft": "microsoft research|msr|microsoft corporation|microsoft research asia",
    "MIPT": "moscow institute of physics and technology|phystech",
    "MIT": "massachusetts institute of technology|mit csail",
    "Mila": "mila quebec ai institute|mila quebec artificial intelligence institute",
    "Moscow State University": "lomonosov moscow state university|msu lomonosov",
    "NTU Singapore": "nanyang technological university|nanyang technological university singapore",
    "NUS": "national university of singapore",
    "NVIDIA": "nvidia research|nvidia corporation",
    "NYU": "new york university",
    "OpenAI": "open ai",
    "Peking University": "pku",
    "Samsung": "samsung research|samsung electronics|samsung ai center",
    "Shanghai Jiao Tong University": "sjtu",
    "Skoltech": "skolkovo institute of science and technology",
    "Stanford University": "stanford",
    "Tencent": "tencent ai lab|tencent inc|tencent ai",
    "Tsinghua University": "tsinghua",
    "TU Munich": "tum|technical university of munich|technische universitat munchen",
    "UCL": "university college london",
    "UC Berkeley": "university of california berkeley|university of california at berkeley",
    "UCLA": "university of california los angeles",
    "UC San Diego": "ucsd|university of california san diego",
    "UIUC": "university of illinois urbana champaign|university of illinois at urbana champaign",
    "Universite de Montreal": "university of montreal|udem",
    "University of Cambridge": "cambridge university",
    "University of Oxford": "oxford university",
    "University of Toronto": "u of t|toronto university",
    "University of Washington": "uw seattle|university of washington seattle",
    "UT Austin": "university of texas at austin|university of texas austin",
    "USTC": "university of science and technology of china",
    "Yandex": "yandex research",
    "Yale University": "yale",
}  # fmt: skip

PART_OF_A_HOUSE = re.compile(r"(department|dept|faculty|school|division|chair|laboratory|lab) (of|for) .+")
COUNTRIES = frozenset(
    """australia|austria|belgium|brazil|canada|china|denmark|finland|france|germany|hong kong|india|israel|italy|japan
    |korea|netherlands|norway|poland|portugal|p r china|pr china|russia|singapore|south korea|spain|sweden|switzerland
    |taiwan|uk|united kingdom|united states|united states of america|us|usa""".replace("\n    ", "").split("|")
)
NOWHERE = frozenset(
    """n a|na|none|no affiliation|unaffiliated|independent|independent researcher|independent scholar|self
    |self employed|freelance|freelancer|student|phd student|retired|private|other|unknown|university|company
    |industry|academia""".replace("\n    ", "").split("|")
)
FREE_MAIL = frozenset(
    """126.com 139.com 163.com acm.org aol.com computer.org duck.com fastmail.com foxmail.com free.fr gmail.com gmx.com
    gmx.de gmx.net googlemail.com hey.com hotmail.com hotmail.fr icloud.com ieee.org laposte.net list.ru live.com
    live.fr mac.com mail.com mail.ru me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr pm.me
    proton.me protonmail.ch protonmail.com qq.com rediffmail.com sina.com sohu.com t-online.de tutanota.com vip.qq.com
    web.de wp.pl ya.ru yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.fr yandex.com yandex.ru yeah.net ymail.com
    zoho.com github.com""".split()
)
# Countries whose registries keep .ac.xx and .edu.xx to institutions; elsewhere anybody may have such a name.
ACADEMIC = {
    "ac": frozenset("ae at be bd cn cr cy id il in ir jp ke kr lk mu mw nz pa rs ru rw th tz ug uk za zm zw".split()),
    "edu": frozenset(
        """ar au bd bo br cn co cu do ec eg gh gt hk iq jo kw lb ly mk mo mt mx my ng ni np om pa pe ph pk pl pt py qa
        rs ru sa sg sv tr tt tw ua uy ve vn""".split()
    ),
}
# Houses of research and industry with another ending, by which many in this field write.
WELL_KNOWN = frozenset(
    """aalto.fi airi.net alibaba-inc.com amazon.com apple.com baidu.com cern.ch cispa.de cnrs.fr cwi.nl deepmind.com
    dfki.de ens-lyon.fr ens.fr epfl.ch ethz.ch fb.com google.com helsinki.fi hse.ru huawei.com ibm.com inria.fr
    intel.com jetbrains.com ku.dk kth.se kuleuven.be lmu.de mcgill.ca meta.com microsoft.com mila.quebec mipt.ru
    mpg.de msu.ru nvidia.com openai.com polymtl.ca samsung.com skoltech.ru sony.com tencent.com tu-berlin.de
    tu-darmstadt.de tudelft.nl tum.de ubc.ca umontreal.ca uni-tuebingen.de unige.ch univ-lyon1.fr uva.nl utoronto.ca
    uwaterloo.ca uzh.ch yandex-team.ru""".split()
)
SECOND_LEVEL = frozenset("ac co com edu gob gouv gov go mil ne net nom or org re res sch".split())


@lru_cache(maxsize=16_384)
def institutions(affiliation: str) -> dict[str, str]:
    """Return the institutions a line of affiliation names: what compares equal -> how to write it; not to be changed.

    Several may be given with ; or /. Of a line nobody knows as a whole, the parts that this file knows count too:
    "LIP, ENS de Lyon and Inria" is Inria, and ENS de Lyon, and itself.
    """
    if plainly(affiliation) in NOWHERE:
        return {}
    found: dict[str, str] = {}
    for piece in re.split(r"[;/|\n]", affiliation):
        parts = [part.strip() for part in piece.split(",") if plainly(part)]
        name = " ".join(_core(parts).split())
        key = plainly(name)
        if len(key) < 2 or key in NOWHERE:
            continue
        if key in _known():
            found[_known()[key]] = _known()[key]
            continue
        found[key] = name
        for part in re.split(r",|&|\(|\)|\band\b| - ", piece):
            known = _known().get(plainly(part))
            if known:
                found[known] = known
    return found


def mail_house(address: str) -> str:
    """Return the domain a mail address belongs to, without the department: cs.cmu.edu is cmu.edu.

    Empty for addresses that anybody can have, for what is no address, and below .invalid, where nobody is at home.
    """
    _, at, domain = address.strip().casefold().rpartition("@")
    labels = ascii_form(domain).strip(".").split(".")
    if not at or len(labels) < 2 or not all(labels) or labels[-1] == "invalid":
        return ""
    is_national = len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    house = ".".join(labels[-3:] if is_national else labels[-2:])
    if house in FREE_MAIL or (is_national and len(labels) == 2):
        return ""
    return house


def is_known_house(house: str) -> bool:
    """Tell whether a mail house is an institution's as far as its name says: anybody can have a domain of their own."""
    *_, second, last = ("", "", *house.split("."))
    return house in WELL_KNOWN or last == "edu" or last in ACADEMIC.get(second, ())


def country_of(stated: str, addresses: Iterable[str]) -> str:
    """Return the country somebody states, else the one that all telling endings of their addresses agree on."""
    if stated:
        return stated
    told = {country_of_domain(mail_house(address)) for address in addresses} - {""}
    return told.pop() if len(told) == 1 else ""


def _core(parts: list[str]) -> str:
    """Return the name without departments before it and countries after it."""
    while len(parts) > 1 and PART_OF_A_HOUSE.fullmatch(plainly(parts[0])):
        parts = parts[1:]
    while len(parts) > 1 and plainly(parts[-1]) in COUNTRIES:
        parts = parts[:-1]
    return ", ".join(parts)


@lru_cache(maxsize=8192)
def plainly(name: str) -> str:
    """Return the name in lower case without accents and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", re.sub(r"['\u2019]", "", plain)).strip()
    return words.removeprefix("the ")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Return every spelling this file knows -> the institution."""
    spellings = {plainly(name): name for name in ALIASES}
    return spellings | {plainly(other): name for name, others in ALIASES.items() for other in others.split("|")}
