// Names for fields that the console draws without one: choosers that search, and cells of tables of fields.
function labelOf(id) {
  const label = id && document.querySelector(`label[for="${CSS.escape(id)}"]`);
  return label ? label.textContent.replace("*", "").trim() : "";
}

function cellName(field) {
  const cell = field.closest("td[data-label]");
  return cell ? cell.dataset.label.trim() : "";
}

function nameChooser(select) {
  const container = select.nextElementSibling;
  if (!container || !container.classList.contains("select2")) return;
  const name = labelOf(select.id) || cellName(select);
  if (!name) return;
  const box = container.querySelector("[role=combobox]");
  if (box) {
    const chosen = container.querySelector(".select2-selection__rendered");
    box.removeAttribute("aria-labelledby");
    box.setAttribute("aria-label", chosen && chosen.title ? `${name}: ${chosen.title}` : name);
    if (chosen?.getAttribute("role") === "textbox") chosen.setAttribute("aria-label", name);
  }
  container.querySelectorAll(".select2-search__field").forEach((field) => field.setAttribute("aria-label", name));
  container.querySelectorAll("ul.select2-selection__rendered").forEach((list) => {
    list.setAttribute("role", "group");
    list.querySelectorAll(":scope > li").forEach((item) => item.setAttribute("role", "presentation"));
  });
}

function nameCell(field) {
  if (field.labels?.length || field.getAttribute("aria-label") || field.type === "hidden") return;
  const name = cellName(field) || headingOf(field);
  if (name) field.setAttribute("aria-label", name);
}

function headingOf(field) {
  const cell = field.closest("td, th");
  const heading = cell && cell.closest("table")?.querySelector("thead tr")?.cells[cell.cellIndex];
  return heading ? heading.textContent.trim() : "";
}

function nameAll() {
  document.querySelectorAll("select.select2-hidden-accessible").forEach(nameChooser);
  document.querySelectorAll("td input, td select, td textarea").forEach(nameCell);
}

let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; nameAll(); });
}).observe(document.documentElement, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", nameAll);

// The bundle writes a chosen file's name into the first text box it finds around; such a box of ours is a name.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-own-file]")) event.stopPropagation();
}, true);
