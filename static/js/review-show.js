// Showing a line: scroll to it, focus it, let it flash once.
export function showLine(key, focusRow) {
  const row = document.getElementById(`line-${key}`);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  focusRow(row);
  row.classList.remove("rv-shown");
  requestAnimationFrame(() => row.classList.add("rv-shown"));
}
