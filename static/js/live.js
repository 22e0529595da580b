// Parts that bring themselves up to date: never under somebody's hands, and focus and scroll stay where they are.
const IN_USE = "dialog[open], details.lo-menu[open], details[data-chip][open], [data-bulk]:not([hidden])";
const TYPED = "input, select, textarea";
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
let kept = null;

function isInUse(part) {
  return part.querySelector(IN_USE) !== null || (part.contains(document.activeElement) && document.activeElement.matches(TYPED));
}

function marks(element) {
  return [element.tagName, element.id, element.getAttribute("href"), element.getAttribute("name"), element.dataset.dialog, element.textContent.trim()].join("\n");
}

// The same thing by what it is; where its words have changed too, by its place.
function again(part, focused) {
  const all = [...part.querySelectorAll(FOCUSABLE)];
  const alike = all.filter((element) => marks(element) === focused.marks);
  return alike[focused.nth] || alike[0] || all.filter((element) => element.tagName === focused.tag)[focused.place];
}

function remember(part) {
  const all = [...part.querySelectorAll(FOCUSABLE)];
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  const focused = held && {
    marks: marks(held), tag: held.tagName,
    nth: all.filter((element) => marks(element) === marks(held)).indexOf(held),
    place: all.filter((element) => element.tagName === held.tagName).indexOf(held),
  };
  const scrolled = [...part.querySelectorAll("*")].map((element, at) => [at, element.scrollLeft, element.scrollTop]).filter(([, left, top]) => left || top);
  const tables = [...part.querySelectorAll("[data-chart-toggle][aria-pressed=true]")].map((button) => button.closest("[data-chart]").id);
  kept = { id: part.id, focused, scrolled, tables, top: window.scrollY };
}

function restore(part) {
  const { focused, scrolled, tables, top } = kept;
  kept = null;
  tables.forEach((id) => document.querySelector(`#${CSS.escape(id)} [data-chart-toggle]`)?.click());
  const all = [...part.querySelectorAll("*")];
  scrolled.forEach(([at, left, down]) => { if (all[at]) { all[at].scrollLeft = left; all[at].scrollTop = down; } });
  if (focused) again(part, focused)?.focus({ preventScroll: true });
  window.scrollTo({ top, behavior: "instant" });
}

function partOf(event) {
  const poller = event.detail.requestConfig?.elt || event.detail.elt;
  return poller?.matches?.("[data-live]") ? document.getElementById(poller.dataset.live) : null;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const part = partOf(event);
  if (part && (document.hidden || isInUse(part))) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = partOf(event);
  if (!part || !event.detail.shouldSwap) return;
  // Somebody may have begun to use it while the answer was on its way: the next one comes soon.
  if (isInUse(part)) event.detail.shouldSwap = false;
  else remember(part);
});

document.addEventListener("htmx:afterSettle", () => {
  const part = kept && document.getElementById(kept.id);
  if (part) restore(part);
});
