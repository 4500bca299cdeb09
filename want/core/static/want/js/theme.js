// Lets the reader choose light or dark against the system. Runs before the first paint; the choice is shared with the desk.
(() => {
  const themes = ["auto", "light", "dark"];
  const words = { auto: "Colours: as your system", light: "Colours: light", dark: "Colours: dark" };
  const chosen = () => {
    try { return themes.find((theme) => theme === localStorage.getItem("theme")) || "auto"; } catch { return "auto"; }
  };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-toggle]")) button.textContent = words[theme];
  };
  show(chosen());
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const next = themes[(themes.indexOf(chosen()) + 1) % themes.length];
        try { localStorage.setItem("theme", next); } catch { /* private mode: it holds for this page */ }
        show(next);
      });
    }
    show(chosen());
  });
})();
