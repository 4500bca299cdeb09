"""Countries with their codes, and the regions of the world they lie in. Pure.

Codes and countries are those of ISO 3166-1; names are the short ones in everyday English. The regions are the finest
geographical ones of the United Nations' standard M49 (https://unstats.un.org/unsd/methodology/m49/), which says itself
that they are made for statistics and imply nothing about the standing of a place. M49 has no line of its own for
Taiwan; it stands where the map has it. Called by profiles, and by plans that spread the reviewers of a paper.
"""

import unicodedata
from functools import cache

UNKNOWN = ""

# Regions in M49's order, each with its countries: "FR France" and so on, one after the other.
TABLE = {
    "Northern Africa": "DZ Algeria|EG Egypt|EH Western Sahara|LY Libya|MA Morocco|SD Sudan|TN Tunisia",
    "Eastern Africa": "BI Burundi|DJ Djibouti|ER Eritrea|ET Ethiopia|IO British Indian Ocean Territory|KE Kenya"
    "|KM Comoros|MG Madagascar|MU Mauritius|MW Malawi|MZ Mozambique|RE Réunion|RW Rwanda|SC Seychelles|SO Somalia"
    "|SS South Sudan|TF French Southern Territories|TZ Tanzania|UG Uganda|YT Mayotte|ZM Zambia|ZW Zimbabwe",
    "Middle Africa": "AO Angola|CD DR Congo|CF Central African Republic|CG Congo"
    "|CM Cameroon|GA Gabon|GQ Equatorial Guinea|ST São Tomé and Príncipe|TD Chad",
    "Southern Africa": "BW Botswana|LS Lesotho|NA Namibia|SZ Eswatini|ZA South Africa",
    "Western Africa": "BF Burkina Faso|BJ Benin|CI Côte d'Ivoire|CV Cabo Verde|GH Ghana|GM Gambia|GN Guinea"
    "|GW Guinea-Bissau|LR Liberia|ML Mali|MR Mauritania|NE Niger|NG Nigeria|SH Saint Helena|SL Sierra Leone"
    "|SN Senegal|TG Togo",
    "Caribbean": "AG Antigua and Barbuda|AI Anguilla|AW Aruba|BB Barbados|BL Saint Barthélemy"
    "|BQ Caribbean Netherlands|BS Bahamas|CU Cuba|CW Curaçao|DM Dominica|DO Dominican Republic|GD Grenada"
    "|GP Guadeloupe|HT Haiti|JM Jamaica|KN Saint Kitts and Nevis|KY Cayman Islands|LC Saint Lucia|MF Saint Martin"
    "|MQ Martinique|MS Montserrat|PR Puerto Rico|SX Sint Maarten|TC Turks and Caicos Islands|TT Trinidad and Tobago"
    "|VC Saint Vincent and the Grenadines|VG British Virgin Islands|VI U.S. Virgin Islands",
    "Central America": "BZ Belize|CR Costa Rica|GT Guatemala|HN Honduras|MX Mexico|NI Nicaragua|PA Panama"
    "|SV El Salvador",
    "South America": "AR Argentina|BO Bolivia|BR Brazil|BV Bouvet Island|CL Chile|CO Colombia|EC Ecuador"
    "|FK Falkland Islands|GF French Guiana|GS South Georgia and the South Sandwich Islands|GY Guyana|PE Peru"
    "|PY Paraguay|SR Suriname|UY Uruguay|VE Venezuela",
    "Northern America": "BM Bermuda|CA Canada|GL Greenland|PM Saint Pierre and Miquelon|US United States",
    "Antarctica": "AQ Antarctica",
    "Central Asia": "KG Kyrgyzstan|KZ Kazakhstan|TJ Tajikistan|TM Turkmenistan|UZ Uzbekistan",
    "Eastern Asia": "CN China|HK Hong Kong|JP Japan|KP North Korea|KR South Korea|MN Mongolia|MO Macao|TW Taiwan",
    "South-eastern Asia": "BN Brunei|ID Indonesia|KH Cambodia|LA Laos|MM Myanmar|MY Malaysia|PH Philippines"
    "|SG Singapore|TH Thailand|TL Timor-Leste|VN Vietnam",
    "Southern Asia": "AF Afghanistan|BD Bangladesh|BT Bhutan|IN India|IR Iran|LK Sri Lanka|MV Maldives|NP Nepal"
    "|PK Pakistan",
    "Western Asia": "AE United Arab Emirates|AM Armenia|AZ Azerbaijan|BH Bahrain|CY Cyprus|GE Georgia|IL Israel"
    "|IQ Iraq|JO Jordan|KW Kuwait|LB Lebanon|OM Oman|PS Palestine|QA Qatar|SA Saudi Arabia|SY Syria|TR Türkiye"
    "|YE Yemen",
    "Eastern Europe": "BG Bulgaria|BY Belarus|CZ Czechia|HU Hungary|MD Moldova|PL Poland|RO Romania|RU Russia"
    "|SK Slovakia|UA Ukraine",
    "Northern Europe": "AX Åland Islands|DK Denmark|EE Estonia|FI Finland|FO Faroe Islands|GB United Kingdom"
    "|GG Guernsey|IE Ireland|IM Isle of Man|IS Iceland|JE Jersey|LT Lithuania|LV Latvia|NO Norway|SE Sweden"
    "|SJ Svalbard and Jan Mayen",
    "Southern Europe": "AD Andorra|AL Albania|BA Bosnia and Herzegovina|ES Spain|GI Gibraltar|GR Greece|HR Croatia"
    "|IT Italy|ME Montenegro|MK North Macedonia|MT Malta|PT Portugal|RS Serbia|SI Slovenia|SM San Marino"
    "|VA Vatican City",
    "Western Europe": "AT Austria|BE Belgium|CH Switzerland|DE Germany|FR France|LI Liechtenstein|LU Luxembourg"
    "|MC Monaco|NL Netherlands",
    "Australia and New Zealand": "AU Australia|CC Cocos Islands|CX Christmas Island"
    "|HM Heard Island and McDonald Islands|NF Norfolk Island|NZ New Zealand",
    "Melanesia": "FJ Fiji|NC New Caledonia|PG Papua New Guinea|SB Solomon Islands|VU Vanuatu",
    "Micronesia": "FM Micronesia (Federated States)|GU Guam|KI Kiribati|MH Marshall Islands"
    "|MP Northern Mariana Islands|NR Nauru|PW Palau|UM U.S. Minor Outlying Islands",
    "Polynesia": "AS American Samoa|CK Cook Islands|NU Niue|PF French Polynesia|PN Pitcairn Islands|TK Tokelau|TO Tonga"
    "|TV Tuvalu|WF Wallis and Futuna|WS Samoa",
}  # fmt: skip

