// Numbers in the reader's notation, as the page writes them and as the server reads them.
const tag = document.documentElement.dataset.numbers || "en";
const parts = new Intl.NumberFormat(tag).formatToParts(1234567.5);
const sign = (type) => parts.find((part) => part.type === type).value;
const OWN = { group: sign("group"), point: sign("decimal") };
const PLAIN = { group: ",", point: "." };
// What stands for one sign on a keyboard.
const SAME = { "’": "['’]", "\u202f": "[ \u00a0\u202f]", "\u00a0": "[ \u00a0\u202f]", ".": "\\." };

const pattern = (mark) => SAME[mark] || mark;

function readIn(text, { group, point }) {
  const shape = new RegExp(`^([+-]?)(\\d+|\\d{1,3}(?:${pattern(group)}\\d{3})+)?(?:${pattern(point)}(\\d*))?$`);
  const found = shape.exec(text);
  if (!found || !/\d/.test(text)) return null;
  const [, minus, whole = "", part = ""] = found;
  return `${minus}${whole.replace(/\D/g, "") || "0"}${part ? `.${part}` : ""}`;
}

// "1234.56" for what was typed; null for no number, and for what could be two.
export function typedNumber(text) {
  const typed = String(text).trim().replace("\u2212", "-");
  const [own, plain] = [readIn(typed, OWN), readIn(typed, PLAIN)];
  if (own !== null && plain !== null && Number(own) !== Number(plain)) return null;
  return own ?? plain;
}

// For a box: without signs between thousands, and never to be read two ways.
export function inBox(number, places) {
  const text = number.toFixed(places).replace(".", OWN.point);
  return OWN.point !== "." && /^-?\d{1,3},\d{3}$/.test(text) ? `${text}0` : text;
}

export const writer = (options) => new Intl.NumberFormat(tag, options);
