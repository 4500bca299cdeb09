"""The demo's cast: invented people at real kinds of places, in clusters as workshops have them."""

import random
from dataclasses import dataclass

GIVEN = (
    "Amara Anouk Arjun Astrid Bao Beatriz Bogdan Camille Chidi Chloe Dario Deniz Divya Elena Emeka Farid Fiona Giulia "
    "Hana Hiroshi Ines Ingrid Isabel Ivan Jan Jia Jonas Julia Kaito Kofi Lars Laura Lea Lin Lucia Mads Maja Marek Mei "
    "Mikhail Mina Nadia Nikhil Noor Olga Omar Paulo Petra Priya Rafael Ravi Rosa Saana Samir Sofia Tariq Teresa Tomas "
    "Uma Valentin Vera Viktor Wei Xenia Yara Yusuf Zeynep Zofia"
).split()
FAMILY = (
    "Abara Almeida Andersen Arslan Banerjee Bauer Beltran Bianchi Boucher Chatterjee Chen Costa Cruz Dahl Delgado "
    "Dimitrov Dubois Eriksen Farouk Ferrari Fischer Fontaine Garcia Gupta Haddad Hansen Haugen Horvath Huang Ito "
    "Ivanova Jansen Kaya Keller Kim Kovac Kowalska Kuznetsov Laurent Lehtonen Lim Lopez Marchetti Mbeki Mehta Moreau "
    "Nakamura Nguyen Novak Nowak Okafor Olsen Papadakis Park Pereira Petrov Popescu Rahman Rao Ricci Rossi Sato "
    "Schmidt Silva Singh Sorensen Takeda Tan Torres Tran Urban Vargas Virtanen Vogel Wang Weber Yamada Yilmaz Zhang"
).split()

# Place, mail domain, weight: two big clusters, as both editions of WANT had them.
PLACES = [
    ("Inria", "inria.example", 11),
    ("Skoltech", "skoltech.example", 9),
    ("ETH Zurich", "ethz.example", 5),
    ("KTH", "kth.example", 4),
    ("TU Wien", "tuwien.example", 4),
    ("University of Lisbon", "ulisboa.example", 3),
    ("Seoul National University", "snu.example", 4),
    ("IIT Bombay", "iitb.example", 4),
    ("University of Tokyo", "u-tokyo.example", 4),
    ("EPFL", "epfl.example", 4),
    ("University of Edinburgh", "ed.example", 3),
    ("TU Delft", "tudelft.example", 3),
    ("Barcelona Supercomputing Center", "bsc.example", 4),
    ("Argonne National Laboratory", "anl.example", 4),
    ("Oak Ridge National Laboratory", "ornl.example", 3),
    ("Forschungszentrum Juelich", "fz-juelich.example", 3),
    ("University of Cape Town", "uct.example", 2),
    ("Universidade de Sao Paulo", "usp.example", 2),
    ("McGill University", "mcgill.example", 3),
    ("Georgia Tech", "gatech.example", 4),
    ("University of Toronto", "utoronto.example", 3),
    ("Northwind Research", "northwind.example", 3),
    ("Tensorworks", "tensorworks.example", 3),
    ("Lattice Labs", "lattice-labs.example", 2),
]

# Where these places are, as their people state it; those of the companies state nothing.
COUNTRY = {
    place: country
    for country, places in {
        "FR": ("Inria",),
        "RU": ("Skoltech",),
        "CH": ("ETH Zurich", "EPFL"),
        "SE": ("KTH",),
        "AT": ("TU Wien",),
        "PT": ("University of Lisbon",),
        "KR": ("Seoul National University",),
        "IN": ("IIT Bombay",),
        "JP": ("University of Tokyo",),
        "GB": ("University of Edinburgh",),
        "NL": ("TU Delft",),
        "ES": ("Barcelona Supercomputing Center",),
        "US": ("Argonne National Laboratory", "Oak Ridge National Laboratory", "Georgia Tech"),
        "DE": ("Forschungszentrum Juelich",),
        "ZA": ("University of Cape Town",),
        "BR": ("Universidade de Sao Paulo",),
        "CA": ("McGill University", "University of Toronto"),
    }.items()
    for place in places
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A person of the cast, before they have an account."""

    name: str
    email: str
    affiliation: str


def figures(count: int, rng: random.Random) -> list[Figure]:
    """Return so many different people, the same for the same random generator."""
    weights = [weight for _, _, weight in PLACES]
    seen: set[str] = set()
    cast: list[Figure] = []
    while len(cast) < count:
        name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        place, domain, _ = rng.choices(PLACES, weights)[0]
        email = f"{name.lower().replace(' ', '.')}@{domain}"
        if name in seen:
            email = f"{name.lower().replace(' ', '.')}{len(cast)}@{domain}"
        seen.add(name)
        cast.append(Figure(name, email, place))
    return cast
