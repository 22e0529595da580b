"""How time entries go wrong, in the words in which they do."""

BLOCKS: tuple[str, ...] = (
    "Review documents produced by {opponent}; draft memorandum on {topic}; confer with {custodian}",
    "Draft {motion}, telephone {counsel} on extension, and review exhibits for {topic}",
    "Prepare for call with {client}; attend call; revise {agreement}; research {topic}",
    "Analyze letter of {counsel}; draft reply; discuss strategy on {topic} with team",
    "Research {defense}; revise brief; review record citations; edit declaration of {custodian}",
)
VAGUE: tuple[str, ...] = (
    "Attention to file",
    "Legal research",
    "Telephone call with client",
    "Review documents",
    "Work on matter",
    "Review correspondence",
    "Follow up on matter",
    "Conference call",
)
ADMINISTRATIVE: tuple[str, ...] = (
    "Scheduling of call with {custodian} and {counsel}",
    "Organize files received from {opponent}",
    "Prepare binders for meeting on {topic}",
    "Make copies of exhibits for {witness}",
    "Calendar deadlines in the {court}",
    "Book travel for deposition of {witness}",
    "E-filing of {motion} with the {court}",
)
