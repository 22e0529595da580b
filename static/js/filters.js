// A filter applies when its chip closes or Enter is pressed; the search box applies while one types.
// Without a script the Apply buttons do it.
const TYPING_PAUSE_MS = 250;
// What a field says that narrows nothing, such as those of the menu when it comes.
const EMPTY = new Set(["", "unknown"]);
const applied = new WeakMap();
let timer = 0;

function stateOf(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => !EMPTY.has(value))).toString();
}

function apply(form) {
  if (!form.isConnected || applied.get(form) === stateOf(form)) return;
  applied.set(form, stateOf(form));
  form.requestSubmit();
}

function remember(root) {
  root.querySelectorAll?.("form[data-filters]").forEach((form) => applied.set(form, stateOf(form)));
}

document.addEventListener("toggle", (event) => {
  const form = event.target.closest?.("form[data-filters]");
  if (form && event.target.matches("[data-chip]") && !event.target.open) apply(form);
}, true);

// Enter and Apply send the form themselves: what waited for a pause in the typing has gone with it.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-filters]")) return;
  clearTimeout(timer);
  applied.set(event.target, stateOf(event.target));
}, true);

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("form[data-filters] [data-filter-find]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => apply(event.target.form), TYPING_PAUSE_MS);
});

// What was typed while the answer was on its way must not be lost with the field it was typed into.
let typed = null;
document.addEventListener("htmx:beforeSwap", () => {
  const field = document.activeElement;
  typed = field?.matches("[data-filter-find]") ? { id: field.id, value: field.value } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const field = typed && document.getElementById(typed.id);
  if (!field || field.value === typed.value) return;
  field.value = typed.value;
  clearTimeout(timer);
  timer = setTimeout(() => apply(field.form), TYPING_PAUSE_MS);
});

document.addEventListener("htmx:load", (event) => remember(event.target));
remember(document);
