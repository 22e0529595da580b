"""What outside counsel write on litigation: by task, the activity code and a text with slots."""

LITIGATION: dict[str, tuple[tuple[str, str], ...]] = {
    "L110": (
        ("A104", "Review {n} documents from {custodian} on the events of {past}"),
        ("A106", "Interview {custodian} about the chronology of the {topic} issue"),
        ("A103", "Prepare memorandum of interview with {custodian} concerning {topic}"),
        ("A102", "Research public records on {opponent} and its affiliates"),
        ("A104", "Analyze correspondence with {opponent} between {past} and the filing of the claim"),
        ("A103", "Draft chronology of key events on {topic} for use with witnesses"),
    ),
    "L120": (
        ("A104", "Analyze exposure under count {n} of the complaint of {opponent}"),
        ("A102", "Research standard for {motion} in light of recent appellate authority"),
        ("A103", "Draft strategy memorandum on {topic} with options and estimated cost"),
        ("A106", "Confer with {client} on defense theory and next steps on {topic}"),
        ("A102", "Research availability of {defense} defense against the claims of {opponent}"),
        ("A104", "Evaluate damages theory of {opponent} for {topic}"),
    ),
    "L130": (
        ("A108", "Confer with {expert} on scope and method of damages analysis"),
        ("A104", "Review curriculum vitae and prior testimony of {expert}"),
        ("A103", "Draft engagement terms for {expert} as consulting expert on {topic}"),
    ),
    "L140": (
        ("A110", "Maintain privilege log entries for production volume {n}"),
        ("A110", "Quality check of coding decisions in review set {n} on {topic}"),
    ),
    "L150": (
        ("A103", "Prepare phase budget through {stage} at request of {client}"),
        ("A104", "Compare actual time against budget and explain variance on {topic}"),
    ),
    "L160": (
        ("A103", "Draft mediation statement on liability for {topic}"),
        ("A107", "Negotiate settlement terms with {counsel}, counsel for {opponent}"),
        ("A103", "Revise release and confidentiality terms of draft settlement with {opponent}"),
        ("A109", "Attend mediation session with {client} and {opponent}"),
    ),
    "L210": (
        ("A103", "Draft answer and affirmative defenses to the complaint of {opponent}"),
        ("A103", "Revise counterclaim for breach of the {agreement} against {opponent}"),
        ("A104", "Analyze amended complaint and compare it with the original pleading on {topic}"),
        ("A102", "Research pleading requirements for {defense} in the {court}"),
    ),
    "L230": (
        ("A103", "Draft joint report ahead of the status conference before the {court}"),
        ("A109", "Appear before the {court} for status conference on {topic}"),
    ),
    "L240": (
        ("A103", "Draft argument section of {motion} concerning {topic}"),
        ("A102", "Research authority on {defense} for {motion}"),
        ("A103", "Revise statement of undisputed facts in support of {motion}"),
        ("A109", "Argue {motion} before the {court}"),
        ("A104", "Analyze opposition of {opponent} to {motion}"),
    ),
    "L250": (
        ("A103", "Draft reply in support of {motion}"),
        ("A103", "Prepare declaration of {custodian} in support of {motion}"),
        ("A104", "Review brief of {opponent} on {topic} and outline response"),
    ),
    "L310": (
        ("A103", "Draft responses and objections to interrogatories {n} through {m} of {opponent}"),
        ("A103", "Prepare second set of requests for production to {opponent} on {topic}"),
        ("A104", "Analyze deficiencies in written responses of {opponent} on {topic}"),
        ("A107", "Meet and confer with {counsel} on objections to request {n}"),
    ),
    "L320": (
        ("A104", "Review documents of custodian {custodian} for responsiveness and privilege, batch {n}"),
        ("A104", "Second-level privilege review of {n} documents on {topic}"),
        ("A103", "Draft production letter and load file specification for volume {n}"),
        ("A104", "Analyze production of {opponent} for {past} and tag key documents"),
        ("A105", "Confer with review team on coding questions about {topic}"),
    ),
    "L330": (
        ("A101", "Prepare outline for deposition of {custodian} on {topic}"),
        ("A109", "Take deposition of {witness}, corporate representative of {opponent}"),
        ("A109", "Defend deposition of {custodian} of {client}"),
        ("A104", "Digest transcript of {witness} for testimony on {topic}"),
        ("A101", "Prepare {custodian} for deposition on the {agreement}"),
    ),
    "L340": (
        ("A103", "Comment on draft report of {expert} on {topic}"),
        ("A104", "Analyze opposing expert report on damages under the {agreement}"),
        ("A101", "Prepare outline for deposition of opposing expert on {topic}"),
    ),
    "L350": (
        ("A103", "Draft motion to compel answers of {opponent} to request {n}"),
        ("A103", "Oppose motion for protective order of {opponent} concerning {topic}"),
    ),
    "L410": (
        ("A101", "Prepare direct examination outline of {custodian} for trial"),
        ("A101", "Prepare cross examination of {witness} on {topic}"),
    ),
    "L430": (
        ("A103", "Draft motion in limine to exclude evidence of {topic}"),
        ("A103", "Draft proposed jury instructions on {defense}"),
    ),
    "L440": (
        ("A103", "Assemble trial exhibit list and objections to exhibits of {opponent}"),
        ("A101", "Prepare opening statement themes on {topic} with trial team"),
    ),
    "L450": (
        ("A109", "Attend trial day {d} before the {court}"),
        ("A109", "Second chair trial day {d}, examination of {witness}"),
    ),
    "L510": (
        ("A103", "Draft notice of appeal and docketing statement in the {court}"),
        ("A102", "Research standard of review for issue {n} on appeal"),
    ),
    "L520": (
        ("A103", "Draft argument on {topic} for opening brief on appeal"),
        ("A104", "Analyze appellee brief of {opponent} and record citations"),
    ),
}
