// Shortcuts are declared where they act: data-key="a" on a button, link, field or summary.
// data-row-key acts inside the row that has the focus. "g i" is a sequence; "mod+k" is Ctrl or Command.
const SEQUENCE_MS = 900;
let typed = "";
let typedAt = 0;

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]";

function isShown(element) {
  return Boolean(element.offsetParent || element.getClientRects().length) && !element.disabled;
}

function act(element) {
  if (element.matches(TYPING)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
    if (element.matches("summary")) element.parentElement.querySelector("a, button")?.focus();
  }
}

function find(attribute, key, root) {
  return [...root.querySelectorAll(`[${attribute}]`)].find(
    (element) => (element.getAttribute(attribute) === key || element.dataset.keyAlso === key) && isShown(element),
  );
}

export function scope() {
  return document.querySelector("dialog[open]") || document;
}

function run(key) {
  const row = document.activeElement?.closest?.("[data-row]");
  // The page's own key goes before the frame's.
  const own = scope().querySelector("main");
  const target = (row && find("data-row-key", key, row)) || (own && find("data-key", key, own)) || find("data-key", key, scope());
  if (target) act(target);
  return Boolean(target);
}

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const held = event.ctrlKey || event.metaKey ? "mod+" : "";
  const shifted = event.shiftKey && /^[a-z]$/.test(key) ? "shift+" : "";
  return held + shifted + key;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = nameOf(event);
  const typing = event.target.closest?.(TYPING);
  if (typing && !key.startsWith("mod+")) {
    if (key === "Escape") typing.blur();
    return;
  }
  if (run(key)) { event.preventDefault(); typed = ""; return; }
  const now = Date.now();
  const both = now - typedAt < SEQUENCE_MS && typed ? `${typed} ${key}` : key;
  typed = key;
  typedAt = now;
  if (both !== key && run(both)) { event.preventDefault(); typed = ""; }
});

// The help dialog lists what is on the page now, so it can never be out of date.
document.addEventListener("dialog-open", (event) => {
  if (event.target.id !== "help") return;
  const list = document.getElementById("help-keys");
  const words = list.dataset;
  const found = new Map();
  if (document.querySelector("[data-rows]")) {
    found.set("j", words.next).set("k", words.previous).set("Enter", words.open);
    if (document.querySelector("[data-peek]")) found.set("p", words.preview);
    if (document.querySelector("[data-select-row]")) found.set("x", words.select).set("shift+x", words.range);
  }
  const every = "[data-key], [data-row-key]";
  const main = document.querySelector("main");
  [...(main?.querySelectorAll(every) || []), ...document.querySelectorAll(every)].forEach((element) => {
    if (!isShown(element)) return;
    const key = element.dataset.key || element.dataset.rowKey;
    const label = element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
    if (!found.has(key)) found.set(key, label.replace(/\s+/g, " "));
  });
  found.set("Escape", words.close);
  list.replaceChildren(...[...found].map(([key, label]) => line(key, label)));
});

function line(key, label) {
  const row = document.createElement("div");
  const term = document.createElement("dt");
  const keys = document.createElement("dd");
  term.textContent = label;
  key.split(/[ +]/).forEach((part) => {
    const cap = document.createElement("kbd");
    cap.textContent = part === "mod" ? "Ctrl" : part.length === 1 ? part.toUpperCase() : part[0].toUpperCase() + part.slice(1);
    keys.append(cap, " ");
  });
  row.append(term, keys);
  return row;
}
