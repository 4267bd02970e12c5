// The queue by keyboard. Every key presses a button that is there without this script too.
const board = document.querySelector("[data-moderation]");
const KEPT = "desk.moderation.keys";

if (board) start();

function start() {
  const said = board.querySelector("[data-said]");
  const dialog = document.getElementById("keys");
  const bulk = document.getElementById("bulk");
  let lastUndo = null; // { url, card, after } of what was decided without leaving the page
  let busy = false;

  const cards = () => [...board.querySelectorAll("[data-card]:not([hidden])")];
  const current = () => document.activeElement?.closest?.("[data-card]") ?? null;

  function go(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }

  function step(by) {
    const list = cards();
    const at = list.indexOf(current());
    go(at < 0 ? list[0] : list[Math.min(Math.max(at + by, 0), list.length - 1)]);
  }

  function say(sentence, wrong = false) {
    said.textContent = sentence;
    said.classList.toggle("wrong", wrong);
  }

  async function send(form, submitter) {
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" },
    });
    const data = (answer.headers.get("Content-Type") ?? "").startsWith("application/json")
      ? await answer.json() : null;
    return { ok: answer.ok && data !== null, data };
  }

  // Decide without leaving the page. What cannot be decided stays, with the reason in words.
  async function decide(card, submitter) {
    if (busy) return;
    busy = true;
    card.setAttribute("aria-busy", "true");
    try {
      const { ok, data } = await send(submitter.form, submitter);
      say(data?.message ?? board.dataset.failed, !ok);
      if (!ok) return;
      const list = cards();
      const next = list[list.indexOf(card) + 1] ?? list[list.indexOf(card) - 1];
      lastUndo = { url: data.undo, card };
      card.hidden = true;
      const pick = card.querySelector("[name=pick]");
      if (pick) pick.checked = false;
      showPicked();
      if (next) go(next);
      else location.reload();
    } catch {
      say(board.dataset.failed, true);
    } finally {
      card.removeAttribute("aria-busy");
      busy = false;
    }
  }

  async function undo() {
    if (busy) return;
    if (!lastUndo) {
      board.querySelector("[data-undo] button")?.click();
      return;
    }
    busy = true;
    try {
      const form = lastUndo.card.querySelector("form.judge").cloneNode(true);
      form.action = lastUndo.url;
      const { ok, data } = await send(form);
      say(data?.message ?? board.dataset.failed, !ok);
      if (!ok) return;
      lastUndo.card.hidden = false;
      go(lastUndo.card);
      lastUndo = null;
    } catch {
      say(board.dataset.failed, true);
    } finally {
      busy = false;
    }
  }

  function picked() {
    return [...board.querySelectorAll("[name=pick]:checked")];
  }

  function showPicked() {
    const note = board.querySelector("[data-picked]:not([data-moderation])");
    if (note) note.textContent = `${board.dataset.picked} ${picked().length}`;
    bulk?.classList.toggle("ready", picked().length > 0);
  }

  function pickAll() {
    const boxes = cards().map((card) => card.querySelector("[name=pick]")).filter(Boolean);
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    showPicked();
  }

  // With comments picked, the letter of a decision is about all of them.
  function press(verb) {
    if (picked().length) {
      bulk.requestSubmit(bulk.querySelector(`[value=${verb}]`));
      return;
    }
    const card = current() ?? cards()[0];
    const button = card?.querySelector(`form.judge [name=verb][value=${verb}]`);
    if (button) decide(card, button);
  }

  function reasons() {
    if (picked().length) {
      document.getElementById("bulk-reason")?.focus();
      return;
    }
    const card = current() ?? cards()[0];
    const box = card?.querySelector("details.reasons");
    if (!box) return;
    box.open = !box.open;
    if (box.open) box.querySelector("ol button").focus();
    else go(card);
  }

  function reason(number) {
    const card = current();
    const buttons = card?.querySelectorAll("details.reasons[open] ol button");
    const button = buttons?.[number - 1];
    if (button) decide(card, button);
  }

  const find = () => {
    const box = board.querySelector("details.search");
    box.open = true;
    box.querySelector("input")?.focus();
  };
  const pick = () => {
    const box = (current() ?? cards()[0])?.querySelector("[name=pick]");
    if (box) box.checked = !box.checked;
    showPicked();
  };
  const keys = {
    a: () => press("approve"), s: () => press("mark_spam"), d: () => press("delete"),
    r: reasons, u: undo, n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
    x: pick, "*": pickAll, "/": find,
    t: () => board.querySelector("[data-take]")?.requestSubmit(),
    v: () => board.querySelector("[data-veil] button")?.click(),
  };

  // An Arabic keyboard has other letters on the same keys.
  function letter(event) {
    if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
    return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
  }

  const toggle = dialog.querySelector("[data-keys-on]");
  toggle.checked = localStorage.getItem(KEPT) !== "off";
  const show = () => document.documentElement.classList.toggle("without-keys", !toggle.checked);
  toggle.addEventListener("change", () => {
    localStorage.setItem(KEPT, toggle.checked ? "on" : "off");
    show();
  });
  show();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || dialog.open) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    if (event.key === "?" || event.key === "؟") {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (!toggle.checked) return;
    if (event.key === "Escape") {
      const open = current()?.querySelector("details.reasons[open]");
      if (open) reasons();
      return;
    }
    if (/^[1-9١-٩]$/.test(event.key)) {
      reason("١٢٣٤٥٦٧٨٩".indexOf(event.key) + 1 || Number(event.key));
      return;
    }
    const act = keys[letter(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });

  board.querySelector("[data-show-keys]")?.addEventListener("click", () => dialog.showModal());
  board.querySelector("[data-pick-all]")?.addEventListener("click", pickAll);
  board.addEventListener("change", (event) => {
    if (event.target.name === "pick") showPicked();
  });
  board.addEventListener("submit", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || !event.target.matches("form.judge") || !event.submitter) return;
    event.preventDefault();
    decide(card, event.submitter);
  });
  // A page that the browser kept may show what is decided by now.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  showPicked();
}
