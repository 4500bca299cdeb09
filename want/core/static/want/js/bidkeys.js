// Keys on the page of bids: j and k go from paper to paper, 1 to 5 press its answers. Typing in a field stays typing.
(() => {
  const papers = [...document.querySelectorAll("article.bid")];
  if (!papers.length) return;
  let at = -1;
  const go = (to) => {
    papers[at]?.classList.remove("is-current");
    at = Math.max(0, Math.min(papers.length - 1, to));
    const paper = papers[at];
    paper.classList.add("is-current");
    paper.scrollIntoView({ block: "start" });
    (paper.querySelector(":checked") ?? paper.querySelector("input[type=radio]"))?.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", (event) => {
    const paper = event.target.closest("article.bid");
    if (!paper || paper === papers[at]) return;
    papers[at]?.classList.remove("is-current");
    at = papers.indexOf(paper);
    paper.classList.add("is-current");
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("input:not([type=radio]), textarea, select, [contenteditable]")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (/^[1-5]$/.test(event.key) && at >= 0) {
      const answer = papers[at].querySelectorAll("input[type=radio]")[event.key - 1];
      answer?.focus({ preventScroll: true });
      answer?.click();
    } else return;
    event.preventDefault();
  });
})();
