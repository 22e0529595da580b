// Editing a line in place: what is typed in one field shows in the others, and in the invoice's total.
import { forget } from "./review-drafts.js";

const FIELDS = { new_units: "quantity", new_unit_cost: "quantity", amount: "amount", percent: "percent" };

const form = (node) => node.closest?.("[data-line-form]");

function field(element, name) {
  return element.querySelector(`[name$="-${name}"]`);
}

// The same writing as the server takes: digits in groups of three, a point before the decimals.
function read(text) {
  const typed = String(text).trim();
  if (!/\d/.test(typed) || !/^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/.test(typed)) return null;
  return Number(typed.replaceAll(",", ""));
}

// A preview only: the server rounds half-up from exact decimals and has the last word.
function resultOf(box, mode) {
  const { net, units, rate, shares } = box.dataset;
  if (mode === "percent") {
    const percent = read(field(box, "percent").value);
    return percent === null ? null : Number(net) * (1 - percent / 100) - Number(shares);
  }
  if (mode === "amount") return read(field(box, "amount").value);
  const billed = Number(units) * Number(rate);
  const typed = [read(field(box, "new_units").value), read(field(box, "new_unit_cost").value)];
  if (!billed || typed.includes(null)) return null;
  return (Number(net) * typed[0] * typed[1]) / billed - Number(shares);
}

function show(box, mode) {
  const live = box.querySelector("[data-line-live]");
  const after = resultOf(box, mode);
  const { net, tax, approved, total, currency } = box.dataset;
  const places = Number(box.dataset.places);
  if (mode !== "percent") field(box, "percent").value = "";
  // What cannot be read, raises the line or turns it into a credit has no preview: the server says why.
  if (after === null || after < 0 || after > Number(net)) { live.textContent = "–"; return; }
  if (mode !== "amount") field(box, "amount").value = after.toFixed(places);
  const say = (value) => new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
  const strong = document.createElement("b");
  const withTax = Number(net) ? 1 + Number(tax) / Number(net) : 1;
  strong.textContent = `${currency} ${say(Number(total) - (Number(approved) - after) * withTax)}`;
  live.replaceChildren(`${say(after - Number(net))} → `, strong);
}

document.addEventListener("input", (event) => {
  const box = form(event.target);
  const name = event.target.name?.split("-")[1];
  if (!box || !FIELDS[name]) return;
  field(box, "mode").value = FIELDS[name];
  show(box, FIELDS[name]);
});

// A draft that came back shows its result like one that was typed.
document.addEventListener("draft-filled", (event) => {
  const box = form(event.target);
  const mode = box && field(box, "mode").value;
  if (mode) show(box, mode);
});

// The usual note of a reason, unless the person wrote one.
document.addEventListener("change", (event) => {
  const box = form(event.target);
  if (!box || !event.target.name.endsWith("-reason")) return;
  const note = field(box, "note_to_firm");
  const usual = event.target.selectedOptions[0]?.dataset.note || "";
  if (!note.value || note.value === note.dataset.usual) { note.value = usual; note.dataset.usual = usual; note.dispatchEvent(new Event("input", { bubbles: true })); }
});

function close(box) {
  const row = box.closest("[data-row]");
  const place = box.parentElement;
  place.replaceChildren();
  // Last, since a field that loses the focus by being removed reports a change.
  forget(box);
  row?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-edit-close]")) close(form(event.target));
});

// Escape gives the line back as it was; Enter on a line edits it instead of following its first link.
document.addEventListener("keydown", (event) => {
  const box = form(event.target);
  if (event.key === "Escape" && box) { close(box); event.preventDefault(); event.stopPropagation(); return; }
  if (event.key !== "Enter" || !event.target.matches?.("[data-review] [data-row]")) return;
  event.target.querySelector('[data-row-key="e"], [data-row-key="s"]')?.click();
  event.preventDefault();
}, true);

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.matches?.(".rv-edit")) return;
  const box = event.target.querySelector("[data-line-form]");
  if (!box) return;
  const wrong = box.querySelector('[aria-invalid="true"]');
  const first = wrong || [...box.querySelectorAll("input:not([type=hidden])")].find((one) => !one.disabled);
  first?.focus();
  first?.select?.();
  box.scrollIntoView({ block: "nearest" });
});
