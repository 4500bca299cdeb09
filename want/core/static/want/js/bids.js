// Beside htmx on the page of bids: takes an answer back when its question is declined, and says when one was not saved.
(() => {
  const saved = new WeakMap(); // fieldset -> the radio button whose answer is stored
  const asked = (event) => event.detail.elt?.closest(".bid fieldset");
  const say = (fieldset, text) => {
    const line = fieldset.querySelector("[role=status]");
    line.textContent = text;
    line.className = "bid-saved small invalid-feedback";
  };
  for (const fieldset of document.querySelectorAll(".bid fieldset")) saved.set(fieldset, fieldset.querySelector("[checked]"));

  document.addEventListener("htmx:confirm", (event) => {
    const fieldset = asked(event);
    if (!fieldset || !event.detail.question) return;
    event.preventDefault();
    if (window.confirm(event.detail.question)) {
      event.detail.issueRequest(true);
    } else {
      event.detail.elt.checked = false;
      if (saved.get(fieldset)) saved.get(fieldset).checked = true;
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const fieldset = asked(event);
    if (!fieldset) return;
    if (event.detail.successful) {
      saved.set(fieldset, event.detail.elt);
      fieldset.querySelector("[role=status]").className = "bid-saved small";
    } else if (event.detail.xhr?.status) {
      say(fieldset, "Not saved. Reload the page, sign in if you are asked to, and choose again.");
    } else {
      say(fieldset, "Not saved: the server cannot be reached. Choose again in a moment.");
    }
  });
})();
