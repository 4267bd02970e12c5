// What is typed into a story's form is written down two seconds after typing stops, and on leaving.
// Nothing is kept in the browser: a newsroom's computers are shared.
const WAIT = 2000; // milliseconds after the last key
const LOOK = 5000; // between looks for changes that told nobody
const AGAIN = 5000; // until a failed try is repeated
const MOST_ON_LEAVING = 60_000; // bytes that a browser still sends for a page that is gone

const form = document.querySelector("#article_form[data-keep]:not([data-keep=''])");
if (form) start();

function start() {
  const states = [...document.querySelectorAll("[data-journal-state] [data-state]")];
  const field = (name) => form.elements.namedItem(name);
  let touched = false;
  let known = words(collect()); // the form as it was opened, or as it was last written down
  let timer = 0;
  let busy = false;
  let leaving = false;
  let trouble = "";

  function show(state, clock = "") {
    if (state === "kept" && trouble === "signed_out") state = "back";
    trouble = state === "kept" || state === "back" ? "" : state;
    for (const one of states) one.hidden = one.dataset.state !== state;
    if (clock) form.parentElement.querySelector("[data-clock]").textContent = clock;
    form.dataset.trouble = trouble;
    if (trouble) form.dispatchEvent(new Event("journal:trouble"));
  }

  function collect() {
    form.dispatchEvent(new Event("desk:collect"));
    const data = new FormData(form);
    data.set("_at", form.dataset.at ?? "");
    return data;
  }

  // What was typed, without the marks that change by themselves.
  function words(data) {
    const own = [...data].filter(([name]) => !/^(journal_|csrf|_|merge-|seen_)/.test(name));
    return JSON.stringify(own);
  }

  function later(wait = WAIT) {
    clearTimeout(timer);
    timer = setTimeout(write, wait);
  }

  async function write() {
    if (busy || leaving) return;
    const typed = words(collect());
    if (typed === known) return;
    busy = true;
    try {
      const answer = await send();
      if (await take(answer)) known = typed;
    } catch {
      show("offline");
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  function send(keepalive = false) {
    const stroke = field("journal_stroke");
    stroke.value = String(Number(stroke.value) + 1);
    return fetch(form.dataset.keep, { method: "POST", body: collect(), keepalive });
  }

  // Whether the text is in the journal now.
  async function take(answer) {
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
      throw new Error(String(answer.status));
    }
    const told = await answer.json();
    renew(told.csrf);
    if (told.state === "ended") startAgain();
    else if (told.state === "slow") later(1000);
    else if (told.state !== "older") show(told.state === "no_story" ? "refused" : told.state, told.clock);
    return told.kept || ["too_large", "refused", "no_story"].includes(told.state);
  }

  // After signing in again the buttons of this page need the new token.
  function renew(token) {
    if (!token) return;
    for (const one of document.getElementsByName("csrfmiddlewaretoken")) one.value = token;
  }

  // The form was saved and is typed into again, as after going back: it is another one now.
  function startAgain() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    field("journal_tab").value = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    field("journal_took").value = "";
    later(500);
  }

  function leave() {
    if (words(collect()) === known) return;
    const size = new Blob([words(collect())]).size;
    send(size < MOST_ON_LEAVING).catch(() => {});
  }

  // The editor writes the text's HTML in its own way when it is ready: nobody typed that.
  document.addEventListener("prose-editor:ready", () => setTimeout(() => {
    if (!touched) known = words(collect());
  }));
  for (const kind of ["input", "change", "keydown", "paste", "drop", "formset:added", "formset:removed"]) {
    form.addEventListener(kind, (event) => {
      touched ||= event.isTrusted;
      later();
    });
  }
  setInterval(write, LOOK);
  form.addEventListener("submit", () => {
    leave(); // should the save fail on its way, this is there
    leaving = true;
  });
  form.addEventListener("presence:told", (event) => {
    renew(event.detail.csrf);
    if (event.detail.state === "signed_out" || event.detail.state === "other") show(event.detail.state);
    else if (trouble === "signed_out" || trouble === "other" || trouble === "offline") show("back");
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving) leave();
  });
  window.addEventListener("pagehide", () => {
    if (!leaving) leave();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  window.addEventListener("online", () => later(0));
}
