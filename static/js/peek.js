// The peek panel: p opens the focused row's preview, j and k carry it along, Escape closes it.
import { focusedRow } from "./rows.js";

const panel = () => document.getElementById("peek");
let opener = null;

function show(row) {
  const aside = panel();
  if (!aside || !row?.dataset.peek) return;
  const open = document.getElementById("peek-open");
  const href = row.dataset.href || row.querySelector("a[href]")?.getAttribute("href");
  if (href) open.href = href;
  opener = row;
  aside.hidden = false;
  window.htmx.ajax("GET", row.dataset.peek, { target: "#peek-body", swap: "innerHTML" });
}

export function closePeek() {
  const aside = panel();
  if (!aside || aside.hidden) return false;
  aside.hidden = true;
  document.getElementById("peek-body").replaceChildren();
  opener?.isConnected && opener.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  const row = focusedRow();
  if (event.key === "p" && row?.dataset.peek) {
    if (!panel().hidden && opener === row) closePeek();
    else show(row);
    event.preventDefault();
  }
  if (event.key === "Escape" && closePeek()) event.preventDefault();
});

document.addEventListener("row-focus", (event) => { if (panel() && !panel().hidden) show(event.target); });

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-peek-close]")) closePeek();
  const button = event.target.closest("[data-peek-open]");
  if (button) show(button.closest("[data-row]"));
});

// Lists with a menu of their own on each row: the same preview, for a mouse or a finger.
function addMenus(root) {
  root.querySelectorAll("[data-row-menu] tr[data-peek]").forEach((row) => {
    if (row.querySelector("[data-peek-open]")) return;
    const { rowMenu } = row.closest("[data-row-menu]").dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-small lo-row-menu";
    button.dataset.peekOpen = "";
    button.title = rowMenu;
    const named = [...row.cells].find((cell) => !cell.querySelector("input[type=checkbox]"));
    button.setAttribute("aria-label", `${rowMenu}: ${named.textContent.trim()}`);
    button.textContent = "⋯";
    named.append(button);
  });
}

addMenus(document);
document.addEventListener("htmx:load", () => addMenus(document));
