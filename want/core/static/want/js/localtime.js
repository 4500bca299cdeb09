// Writes every <time data-local> in the reader's own zone; the UTC text stays as its title.
(() => {
  const written = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  for (const element of document.querySelectorAll("time[data-local]")) {
    const instant = new Date(element.dateTime);
    if (Number.isNaN(instant.getTime())) continue;
    element.title = element.textContent;
    element.textContent = written.format(instant);
  }
})();
