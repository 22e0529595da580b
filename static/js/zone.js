// Offers the browser's time zone beside the one that is chosen; it is taken only when somebody asks for it.
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const offer of document.querySelectorAll("[data-own-zone]")) {
  const choice = document.getElementById(offer.dataset.ownZone);
  const known = [...choice.options].some((option) => option.value === here);
  const show = () => { offer.hidden = !known || choice.value === here; };
  offer.querySelector("b").textContent = here;
  offer.addEventListener("click", () => {
    choice.value = here;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    choice.focus();
  });
  choice.addEventListener("change", show);
  show();
}
