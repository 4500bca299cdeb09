// Beside htmx, for menus and radio buttons that save themselves (hx-post): what was chosen before the page's scripts had come
// is saved as soon as they have, and a menu whose choice could not be saved says so beside it.
(() => {
  const asked = (event) => event.detail.elt?.closest("select[hx-post]");
  const say = (menu, text) => {
    const cell = menu.parentElement;
    const line = cell.querySelector("[role=status]") ?? cell.appendChild(document.createElement("span"));
    line.setAttribute("role", "status");
    line.className = "decision-note is-failed";
    line.textContent = text;
  };
  const sent = (menu) => [...menu.options].find((option) => option.defaultSelected) ?? menu.options[0];
  const isAsSent = (field) => (field.matches("select") ? sent(field)?.selected : field.defaultChecked);

  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) return;
    for (const field of document.querySelectorAll("select[hx-post], input[type=radio][hx-post]:checked")) {
      if (!isAsSent(field)) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const menu = asked(event);
    if (!menu || event.detail.successful || menu.parentElement === null) return;
    say(menu, event.detail.xhr?.status
      ? "Not saved. Reload the page, sign in if you are asked to, and choose again."
      : "Not saved: the server cannot be reached. Choose again in a moment.");
  });
})();
