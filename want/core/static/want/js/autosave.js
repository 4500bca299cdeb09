// Saves a form by itself while it is being written: <form data-autosave="/where/"> with a hidden "version" and a
// [data-autosave-state] that says how it stands. Its button still saves, for those who press one anyway.
// What could not be sent is kept in this browser and offered again when the page is next opened.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const state = form.querySelector("[data-autosave-state]");
  const version = form.elements.namedItem("version");
  const key = `draft:${form.dataset.autosave}`;
  const WAIT = 2000, LONGEST_WAIT = 8000, AGAIN = 15000;
  let dirtySince = 0, timer = 0, sending = false, stopped = false, leaving = false;

  const answers = () => Object.fromEntries(
    [...new FormData(form)].filter(([name]) => !["version", "csrfmiddlewaretoken"].includes(name)),
  );
  const say = (text, kind = "") => {
    state.textContent = text;
    state.className = `saved-state ${kind}`;
  };
  const clock = (date) => date.toLocaleTimeString("en-GB");
  const keepHere = () => {
    try { localStorage.setItem(key, JSON.stringify({ answers: answers(), version: version.value })); return true; } catch { return false; }
  };
  const forgetHere = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  const failed = (why, again) => {
    const kept = keepHere() ? " Your text is kept in this browser." : " Copy your text to be safe.";
    say(`${why}${kept}`, "is-failed");
    if (again) timer = setTimeout(save, AGAIN);
  };

  async function save() {
    clearTimeout(timer);
    if (sending || stopped || !dirtySince) return;
    sending = true;
    const started = dirtySince;
    dirtySince = 0;
    say("Saving…", "is-dirty");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual",
        headers: { "X-Requested-With": "XMLHttpRequest" }, credentials: "same-origin",
      });
      if (answer.ok) {
        const saved = await answer.json();
        version.value = saved.version;
        if (!dirtySince) forgetHere();
        say(`Saved ${clock(new Date())}`, dirtySince ? "is-dirty" : "");
      } else if (answer.status === 409 || answer.status === 403) {
        const { reason } = await answer.json().catch(() => ({ reason: "Your session has ended. Sign in again in another tab." }));
        stopped = answer.status === 409;
        dirtySince ||= started;
        failed(`Not saved: ${reason}${stopped ? " Press “Save draft” to compare." : ""}`, answer.status === 403);
      } else if (answer.type === "opaqueredirect") {
        dirtySince ||= started;
        failed("Not saved: you are signed out. Sign in again in another tab.", true);
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      dirtySince ||= started;
      failed("Not saved: the server cannot be reached. Trying again.", true);
    }
    sending = false;
    if (dirtySince && !timer) schedule();
  }

  const schedule = () => {
    clearTimeout(timer);
    const waited = Date.now() - dirtySince;
    timer = setTimeout(() => { timer = 0; save(); }, Math.max(0, Math.min(WAIT, LONGEST_WAIT - waited)));
  };

  const changed = () => {
    if (!dirtySince) dirtySince = Date.now();
    keepHere();
    if (stopped) return;
    if (!sending) say("Not saved yet", "is-dirty");
    schedule();
  };

  const offer = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* unreadable: as if there were none */ }
    if (!kept) return;
    if (JSON.stringify(kept.answers) === JSON.stringify(answers())) { forgetHere(); return; }
    const note = document.createElement("p");
    const put = document.createElement("button");
    const drop = document.createElement("button");
    note.className = "callout callout-warn mb-3 cluster";
    note.append("This browser holds text that was not saved. ", put, drop);
    [put.type, put.className, put.textContent] = ["button", "btn btn-sm", "Put it into the form"];
    [drop.type, drop.className, drop.textContent] = ["button", "btn btn-sm", "Throw it away"];
    put.addEventListener("click", () => {
      for (const [name, value] of Object.entries(kept.answers)) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
      note.remove();
      changed();
    });
    drop.addEventListener("click", () => { forgetHere(); note.remove(); });
    form.prepend(note);
  };

  const isAsSent = (field) => {
    if (field.matches("select")) return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.selected;
    return field.matches("[type=checkbox], [type=radio]") ? field.checked === field.defaultChecked : field.value === field.defaultValue;
  };
  const fields = [...form.elements].filter((field) => field.matches("textarea, select, input:not([type=hidden])"));

  form.addEventListener("input", changed);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); if (dirtySince) keepHere(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !leaving) save(); });
  window.addEventListener("beforeunload", (event) => { if (dirtySince && !leaving) event.preventDefault(); });
  offer();
  if (!fields.every(isAsSent)) changed(); // written before this script had come
})();
