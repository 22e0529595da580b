// <details> menus: one open at a time, closed by Escape or a click elsewhere, arrows move inside.
const OPEN = "details.lo-menu[open]";
const ITEMS = ".lo-menu-item:not([disabled])";

function closeAll(except) {
  document.querySelectorAll(OPEN).forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });
}

document.addEventListener("click", (event) => closeAll(event.target));

// A menu that opens over the rows of its own list covers some by halves: they rest until it is closed.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.lo-menu-up")) return;
  event.target.closest("form")?.querySelectorAll(".lo-table-scroll, .lo-table-foot").forEach((part) => {
    part.inert = event.target.open;
  });
}, true);

document.addEventListener("keydown", (event) => {
  const menu = document.activeElement?.closest?.(OPEN) || document.querySelector(OPEN);
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
    event.preventDefault();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(menu, event);
}, true);

function move(menu, event) {
  const items = [...menu.querySelectorAll(ITEMS)];
  if (!items.length || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const at = items.indexOf(document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : -1;
  items[(at + step + items.length) % items.length].focus();
  event.preventDefault();
}
