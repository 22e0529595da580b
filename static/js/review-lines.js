// Editing a line in place: what is typed in one field shows in the others, and in the invoice's total.
import { inBox, typedNumber, writer } from "./numbers.js";
import { forget } from "./review-drafts.js";
import { cutByPercent, cutByQuantity, exact, plain, taxOn } from "./review-sums.js";

const FIELDS = { new_units: "quantity", new_unit_cost: "quantity", amount: "amount", percent: "percent" };

const form = (node) => node.closest?.("[data-line-form]");

function field(element, name) {
  return element.querySelector(`[name$="-${name}"]`);
}

// The same writing as the server takes, at most four decimals.
function read(text) {
  const typed = typedNumber(text);
  return typed === null || /\.\d{5}/.test(typed) ? null : exact(typed);
}

// What would be taken off the line, shares of invoice-wide reductions among it; null where nothing can be said.
function cutOf(box, mode) {
  const net = exact(box.dataset.net);
  const shares = exact(box.dataset.shares);
  const places = Number(box.dataset.places);
  if (mode === "amount") {
    const left = read(field(box, "amount").value);
    return left === null || left < 0n ? null : net - left;
  }
  if (mode === "percent") {
    const percent = read(field(box, "percent").value);
    return percent === null || percent < 0n ? null : cutByPercent(net, percent, places) + shares;
  }
  const billed = [exact(box.dataset.units), exact(box.dataset.rate)];
  const typed = [read(field(box, "new_units").value), read(field(box, "new_unit_cost").value)];
  if (billed.includes(0n) || typed.some((one, at) => one === null || one < 0n || one > billed[at])) return null;
  return cutByQuantity(net, billed, typed, places) + shares;
}

// A preview only: the server has the last word.
function show(box, mode) {
  const live = box.querySelector("[data-line-live]");
  const { currency, total } = box.dataset;
  const [net, tax, approved] = [box.dataset.net, box.dataset.tax, box.dataset.approved].map(exact);
  const places = Number(box.dataset.places);
  if (mode !== "percent") field(box, "percent").value = "";
  const cut = cutOf(box, mode);
  // What cannot be read, raises the line or turns it into a credit has no preview: the server says why.
  if (cut === null || cut < 0n || cut > net) { live.textContent = "–"; return; }
  if (mode !== "amount") field(box, "amount").value = inBox(plain(net - cut), places);
  const figures = { minimumFractionDigits: places, maximumFractionDigits: places };
  const figure = writer(figures);
  const say = (sum) => figure.format(plain(sum)).replace("-", "\u2212");
  const before = net - approved;
  const more = cut - before + taxOn(cut, net, tax, places) - taxOn(before, net, tax, places);
  const strong = document.createElement("b");
  strong.textContent = `${currency} ${say(exact(total) - more)}`;
  live.replaceChildren(`${say(-cut)} → `, strong);
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

// Escape gives the line back as it was, Enter on its reason reduces it; Enter on a line edits it instead of following its first link.
document.addEventListener("keydown", (event) => {
  const box = form(event.target);
  if (event.key === "Escape" && box) { close(box); event.preventDefault(); event.stopPropagation(); return; }
  // Enter in any other field sends the form by itself; an open list of reasons keeps its keys to itself.
  if (event.key === "Enter" && box && event.target.matches("select")) { box.requestSubmit(); event.preventDefault(); return; }
  if (event.key !== "Enter" || !event.target.matches?.("[data-review] [data-row]")) return;
  event.target.querySelector('[data-row-key="e"], [data-row-key="s"]')?.click();
  event.preventDefault();
}, true);

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.matches?.(".rv-edit")) return;
  const box = event.target.querySelector("[data-line-form]");
  if (!box) return;
  const wrong = box.querySelector('[aria-invalid="true"]');
  // Someone quicker than the settling is typing already: their field stays theirs.
  if (!wrong && box.contains(document.activeElement)) return;
  const first = wrong || [...box.querySelectorAll("input:not([type=hidden])")].find((one) => !one.disabled);
  first?.focus();
  first?.select?.();
  box.scrollIntoView({ block: "nearest" });
});
