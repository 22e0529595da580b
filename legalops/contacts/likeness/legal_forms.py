"""Legal forms of companies, which seldom tell two of them apart, by the words in which they are written."""

# Of one word, as they read once dots and slashes are gone.
_TEXT = """
ltd limited plc llc llp lllp lp inc incorporated corp corporation co company cos pllc pc chartered
unlimited
gmbh ggmbh mbh ag kg kgaa ohg gbr ug se eg ev eu ek partg
sa sas sasu sarl snc sci scs sca scop eurl gie sprl srl bvba asbl vzw
spa srls sapa snc scarl coop
sl slu sau sll slne sociedad scoop
bv nv vof cv maatschap
ab hb kb as asa ans da aps is ivs oy oyj ky ehf hf
kft zrt nyrt rt bt sro spol zs doo dd ad ood eood jd
ooo oao zao pao ao tov pat uab sia ou oue
spzoo sp zoo spj
pte pty bhd sdn pvt private kk gk yk tbk
ltda ltd eireli eirl sapi sab cia lda
limitada anonyme anonima gesellschaft aktiengesellschaft
"""
WORDS = frozenset(_TEXT.split())
# Of several words, longest first.
PHRASES = tuple(
    sorted(
        (
            ("gesellschaft", "mit", "beschrankter", "haftung"),
            ("limited", "liability", "company"),
            ("limited", "liability", "partnership"),
            ("public", "limited", "company"),
            ("societe", "anonyme"),
            ("sociedad", "anonima"),
            ("sociedad", "limitada"),
            ("societa", "per", "azioni"),
            ("naamloze", "vennootschap"),
            ("besloten", "vennootschap"),
            ("kabushiki", "kaisha"),
            ("sp", "z", "oo"),
            ("sp", "z", "o", "o"),
            ("spol", "s", "r", "o"),
            ("de", "cv"),
            ("de", "c", "v"),
        ),
        key=len,
        reverse=True,
    )
)
# Joins parts of a name and says nothing by itself.
JOINING = frozenset(("the", "and", "und", "et", "of", "och", "og"))
# What stands before or after a person's name.
TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "dame",
        "lord",
        "lady",
        "hon",
        "jr",
        "sr",
        "esq",
        "kc",
        "qc",
    )
)  # fmt: skip
