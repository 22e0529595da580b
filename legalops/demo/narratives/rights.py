"""What outside counsel write on patents, trademarks and insolvencies, and on expenses."""

PATENT: dict[str, tuple[tuple[str, str], ...]] = {
    "PA110": (
        ("A106", "Interview inventor {custodian} on disclosure {docket}"),
        ("A104", "Review invention disclosure {docket} and lab notebooks"),
    ),
    "PA220": (
        ("A102", "Search prior art for disclosure {docket} in class {n}"),
        ("A104", "Analyze {n} references against claim {d} of disclosure {docket}"),
    ),
    "PA230": (
        ("A102", "Clearance search for {product} in the United States"),
        ("A103", "Draft clearance opinion on {product} over patents of {opponent}"),
    ),
    "PA240": (("A104", "Analyze validity of claim {d} of the {opponent} patent over {n} references"),),
    "PA310": (("A103", "Prepare provisional application {docket} with drawings description"),),
    "PA320": (
        ("A103", "Draft claims and specification of application {docket}"),
        ("A103", "Revise specification of application {docket} after inventor comments"),
        ("A104", "Review formal drawings for application {docket}"),
        ("A106", "Report draft of application {docket} to {client}"),
    ),
    "PA410": (("A103", "Prepare information disclosure statement in {docket} with {n} references"),),
    "PA430": (
        ("A104", "Analyze office action in {docket} and cited references"),
        ("A103", "Draft response to non-final office action in {docket}"),
        ("A109", "Interview with examiner on claim {d} of {docket}"),
        ("A103", "Draft amendment after final rejection in {docket}"),
    ),
    "PA440": (("A103", "Draft appeal brief to the board in {docket}"),),
    "PA630": (
        ("A107", "Instruct foreign associate on response in {docket}"),
        ("A104", "Review search report of the European office in {docket}"),
    ),
    "PA720": (("A104", "Review portfolio around {product} and recommend abandonments"),),
    "PA740": (("A103", "Draft license terms for {product} with {opponent}"),),
}
TRADEMARK: dict[str, tuple[tuple[str, str], ...]] = {
    "TR120": (("A106", "Advise {client} on filing strategy for the {mark} mark"),),
    "TR220": (
        ("A102", "Knockout search for the {mark} mark in classes {n} and {m}"),
        ("A103", "Report on registrability of the {mark} mark"),
    ),
    "TR230": (
        ("A102", "Full search for the {mark} mark in {n} jurisdictions"),
        ("A104", "Analyze search report on the {mark} mark and rank conflicts"),
    ),
    "TR260": (
        ("A102", "Investigate use of the {mark} mark by {opponent}"),
        ("A103", "Draft cease and desist letter to {opponent} on the {mark} mark"),
    ),
    "TR310": (
        ("A103", "Prepare application for the {mark} mark in class {n}"),
        ("A103", "Draft identification of goods for the {mark} mark"),
    ),
    "TR410": (
        ("A103", "Prepare declaration of continued use for the {mark} mark"),
        ("A104", "Review specimens of use for the {mark} mark"),
    ),
    "TR430": (
        ("A104", "Analyze office action against the {mark} mark"),
        ("A103", "Draft response to refusal of the {mark} mark over {opponent}"),
    ),
    "TR440": (
        ("A103", "Draft notice of opposition against {opponent} on the {mark} mark"),
        ("A103", "Prepare trial brief in opposition proceedings on the {mark} mark"),
    ),
    "TR510": (("A107", "Instruct local agents on filing the {mark} mark in {n} countries"),),
    "TR720": (("A104", "Review renewal list for the {mark} family"),),
    "TR740": (("A103", "Draft coexistence agreement with {opponent} on the {mark} mark"),),
}
BANKRUPTCY: dict[str, tuple[tuple[str, str], ...]] = {
    "B110": (
        ("A104", "Review docket entries and first day motions of {opponent}"),
        ("A103", "Draft notice of appearance and request for service in case of {opponent}"),
    ),
    "B120": (("A104", "Analyze schedules of {opponent} for recoverable goods of {client}"),),
    "B140": (("A103", "Draft motion for relief from stay against {opponent}"),),
    "B150": (
        ("A109", "Attend meeting of creditors of {opponent}"),
        ("A108", "Confer with committee counsel {counsel} on the sale process"),
    ),
    "B180": (("A104", "Analyze preference exposure of {client} for payments since {past}"),),
    "B185": (("A103", "Object to assumption of the {agreement} and proposed cure amount"),),
    "B190": (("A103", "Draft objection to sale free and clear of the interests of {client}"),),
    "B310": (
        ("A103", "Prepare proof of claim {n} against {opponent}"),
        ("A104", "Review omnibus claims objection for effect on {client}"),
    ),
    "B320": (
        ("A104", "Analyze treatment of class {n} under the plan of {opponent}"),
        ("A103", "Draft limited objection to disclosure statement of {opponent}"),
    ),
    "B410": (("A106", "Advise {client} on credit terms with distressed customer {opponent}"),),
}
# Expense code, text, and the usual amount in United States dollars.
EXPENSES: tuple[tuple[str, str, int], ...] = (
    ("E107", "Courier delivery of papers to {counsel}", 45),
    ("E109", "Taxi to the {court} for hearing on {topic}", 38),
    ("E110", "Air fare, coach, for deposition of {witness}", 520),
    ("E110", "Hotel, two nights, for meeting with {custodian}", 410),
    ("E111", "Working meal during travel for {topic}", 48),
    ("E112", "Filing fee, {court}", 402),
    ("E113", "Service of subpoena on {witness}", 165),
    ("E114", "Witness fee and mileage, {witness}", 90),
    ("E115", "Transcript of deposition of {witness}", 1150),
    ("E116", "Daily transcript, trial day {d}", 890),
    ("E118", "Hosting of review database, month of {past}", 1400),
    ("E119", "Fees of {expert} for analysis of {topic}", 9500),
    ("E121", "Half share of mediator fee", 3800),
    ("E122", "Local counsel fees on {topic}", 2600),
    ("E124", "Certified copies from the {court}", 72),
)
OVERHEAD: tuple[tuple[str, str, int], ...] = (
    ("E101", "In-house photocopies, {n} pages", 60),
    ("E105", "Long distance telephone charges on {topic}", 24),
    ("E106", "Online research service charges on {topic}", 310),
    ("E124", "Technology surcharge for the month of {past}", 125),
)
