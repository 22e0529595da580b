// The review page: where the focus goes, zones by key, tabs, and dialogs that close when their change is done.
import "./review-lines.js";
import { showLine } from "./review-show.js";

let lastRow = "";
let byKeyboard = false;

document.addEventListener("keydown", () => { byKeyboard = true; }, true);
document.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-review] [data-row]");
  if (row) lastRow = row.id;
});

function focusRow(row) {
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  if (byKeyboard) row.scrollIntoView({ block: "nearest" });
}

// The next finding that waits after the one just decided, so that a a a goes through the list.
function nextOpen(row) {
  const rows = [...document.querySelectorAll("[data-finding-state]")];
  const at = rows.indexOf(row);
  return [...rows.slice(at + 1), ...rows.slice(0, at)].find((one) => one.dataset.findingState === "open");
}

function restoreFocus() {
  const here = document.activeElement;
  const row = lastRow && document.getElementById(lastRow);
  if (!row || (here && here !== document.body && here !== row)) return;
  const decided = row.dataset.findingState && row.dataset.findingState !== "open";
  focusRow((byKeyboard && decided && nextOpen(row)) || row);
}

// The answer to a change carries the event; by then its parts are in place.
document.addEventListener("review-changed", () => {
  const dialog = document.getElementById("form-dialog");
  dialog?.close();
  // A closed dialog keeps the focus until the next frame.
  if (dialog?.contains(document.activeElement)) document.activeElement.blur();
  document.body.dispatchEvent(new CustomEvent("counts-changed"));
  restoreFocus();
});

function firstOf(zone) {
  const rows = [...zone.querySelectorAll("[data-row]")];
  return rows.find((row) => row.dataset.findingState === "open") || rows[0];
}

// Accept and dismiss mean the finding in focus; without one they first show which comes next.
document.addEventListener("keydown", (event) => {
  if (!["a", "d"].includes(event.key) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [data-row]") || document.querySelector("dialog[open]")) return;
  const row = firstOf(document.getElementById("rv-findings-list"));
  if (row?.dataset.findingState !== "open") return;
  focusRow(row);
  event.preventDefault();
});

function selectTab(tab) {
  tab.closest("[role=tablist]").querySelectorAll("[data-tab]").forEach((one) => {
    const on = one === tab;
    one.setAttribute("aria-selected", String(on));
    one.tabIndex = on ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
  });
}

// Which line a note is about, also when its draft came back.
document.addEventListener("draft-filled", (event) => {
  const line = event.target.matches("[data-note-form]") && event.target.elements.line.value;
  const button = line && document.querySelector(`[data-message-line="${CSS.escape(line)}"]`);
  if (button) nameLine(event.target, button);
});

function nameLine(form, button) {
  form.elements.line.value = button.dataset.messageLine;
  const about = form.querySelector("[data-note-about]");
  about.textContent = `# ${button.dataset.messageNumber}`;
  about.hidden = false;
}

function writeAbout(button) {
  selectTab(document.getElementById("rv-tab-talk"));
  document.querySelectorAll("[data-note-form]").forEach((form) => nameLine(form, button));
  document.querySelector("[data-note-form] textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const zone = event.target.closest("[data-zone]");
  if (zone) {
    const row = firstOf(document.getElementById(zone.dataset.zone));
    if (row) focusRow(row);
  }
  const tab = event.target.closest("[data-tab]");
  // By its key too, so that Tab goes on from there into the pane and not through all the lines.
  if (tab) { selectTab(tab); tab.focus(); }
  const message = event.target.closest("[data-message-line]");
  if (message) writeAbout(message);
  const finding = event.target.closest("[data-show-finding]");
  if (finding) {
    event.preventDefault();
    const row = document.getElementById(`finding-${finding.dataset.showFinding}`);
    if (row) { focusRow(row); row.scrollIntoView({ block: "nearest" }); }
  }
});

// A line that is on the page is shown where it is; htmx fetches the rule's lines only when it is not.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-show-line]");
  if (!link || !document.getElementById(`line-${link.dataset.showLine}`)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  showLine(link.dataset.showLine, focusRow);
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.detail.requestConfig?.elt?.dataset?.showLine;
  if (wanted) showLine(wanted, focusRow);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[data-tab]");
  if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tabs = [...tab.parentElement.querySelectorAll("[data-tab]")];
  const to = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : -1) + tabs.length) % tabs.length];
  selectTab(to);
  to.focus();
});

// A dialog begins at what is wrong, at its first choice or at what must be filled in; else at its verb, so
// that Enter does it. A digit picks a choice.
const BEGINNINGS = ['[aria-invalid="true"]', 'input[type="radio"]', ":is(input, textarea, select):required", 'input[type="checkbox"]', ".lo-dialog-foot .btn-primary"];
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "form-dialog-body") return;
  BEGINNINGS.map((one) => event.target.querySelector(one)).find(Boolean)?.focus();
});
document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.target.closest?.("textarea, input:not([type=radio])")) return;
  const choice = document.querySelectorAll('dialog[open] input[type="radio"]')[Number(event.key) - 1];
  if (!choice) return;
  choice.checked = true;
  choice.focus();
  event.preventDefault();
});
