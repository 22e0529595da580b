// The column chooser: columns change places by drag, by their buttons, or by Alt with an arrow key.
const PLACE = "[data-column][draggable]";

function moved(column, by) {
  const other = by < 0 ? column.previousElementSibling : column.nextElementSibling;
  if (!other?.matches(PLACE)) return;
  if (by < 0) other.before(column);
  else other.after(column);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-column-move]");
  if (!button) return;
  moved(button.closest("[data-column]"), Number(button.dataset.columnMove));
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const column = event.altKey && event.target.closest?.(PLACE);
  if (!column || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const held = document.activeElement;
  moved(column, event.key === "ArrowUp" ? -1 : 1);
  held.focus();
  event.preventDefault();
  event.stopPropagation();
}, true);

let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(PLACE) || null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  dragged.classList.add("lo-column-dragged");
});

document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.(PLACE);
  if (!over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("lo-column-dragged");
  dragged = null;
});
