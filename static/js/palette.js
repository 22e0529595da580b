// The search field as a combobox: focus stays in the field, arrows choose, Enter goes, Ctrl-Enter goes in a new tab.
const form = () => document.querySelector("[data-palette]");
const results = () => document.getElementById("palette-results");

function options() {
  return [...results().querySelectorAll("[role=option][href]")];
}

function choose(option) {
  options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  const input = form().querySelector("input");
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function setOpen(open) {
  const palette = form();
  if (!palette) return;
  palette.toggleAttribute("data-open", open);
  palette.querySelector("input").setAttribute("aria-expanded", String(open));
}

document.addEventListener("focusin", (event) => {
  const palette = event.target.closest?.("[data-palette]");
  if (!palette) { setOpen(false); return; }
  if (event.target.matches("input")) {
    setOpen(true);
    window.htmx.trigger(event.target, "palette-open");
  }
});

document.addEventListener("click", (event) => { if (!event.target.closest("[data-palette]")) setOpen(false); });

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.elt?.id === "palette-results" || event.target.id === "palette-results") choose(options()[0]);
});
document.addEventListener("htmx:load", (event) => {
  if (event.target.id === "palette-results") choose(options()[0]);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("[data-palette]")) return;
  const list = options();
  const at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const by = event.key === "ArrowDown" ? 1 : -1;
    choose(list[(at + by + list.length) % list.length]);
    event.preventDefault();
  } else if (event.key === "Enter" && list[at]) {
    if (event.ctrlKey || event.metaKey) window.open(list[at].href, "_blank", "noopener");
    else window.location.assign(list[at].href);
    event.preventDefault();
  } else if (event.key === "Escape") {
    setOpen(false);
    event.target.blur();
  }
});
