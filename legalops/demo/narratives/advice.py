"""What outside counsel write on advice and on projects, by task."""

COUNSELING: dict[str, tuple[tuple[str, str], ...]] = {
    "C100": (
        ("A106", "Gather facts on {topic} from {custodian}"),
        ("A104", "Review internal policy and prior filings of {client} on {topic}"),
        ("A104", "Review {n} contracts for clauses touching {topic}"),
        ("A106", "Clarify questions on data supplied by {custodian} for {past}"),
        ("A104", "Examine inquiry of the {agency} and supporting materials on {topic}"),
    ),
    "C200": (
        ("A102", "Research requirements of the {agency} on {topic}"),
        ("A102", "Research state law variations on {topic} in {n} states"),
        ("A102", "Research guidance and enforcement history of the {agency} for {past}"),
        ("A102", "Research treatment of {topic} under the proposed rule of the {agency}"),
        ("A104", "Analyze legislative history relevant to {topic}"),
    ),
    "C300": (
        ("A103", "Draft advice memorandum on {topic} for {client}"),
        ("A106", "Advise {client} on disclosure options concerning {topic}"),
        ("A103", "Revise training guidance for {client} on {topic}"),
        ("A104", "Analyze risk of {topic} under the {agreement} with {opponent}"),
        ("A103", "Prepare board summary of obligations on {topic}"),
        ("A104", "Assess exposure and reserve considerations for {topic}"),
    ),
    "C400": (
        ("A108", "Negotiate with staff of the {agency} on the timetable for {topic}"),
        ("A103", "Draft response to request {n} of the {agency}"),
        ("A107", "Correspond with {counsel} on open points of the {agreement}"),
        ("A108", "Present position on {topic} to the {agency}"),
    ),
}
PROJECT: dict[str, tuple[tuple[str, str], ...]] = {
    "P100": (
        ("A103", "Update closing checklist and responsibility list for {deal}"),
        ("A105", "Coordinate workstreams for {deal} with specialist teams"),
        ("A106", "Report progress of {deal} to {client}"),
    ),
    "P210": (
        ("A104", "Review charter documents and minutes of {target}"),
        ("A104", "Review {n} material contracts of {target} for change of control"),
        ("A103", "Draft corporate section of diligence report on {target}"),
    ),
    "P220": (
        ("A104", "Review tax returns of {target} for open years and exposures"),
        ("A102", "Research tax treatment of the structure proposed for {deal}"),
    ),
    "P240": (
        ("A104", "Review title commitment and survey for site {n}"),
        ("A104", "Review leases of {target} for assignment restrictions, tranche {n}"),
        ("A103", "Draft estoppel certificate form for tenants at site {n}"),
    ),
    "P250": (
        ("A104", "Review benefit plans and employment terms of {target}"),
        ("A103", "Draft retention terms for executives of {target}"),
    ),
    "P260": (
        ("A104", "Review license agreements and registrations of {target}"),
        ("A103", "Draft intellectual property representations for {deal}"),
    ),
    "P270": (
        ("A104", "Analyze merger filing thresholds for {deal} in {n} jurisdictions"),
        ("A103", "Draft regulatory questionnaire for {target}"),
    ),
    "P300": (
        ("A104", "Analyze structure alternatives for {deal} and tax effects"),
        ("A106", "Advise {client} on allocation of risk in {deal}"),
        ("A103", "Prepare structure paper for {deal}"),
    ),
    "P400": (
        ("A103", "Draft purchase agreement for {deal}, articles {n} through {m}"),
        ("A103", "Draft disclosure schedules against the {agreement}"),
        ("A103", "Draft transition services agreement for {deal}"),
        ("A103", "Prepare first draft of the {agreement} for site {n}"),
    ),
    "P500": (
        ("A107", "Negotiate indemnity and caps with {counsel} for {deal}"),
        ("A103", "Revise {agreement} after comments of {counsel}"),
        ("A104", "Analyze markup of {opponent} to the {agreement}"),
        ("A106", "Walk {client} through open points in the {agreement}"),
    ),
    "P600": (
        ("A103", "Prepare closing certificates and funds flow for {deal}"),
        ("A109", "Attend closing of {deal} and release of signatures"),
    ),
    "P700": (
        ("A103", "Draft post-closing notices to {opponent} under the {agreement}"),
        ("A104", "Review purchase price adjustment statement for {deal}"),
    ),
}
