// Dragging a bar opens the same form as its name does, with the day it was dropped on.
const DAY = 86400000;
let held = null;

function shifted(day, by) {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(date.getTime() + by * DAY).toISOString().slice(0, 10);
}

document.addEventListener("pointerdown", (event) => {
  const bar = event.target.closest?.("[data-move]");
  if (!bar || event.button) return;
  const scale = Number(bar.closest("[data-gantt]").dataset.scale);
  held = { bar, scale, from: event.clientX, days: 0 };
  bar.setPointerCapture(event.pointerId);
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  held.days = Math.round((event.clientX - held.from) / held.scale);
  held.bar.setAttribute("transform", `translate(${held.days * held.scale} 0)`);
});

function drop(open) {
  if (!held) return;
  const { bar, days } = held;
  held = null;
  bar.removeAttribute("transform");
  if (!open) return;
  const url = days ? `${bar.dataset.move}?to=${shifted(bar.dataset.day, days)}` : bar.dataset.move;
  htmx.ajax("GET", url, { target: "#form-dialog-body", swap: "innerHTML" });
  document.getElementById("form-dialog")?.showModal();
}

document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") drop(false); });
