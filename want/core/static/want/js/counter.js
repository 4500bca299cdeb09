// Counts what is written against the limit: textarea[maxlength], or any field with data-count="limit" (not enforced).
(() => {
  const fields = document.querySelectorAll("textarea[maxlength], input[data-count], textarea[data-count]");
  for (const field of fields) {
    const limit = Number(field.dataset.count || field.maxLength);
    const line = document.createElement("div");
    line.className = "counter";
    field.insertAdjacentElement("afterend", line);
    const count = () => {
      const used = [...field.value].length;
      line.textContent = `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
      line.classList.toggle("is-over", used > limit);
    };
    field.addEventListener("input", count);
    count();
  }
})();
