// Reloads the page when the site has changed, and shows what is wrong while the record is broken. Only `flarebook serve` adds this.
"use strict";

let panel = null;

function show(trouble) {
  panel?.remove();
  panel = null;
  if (!trouble) return;
  panel = document.createElement("section");
  panel.setAttribute("role", "alert");
  panel.setAttribute("aria-label", "Problems in the record");
  Object.assign(panel.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: "9999", maxHeight: "50vh", overflow: "auto", padding: "1rem 1.25rem",
    background: "#1d1717", color: "#fbeeee", borderTop: "4px solid #d6402c", font: "13px/1.45 ui-monospace, monospace",
  });
  const title = document.createElement("strong");
  title.textContent = "The record has errors; what you see may not be its latest state.";
  const text = document.createElement("pre");
  text.tabIndex = 0;
  Object.assign(text.style, { whiteSpace: "pre-wrap", margin: "0.5rem 0 0", font: "inherit", background: "none", color: "inherit" });
  text.textContent = trouble;
  panel.append(title, text);
  document.body.append(panel);
}

async function follow() {
  let seen = 0;
  let built = null;
  for (;;) {
    try {
      const answer = await fetch(`/_flarebook/state?${seen}`, { cache: "no-store" });
      const state = await answer.json();
      if (built !== null && state.built !== built) location.reload();
      built = state.built;
      if (state.version !== seen) show(state.trouble);
      seen = state.version;
    } catch {
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

follow();
