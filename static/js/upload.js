// The drop zone: drag and drop, or the keyboard; several files; how far the sending is.
const SIZES = ["B", "kB", "MB", "GB"];

function readable(bytes) {
  let at = 0;
  let size = bytes;
  while (size >= 1000 && at < SIZES.length - 1) { size /= 1000; at += 1; }
  return `${at ? size.toFixed(1) : size} ${SIZES[at]}`;
}

function setFiles(input, files) {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
  list(input);
}

function list(input) {
  const zone = input.closest("[data-drop]");
  const place = zone.parentElement.querySelector("[data-files]");
  const rows = [...input.files].map((file, at) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const size = document.createElement("span");
    const drop = document.createElement("button");
    name.textContent = file.name;
    size.className = "lo-file-size";
    size.textContent = readable(file.size);
    drop.type = "button";
    drop.className = "btn btn-quiet btn-small";
    drop.textContent = zone.dataset.removeLabel;
    drop.setAttribute("aria-label", `${zone.dataset.removeLabel} ${file.name}`);
    drop.addEventListener("click", () => setFiles(input, [...input.files].filter((_, i) => i !== at)));
    row.append(name, size, drop);
    return row;
  });
  place.replaceChildren(...rows);
  const button = input.form?.querySelector("[data-drop-submit]");
  if (button) button.disabled = rows.length === 0;
  input.dispatchEvent(new CustomEvent("files-chosen", { bubbles: true, detail: { count: rows.length } }));
}

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-drop] input[type=file]")) return;
  list(event.target);
  const form = event.target.form;
  if (event.target.closest("[data-drop]").hasAttribute("data-drop-now") && event.target.files.length) form.requestSubmit();
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) {
      const input = zone.querySelector("input[type=file]");
      const files = [...event.dataTransfer.files];
      setFiles(input, input.multiple ? [...input.files, ...files] : files.slice(0, 1));
      if (zone.hasAttribute("data-drop-now")) input.form.requestSubmit();
    }
  });
}

// A file that misses the zone must not replace the page.
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (document.querySelector("[data-drop]") && !event.target.closest?.("[data-drop]")) event.preventDefault();
  });
}

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("[data-drop-progress]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.querySelector("progress").value = event.detail.loaded / event.detail.total;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const bar = event.detail.elt.querySelector?.("[data-drop-progress]");
  if (bar) bar.hidden = true;
});
