// Says when a form has something that is not saved, and asks before it is left behind.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const state = form.querySelector(".saved-state");
  let isDirty = false;
  form.addEventListener("input", () => {
    if (isDirty) return;
    isDirty = true;
    if (!state) return;
    state.classList.add("is-dirty");
    state.textContent = "Not saved yet";
  });
  form.addEventListener("submit", () => { isDirty = false; });
  window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
})();
