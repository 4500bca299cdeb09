// Ticks all rows of a list at once, and switches the edition when it is chosen. The desk works without scripts.
document.addEventListener("DOMContentLoaded", () => {
  const all = document.querySelector("[data-tick-all]");
  if (all) {
    const boxes = all.closest("table").querySelectorAll("tbody .tick input");
    all.hidden = false;
    all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  }
  const choice = document.querySelector(".desk-switch select");
  if (choice) {
    choice.form.querySelector("button").hidden = true;
    choice.addEventListener("change", () => choice.form.submit());
  }
});
