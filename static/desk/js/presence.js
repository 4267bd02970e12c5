// Tells that somebody has the story open, and in which field; shows who else has.
const FIRST = 3000; // milliseconds: also asks for text that the window before has just left behind
const EVERY = 15_000;
const WHEN_SIGNED_OUT = 3000;
const MARKS = ["journal_tab", "journal_stroke", "journal_took", "journal_pass"];

const form = document.querySelector("#article_form[data-here]:not([data-here=''])");
if (form) start();

function start() {
  const people = document.querySelector("[data-people]");
  const bar = document.querySelector("[data-journal-bar]");
  let isFirst = true;
  let timer = 0;

  function next(wait) {
    clearTimeout(timer);
    timer = setTimeout(beat, wait);
  }

  function fill(place, html) {
    if (place && html !== undefined && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
  }

  async function beat() {
    const data = new FormData();
    for (const name of MARKS) data.set(name, form.elements.namedItem(name).value);
    data.set("_at", form.dataset.at ?? "");
    if (isFirst && !bar?.childElementCount) data.set("_bar", "1");
    try {
      const answer = await fetch(form.dataset.here, { method: "POST", body: data });
      const told = await answer.json();
      isFirst = false;
      fill(people, told.people);
      if (told.bar?.trim()) fill(bar, told.bar);
      form.dispatchEvent(new CustomEvent("presence:told", { detail: told }));
    } catch {
      // The journal says so where it matters; the next beat tries again.
    }
    next(form.dataset.trouble ? WHEN_SIGNED_OUT : EVERY);
  }

  form.addEventListener("focusin", (event) => {
    const own = event.target.name ? event.target : event.target.closest(".prose-editor, .row-field");
    const name = own?.name ?? own?.querySelector("textarea, select, input")?.name ?? "";
    if (!name || name.startsWith("merge-") || name.split("-")[0] === form.dataset.at?.split("-")[0]) return;
    form.dataset.at = name;
    next(1000);
  });
  // Whoever comes back from signing in next door does not wait for the next beat.
  form.addEventListener("journal:trouble", () => next(WHEN_SIGNED_OUT));
  window.addEventListener("focus", () => {
    if (form.dataset.trouble) next(0);
  });
  next(FIRST);
}
