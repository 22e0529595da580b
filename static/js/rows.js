// Lists by keyboard: j and k move, Enter opens. The focused row is real focus, so screen readers follow.
import { scope } from "./keyboard.js";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";

export function rowsIn(list) {
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
}

export function focusedRow() {
  return document.activeElement?.closest?.("[data-row]") || null;
}

function step(by) {
  const current = focusedRow();
  const list = current?.closest("[data-rows]") || scope().querySelector("[data-rows]");
  if (!list) return false;
  const rows = rowsIn(list);
  const at = rows.indexOf(current);
  const next = at < 0 ? rows[0] : rows[at + by];
  if (!next) return true;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  next.dispatchEvent(new CustomEvent("row-focus", { bubbles: true }));
  return true;
}

function open(row) {
  const url = row.dataset.href || row.querySelector("a[href]")?.href;
  if (url) window.location.assign(url);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPING)) return;
  if ((event.key === "j" && step(1)) || (event.key === "k" && step(-1))) event.preventDefault();
  const row = focusedRow();
  if (event.key === "Enter" && row && event.target === row) { open(row); event.preventDefault(); }
});
