// Notes beside the story form: written, answered and resolved without leaving what is being typed.
// Without this script the same forms stand on a page of their own.
import { suggestNames } from "./mentions.js";

const PART = { "X-Part": "conversation" };

const typed = (place) =>
  new Map(
    [...place.querySelectorAll("[data-note-form]")].map((form) => [
      form.dataset.noteForm,
      [...form.elements].filter((field) => field.matches("textarea, input:not([type=hidden]), select")).map((field) => field.value),
    ]),
  );

// What was begun in the other forms is put back into them.
const restore = (place, before, sent) => {
  for (const form of place.querySelectorAll("[data-note-form]")) {
    const values = before.get(form.dataset.noteForm);
    if (!values?.[0] || form.dataset.noteForm === sent) continue;
    [...form.elements]
      .filter((field) => field.matches("textarea, input:not([type=hidden]), select"))
      .forEach((field, number) => {
        field.value = values[number];
      });
    form.closest("details")?.setAttribute("open", "");
  }
};

const show = (place, html, sent) => {
  const before = typed(place);
  place.innerHTML = html;
  restore(place, before, sent);
  suggestNames(place);
};

const say = (place, words) => {
  const said = place.querySelector("[data-note-said]");
  if (said) said.textContent = words;
};

const send = async (place, form, button) => {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const body = new FormData(form, button);
    const answer = await fetch(form.action, { method: "POST", body, headers: PART });
    if (!answer.ok && answer.status !== 400 && answer.status !== 409) throw new Error(answer.status);
    // A form that was refused comes back with what was typed in it.
    show(place, await answer.text(), form.dataset.noteForm);
    const wrong = place.querySelector(".errorlist");
    (wrong?.parentElement.querySelector("textarea, input:not([type=hidden])") ?? place).focus();
  } catch {
    say(place, place.dataset.lost);
  } finally {
    delete form.dataset.sending;
  }
};

for (const place of document.querySelectorAll("[data-notes]")) {
  place.tabIndex = -1;
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    send(place, event.target, event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...place.querySelectorAll("textarea")].some((field) => field.value.trim())) event.preventDefault();
  });
  if ("here" in place.dataset) {
    suggestNames(place);
  } else {
    fetch(place.dataset.notes, { headers: PART })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => show(place, html, ""))
      .catch(() => {}); // the conversation that came with the page stays, with its link
  }
}
