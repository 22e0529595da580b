"""The wording of every finding: code, or "code:variant" -> (what is wrong, how to mend it).

Codes are those of domain/ledes.md §8. Braces are filled with the finding's field and value and the facts
given where it is found.
"""

MESSAGES: dict[str, tuple[str, str]] = {
    "F000": ("The file is empty.", "Export the invoice again and upload the new file."),
    "F001": (
        "The file does not begin with a LEDES identifier line.",
        "Make the first line exactly LEDES1998B[] or LEDES98BI V2[].",
    ),
    "F001:missing": (
        "The identifier line is missing: the field names come first.",
        "Add {expected}[] as the first line, before the field names.",
    ),
    "F001:odd": (
        "The identifier line reads {value}; it was read as {expected}.",
        "Write exactly {expected}[].",
    ),
    "F001:xml": (
        "The XML file begins with the element {value}, which is not a LEDES invoice.",
        "Export the invoice as LEDES XML 2000, 2.0, 2.1 or 2.2, or as a LEDES 1998B or 98BI V2 text file.",
    ),
    "F002": (
        "The header line does not hold the {expected} field names in their fixed order: {what}.",
        "Copy the standard header line unchanged. The records were not checked, as their order is unknown.",
    ),
    "F002:case": (
        "A field name is written {value}; it was read as {expected}.",
        "Copy the standard header line unchanged.",
    ),
    "F003": ("The record does not end with [].", "End the record with [] directly after its last field."),
    "F003:long": (
        "No [] was found within {limit} characters, so the rest of the file was not read.",
        "End every record with []. If the file is not a LEDES text file, export it again.",
    ),
    "F004": (
        "The record has {found} fields instead of {expected}.",
        "Give every field its place, empty or not, with one | between two. No text may contain | or [].",
    ),
    "F005": (
        "The record contains characters outside plain ASCII; the first is {value}.",
        "Export as plain ASCII text, or replace accents, typographic quotes and dashes by plain characters.",
    ),
    "F005:control": (
        "The record contains the unprintable character {value}.",
        "Export the file again as plain text; remove control characters.",
    ),
    "F005:encoding": (
        "The file is encoded as {value}, not as plain text.",
        "Save or export the file as plain ASCII text.",
    ),
    "F006": (
        "The text contains a square bracket.",
        "Use round brackets; square brackets mark the end of a record.",
    ),
    "F007": (
        "The file begins with a byte order mark.",
        "Save the file as plain ASCII text, or as UTF-8 without byte order mark.",
    ),
    "F008": ("The file holds no record.", "Export the invoice again with its fee and expense lines."),
    "V101": ("{field} is not a date: {value}.", "Write an existing date as YYYYMMDD, for example 20260531."),
    "V101:space": ("{field} has spaces round its date.", "Remove the spaces."),
    "V102": (
        "{field} is not a number: {value}.",
        "Write plain digits, at most {digits} before and {decimals} after the point, without other signs.",
    ),
    "V102:whole": (
        "{field} is {value}, but {currency} has no decimals.",
        "Write a whole number of {currency}. Balance rounding in LINE_ITEM_ADJUSTMENT_AMOUNT.",
    ),
    "V102:unit": (
        "{field} is {value}, but {currency} has only {decimals} decimals.",
        "Write at most {decimals} decimals. Balance rounding in LINE_ITEM_ADJUSTMENT_AMOUNT.",
    ),
    "V102:space": ("{field} has spaces round its number.", "Remove the spaces."),
    "V103": ("{field} is blank.", "Fill in {field} on every record."),
    "V104": (
        "{field} has {found} characters; {size} are allowed.",
        "Shorten the value to {size} characters.",
    ),
    "V105": (
        "{field} is {value}; it must be F, E, IF or IE.",
        "Use F for fees, E for expenses, IF and IE for adjustments of the whole invoice.",
    ),
    "V105:case": ("{field} is written in lower case.", "Write it in upper case."),
    "V106": ("The number of units is blank on a line of type {kind}.", "Fill in the hours or the count."),
    "V107": (
        "The unit cost is blank on a line of type {kind}.",
        "Fill in the hourly rate or the price per unit.",
    ),
    "V108": ("The expense line has no expense code.", "Fill in the UTBMS expense code, for example E101."),
    "V109": ("The fee line has no timekeeper id.", "Fill in the id of the person who did the work."),
    "V110": (
        "The fee line names no timekeeper: {field} is blank.",
        "Fill in TIMEKEEPER_NAME as Last, First, or both TIMEKEEPER_LAST_NAME and TIMEKEEPER_FIRST_NAME.",
    ),
    "A201": (
        "The line total is {value}, but {formula} makes {expected}.",
        "Correct the units, the unit cost, the adjustment or the total.",
    ),
    "A202": (
        "INVOICE_TOTAL of invoice {invoice} is {value}, but its lines add up to {expected}.",
        "Correct the total, or add or correct the lines that are missing or wrong.",
    ),
    "A203": (
        "{field} is {value} here, but {first} on an earlier record of invoice {invoice}.",
        "State the same value on every record of the invoice.",
    ),
    "A205": (
        "Line number {value} occurs more than once in invoice {invoice}.",
        "Give every line of the invoice a number of its own.",
    ),
    "A207": (
        "The billing period of invoice {invoice} ends on {value}, before it starts on {start}.",
        "Correct BILLING_START_DATE and BILLING_END_DATE.",
    ),
    "T301": (
        "The line tax is {value}, but {base} at the rate {rate} makes {expected}.",
        "Correct the tax rate or the tax of the line.",
    ),
    "T302": (
        "INVOICE_TAX_TOTAL of invoice {invoice} is {value}, but the taxes of its lines add up to {expected}.",
        "Correct the tax total or the taxes of the lines.",
    ),
    "T303": (
        "INVOICE_NET_TOTAL of invoice {invoice} is {value}, but total less tax is {expected}.",
        "State INVOICE_TOTAL less INVOICE_TAX_TOTAL.",
    ),
    "T304": (
        "{field} is {value}, which is not a currency code.",
        "Use three capital letters, for example GBP.",
    ),
    "T305": (
        "ACCOUNT_TYPE is {value}; it must be O or T.",
        "Use O for the client's own account, T for third party.",
    ),
    "T306": (
        "LINE_ITEM_TAX_RATE is {value}; it must be from 0 to less than 1.",
        "Write the rate as a fraction: 0.2 for 20 per cent.",
    ),
    "W401": ("The fee line has no task code.", "Add the UTBMS task code if the client asks for it."),
    "W402": ("{field} has a leading plus sign: {value}.", "Leave the plus sign out."),
    "W403": ("The expense line has a value in {field}: {value}.", "Leave it blank on expense lines."),
    "W404": (
        "The timekeeper classification {value} is not in the LEDES list.",
        "Use a code of the LEDES list, for example PARTNR, ASSOC or PARALG.",
    ),
    "W405": (
        "The line is dated {value}, outside the billing period {start} to {end}.",
        "Check the date of the line and the billing period.",
    ),
    "W406": (
        "{field} is {value} here, but {first} on an earlier record of invoice {invoice}, which counts.",
        "State the same date on every record of the invoice.",
    ),
    "W407": ("The fee line has an activity code but no task code.", "Add the UTBMS task code."),
    "X500": ("The XML is not well formed: {what}.", "Export the file again; do not edit it by hand."),
    "X500:large": ("The XML file is larger than {limit} MB.", "Split it into several files."),
    "X501": (
        "inv_total_net_due of invoice {invoice} is {value}, but its matters add up to {expected}.",
        "Correct inv_total_net_due or the totals of the matters.",
    ),
    "X502": ("{field} is {value}, but {formula} makes {expected}.", "Correct the amounts of this item."),
    "X502:number": ("{field} is not a number: {value}.", "Write digits with a point, for example 1250.00."),
    "X502:whole": (
        "{field} is {value}, but {currency} has no decimals.",
        "Write a whole number of {currency}.",
    ),
    "X502:unit": (
        "{field} is {value}, but {currency} has only {decimals} decimals.",
        "Write at most {decimals} decimals.",
    ),
    "X503": (
        "The item names timekeeper {value}, who is not in the timekeeper summary of its matter.",
        "Add the timekeeper to the summary, or correct tk_id.",
    ),
    "X504": ("file_item_nbr {value} occurs more than once.", "Give every segment a number of its own."),
    "X505": (
        "{field} is not a date in the form {form}: {value}.",
        "Write the date as {form}, for example {example}.",
    ),
    "X506": (
        "The file contains a document type or entity definition, which is refused for safety.",
        "Export the file without DOCTYPE and without entities.",
    ),
}
