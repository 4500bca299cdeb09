// Asks before a form or a button with data-confirm="Question?" is sent. In a list with ticks, {count} and {choice} in the
// question become how many papers it is about and what was chosen for them.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const question = button?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(filled(question, event.target, button))) event.preventDefault();
});

function filled(question, form, button) {
  if (!question.includes("{count}")) return question;
  const ticked = form.querySelectorAll('[name="paper"]:checked').length;
  const all = form.elements.scope?.value === "all";
  const count = all ? button.dataset.confirmAll : `${ticked} ${ticked === 1 ? "paper" : "papers"}`;
  const choice = form.elements.to?.selectedOptions[0]?.text ?? "";
  return question.replace("{count}", count).replace("{choice}", choice);
}
