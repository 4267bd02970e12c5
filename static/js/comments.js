// What a script adds to comments: replies and votes in place, drafts, news of new comments.
// Everything here also works without it, by the same forms and links.
const thread = document.getElementById("comments");
const form = document.getElementById("write");
const here = /(?:^|; )reader-here=1/.test(document.cookie);
const base = thread?.dataset.thread ?? (form && new URL(form.action).pathname);
const voice = document.body.appendChild(Object.assign(document.createElement("p"), { className: "sr" }));
voice.setAttribute("role", "status");
const say = (words) => { voice.textContent = ""; setTimeout(() => { voice.textContent = words; }, 80); };
const json = (address) => fetch(address, { headers: { Accept: "application/json" } }).then((r) => r.json());
const page = (markup) => new DOMParser().parseFromString(markup, "text/html");

// A token is fetched right before it is needed and kept for the page; once more if it is stale.
let token;
async function post(address, data, accept, again = true) {
  token ??= (await json("/readers/token/")).token;
  const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: accept, "X-Reader-Token": token } });
  if (answer.status === 403 && again) {
    const told = await answer.clone().json().catch(() => ({}));
    if (told.error === "token") { token = undefined; return post(address, data, accept, false); }
  }
  return answer;
}

// Votes: the button stays where it is and gets its new number.
const digits = new Intl.NumberFormat(document.documentElement.lang === "ar" ? "ar-LB-u-nu-arab" : "en", { useGrouping: false });
function showVote(comment, own, up, down) {
  const [yes, no] = comment.querySelectorAll(":scope > .acts > button");
  for (const [button, side, count] of [[yes, 1, up], [no, -1, down]]) {
    if (!button) continue;
    button.value = own === side ? 0 : side;
    if (own === side) button.setAttribute("aria-pressed", "true"); else button.removeAttribute("aria-pressed");
    if (count !== undefined) button.lastChild.textContent = ` ${digits.format(count)}`;
  }
}
async function vote(button) {
  const data = new FormData();
  data.set("value", button.value);
  const answer = await post(button.getAttribute("formaction"), data, "application/json");
  const told = await answer.json();
  if (!answer.ok) {
    const note = button.parentElement.nextElementSibling?.matches(".problem") ? button.parentElement.nextElementSibling
      : button.parentElement.insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { className: "problem answers" }));
    note.textContent = told.message;
    if (told.sign_in) note.append(" ", Object.assign(document.createElement("a"), { href: `/readers/sign-in/?lang=${document.documentElement.lang}`, textContent: "→" }));
    say(told.message);
    return;
  }
  showVote(button.closest(".comment"), told.own, told.up, told.down);
  say(`${told.up} / ${told.down}`);
}
document.getElementById("act")?.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  vote(event.submitter).catch(() => { event.submitter.removeAttribute("form"); event.target.action = event.submitter.getAttribute("formaction"); event.target.submit(); });
});

// Replies: the form comes under the comment that is answered, and goes back.
const home = form && document.createComment("form");
form?.before(home);
function answerTo(comment, number) {
  form.elements.parent.value = number;
  if (comment) comment.append(form); else home.after(form);
  restore();
  form.elements.body.focus();
}
thread?.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.matches(".reply") && form) {
    event.preventDefault();
    const comment = link.closest(".comment");
    const is_open = comment.contains(form);
    answerTo(is_open ? null : comment, is_open ? "" : comment.id.slice(1));
  } else if (link.matches(".more-replies")) {
    event.preventDefault();
    await more(link).catch(() => { location.href = link.href; });
  }
});

// More replies: the next page of the conversation, taken into this one.
async function more(link) {
  const found = page(await (await fetch(link.href)).text()).querySelector(".below");
  const list = link.closest(".below").querySelector("ol");
  const fresh = [...found.querySelectorAll("ol > .comment")].filter((one) => !document.getElementById(one.id));
  list.append(...fresh);
  const next = found.querySelector(".more-replies");
  if (next) link.replaceWith(next); else link.parentElement.remove();
  fresh[0]?.querySelector("a")?.focus({ preventScroll: true });
}

