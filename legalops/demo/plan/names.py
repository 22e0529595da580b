"""Invented names. No person, firm or company meant."""

COMPANY = "Harborview Industries"
STAFF_DOMAIN = "harborview.example"

FIRST_NAMES = (
    "Amara", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Keiko", "Liam",
    "Maya", "Noah", "Olga", "Priya", "Quentin", "Rosa", "Samir", "Tessa", "Ulrich", "Vera", "Wesley",
    "Ximena", "Yusuf", "Zoe", "Anton", "Bianca", "Cedric", "Daphne", "Emil", "Fiona", "Gideon", "Hana",
    "Isaac", "Julia", "Karim", "Lena", "Marcus", "Nadia",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Alvarez", "Baines", "Bergstrom", "Calloway", "Castellan", "Dunmore", "Eastwick", "Farrow",
    "Fontaine", "Garrick", "Haldane", "Hollis", "Ibarra", "Jansson", "Kessler", "Kimura", "Langford",
    "Lindqvist", "Mercer", "Moreau", "Nakamura", "Okafor", "Osborne", "Pemberton", "Quayle", "Ramsey",
    "Rinaldi", "Sandoval", "Sinclair", "Thackeray", "Tremaine", "Ueda", "Vance", "Verhoeven", "Whitlock",
    "Winslow", "Yarrow", "Youssef", "Zeller", "Ashdown", "Birkett", "Crosby", "Delacroix", "Ellery",
    "Fairfax", "Goswami", "Hartwell", "Iversen", "Joyner",
)  # fmt: skip
FIRM_NAMES = (
    "Arnsley Whitcombe", "Bexley Thorne", "Carrow & Finch", "Dunmere Stroud", "Ellwood Pryce",
    "Fairholm Gray", "Garnet Hale", "Hawthorn Leigh", "Ingleby Marsh", "Jessop Crane", "Kestrel Rowe",
    "Lockhart Dane", "Marlowe Frith", "Northgate Voss", "Oakhurst Bell", "Penrose Vale", "Quarry Lane",
    "Ravensworth", "Selwyn Park", "Tolland Reeve", "Underhill Cho", "Vanbrook Ames", "Wexcombe",
    "Yarborough Nash", "Zennor Black", "Alder & Stone", "Birchall Cove", "Colville Ray", "Drayton Moss",
    "Emsworth Kay", "Foxley Tate", "Greaves Orme", "Harcastle", "Islington Bray", "Kirkwall Low",
    "Lydgate Shaw", "Mayhew Ross", "Norwood Finn", "Orchard Pike", "Prescott Dale",
)  # fmt: skip
COMPANIES = (
    "Meridian Freight", "Corvane Chemicals", "Bluepeak Energy", "Tessaro Foods", "Lumen Optics",
    "Granite Rail", "Osprey Airways", "Palisade Insurance", "Quillon Software", "Redfern Retail",
    "Stratos Metals", "Tamarack Paper", "Umbra Devices", "Vantage Pumps", "Westmoor Logistics",
    "Xylo Coatings", "Yellowfin Marine", "Zephyr Motors", "Acton Robotics", "Brightline Health",
    "Cobalt Mining", "Deltane Plastics", "Eastfield Farms", "Fulcrum Tools", "Glenmore Textiles",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
CITIES = {
    "US": ("New York", "Chicago", "Boston", "Houston", "Atlanta", "Denver", "Seattle", "Phoenix"),
    "GB": ("London", "Manchester"),
    "DE": ("Frankfurt", "Munich"),
    "FR": ("Paris", "Lyon"),
    "NL": ("Amsterdam",),
}
BUSINESS_UNITS = ("Industrial", "Consumer", "Marine", "Health", "Corporate")