# Endings that are sold to everybody: an address below them tells where its owner is only where a school or an office
# has it, as in "unal.edu.co".
SOLD_TO_ALL = frozenset(
    """ac ag ai am as bz cc cd cf cm co cx dj fm ga gd gg gl gq gs gy im io je la lc li ly me mg ml mn ms mu nf nu
    pn pw sc sh sn so st sx tc tf tk tl to tv vc vg vu ws""".split()
)
KEPT_FOR_SCHOOLS_AND_OFFICES = frozenset("ac edu gob gouv gov".split())
SAYS_OTHERWISE = {"uk": "GB"}


@cache
def _names() -> dict[str, str]:
    entries = (entry for countries in TABLE.values() for entry in countries.split("|"))
    return {entry[:2]: entry[3:] for entry in entries}


@cache
def _regions() -> dict[str, str]:
    return {entry[:2]: region for region, countries in TABLE.items() for entry in countries.split("|")}


def name_of(country: str) -> str:
    """Return the name of the country with this code; nothing if there is none."""
    return _names().get(country, UNKNOWN)


def region_of(country: str) -> str:
    """Return the region a country lies in; nothing if there is no such country."""
    return _regions().get(country, UNKNOWN)


def choices() -> list[tuple[str, str]]:
    """Return all countries for a form, code and name, in the order of their names."""
    return sorted(_names().items(), key=lambda entry: _without_accents(entry[1]))


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def regions() -> list[tuple[str, list[str]]]:
    """Return the regions with the names of their countries, for a page."""
    return [(region, [entry[3:] for entry in countries.split("|")]) for region, countries in TABLE.items()]


def country_of_domain(domain: str) -> str:
    """Return the country that a mail domain lies in by its ending; nothing if the ending does not say."""
    labels = domain.casefold().split(".")
    country = SAYS_OTHERWISE.get(labels[-1], labels[-1].upper())
    is_kept = len(labels) > 2 and labels[-2] in KEPT_FOR_SCHOOLS_AND_OFFICES
    return country if country in _names() and (is_kept or labels[-1] not in SOLD_TO_ALL) else UNKNOWN