// Drafts stay in this browser until they are sent.
const key = () => `draft:${form.dataset.story}:${form.elements.parent.value}`;
function restore() {
  if (!form.elements.body.value) try { form.elements.body.value = localStorage.getItem(key()) ?? ""; } catch { /* no storage */ }
  measure();
}
function measure() {
  const left = form.querySelector(".left");
  if (!left) return;
  const length = [...form.elements.body.value].length;
  const most = Number(form.dataset.most);
  left.classList.toggle("over", length > most);
  left.value = length > most * 0.8 ? digits.format(most - length) : "";
}
let begun;
async function begin() {
  begun ??= form.elements.ticket.value ? 1 : json("/comments/ticket/").then((told) => { form.elements.ticket.value = told.ticket; }).catch(() => { begun = undefined; });
}
form?.addEventListener("focusin", begin);
form?.addEventListener("input", () => {
  measure();
  try { localStorage.setItem(key(), form.elements.body.value); } catch { /* no storage */ }
});

// Sending: the answer is a page like any other; its message or form is shown in this one.
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.setAttribute("aria-busy", "true");
  try {
    await begun;
    const draft = key();
    const answer = await post(form.action, new FormData(form), "text/html");
    if (answer.ok) {
      try { localStorage.removeItem(draft); } catch { /* no storage */ }
      location.assign(answer.url);
      if (new URL(answer.url).pathname === location.pathname) location.reload();
      return;
    }
    const told = page(await answer.text()).getElementById("write");
    form.querySelectorAll(".problem").forEach((one) => one.remove());
    form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const problem of told.querySelectorAll(".problem")) {
      const field = problem.id && form.elements[problem.id.replace("-problem", "")];
      if (field) { field.after(problem); field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", problem.id); } else form.prepend(problem);
    }
    (form.querySelector("[aria-invalid]") ?? form.elements.body).focus();
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  } finally {
    button.removeAttribute("aria-busy");
  }
});

// The personal parts, for readers with a session only.
if (here && base) json(`${base}mine/`).then((told) => {
  if (!told.reader) return;
  const alert = document.querySelector(".feedback > .alert");
  if (alert) alert.hidden = true;
  if (form?.querySelector(".pair")) form.querySelector(".status").innerHTML = told.reader;
  if (told.waiting && thread && form && !document.querySelector(".own-comments")) thread.insertAdjacentHTML("beforebegin", told.waiting);
  for (const [number, counts] of Object.entries(told.votes)) {
    const comment = document.getElementById(`c${number}`);
    if (comment) showVote(comment, ...counts);
  }
  for (const { number, acts } of told.own) {
    const link = document.querySelector(`#c${number} > .acts a:last-child`);
    if (link && !link.href.endsWith("/withdraw/")) link.outerHTML = acts;
  }
}).catch(() => {});

// New comments are announced, never pushed in: the page does not move under anybody's eyes.
const news = thread?.querySelector(".news");
if (news && thread.dataset.newest) setInterval(async () => {
  if (document.hidden) return;
  const { count } = await json(`${base}news/?since=${thread.dataset.newest}`).catch(() => ({}));
  if (!count || news.dataset.count === String(count)) return;
  news.dataset.count = count;
  const words = count === 1 ? news.dataset.one : news.dataset.more.replace("%n", digits.format(count));
  news.replaceChildren(Object.assign(document.createElement("a"), { href: base, className: "button", textContent: words }));
}, 45000);

if (form) restore();

// The story's own script comes when somebody begins to read, or has read stories here before.
const since = document.getElementById("since");
if (since) {
  const come = () => import(since.dataset.script);
  let has_read = false;
  try { has_read = localStorage.getItem("reading") !== null; } catch { /* no storage */ }
  if (has_read) come();
  else for (const sign of ["scroll", "pointerdown", "keydown"]) addEventListener(sign, come, { once: true, passive: true });
}
