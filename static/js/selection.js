// Row selection: x, shift-x, check boxes, "all on this page", all that match; the bulk bar says how many.
import { focusedRow, rowsIn } from "./rows.js";

let anchor = null;

function boxOf(row) {
  return row?.querySelector("[data-select-row]");
}

function set(row, on) {
  const box = boxOf(row);
  if (!box) return;
  box.checked = on;
  row.setAttribute("aria-selected", String(on));
}

function range(list, from, to, on) {
  const rows = rowsIn(list);
  const [start, end] = [rows.indexOf(from), rows.indexOf(to)].sort((a, b) => a - b);
  rows.slice(Math.max(0, start), end + 1).forEach((row) => set(row, on));
}

// The selection reaches beyond the page: to all rows that the filter leaves.
function reaches(bar) {
  return bar.querySelector("[data-select-scope]")?.value === "all";
}

function spread(bar, on) {
  const scope = bar.querySelector("[data-select-scope]");
  if (!scope) return;
  scope.value = on ? "all" : "";
  bar.querySelector("[data-select-everything]").hidden = on;
}

function matching(bar) {
  const place = document.getElementById(bar.querySelector("[data-select-everything]").dataset.count);
  return place?.textContent.trim() || "";
}

function refresh(form) {
  if (!form) return;
  const boxes = [...form.querySelectorAll("[data-select-row]")];
  const count = boxes.filter((box) => box.checked).length;
  const bar = form.querySelector("[data-bulk]");
  if (bar) {
    bar.hidden = count === 0;
    const everything = reaches(bar) && count === boxes.length;
    spread(bar, everything);
    bar.querySelectorAll("[data-bulk-count]").forEach((place) => {
      place.textContent = everything ? matching(bar) : String(count);
    });
  }
  const all = form.querySelector("[data-select-all]");
  if (all) { all.checked = count > 0 && count === boxes.length; all.indeterminate = count > 0 && count < boxes.length; }
}

function toggle(row, shift) {
  const list = row.closest("[data-rows]");
  const on = !boxOf(row).checked;
  if (shift && anchor && list.contains(anchor)) range(list, anchor, row, true);
  else set(row, on);
  anchor = row;
  refresh(row.closest("form"));
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = focusedRow();
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select") || !boxOf(row)) return;
  toggle(row, event.shiftKey);
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-select-row]");
  if (box) {
    const row = box.closest("[data-row]");
    if (event.shiftKey && anchor) range(row.closest("[data-rows]"), anchor, row, box.checked);
    set(row, box.checked);
    anchor = row;
    refresh(box.closest("form"));
  }
  const all = event.target.closest("[data-select-all]");
  if (all) {
    rowsIn(all.closest("form")).forEach((row) => set(row, all.checked));
    refresh(all.closest("form"));
  }
  const everything = event.target.closest("[data-select-everything]");
  if (everything) {
    const form = everything.closest("form");
    rowsIn(form).forEach((row) => set(row, true));
    everything.closest("[data-bulk]").querySelector("[data-select-scope]").value = "all";
    refresh(form);
    form.querySelector("[data-bulk] summary")?.focus();
  }
  const none = event.target.closest("[data-select-none]");
  if (none) {
    rowsIn(none.closest("form")).forEach((row) => set(row, false));
    refresh(none.closest("form"));
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  anchor = null;
  const form = event.target.closest?.("form") || event.target.querySelector?.("form");
  if (form?.querySelector("[data-bulk]")) refresh(form);
});
