// What a script adds to a story: the link to copy, the device's own way to share, and which passages
// have changed since this browser last showed the story. Only this browser remembers what was read,
// as a short mark of each paragraph; nothing of it is sent, and it can be told not to.
const address = document.querySelector('link[rel="canonical"]').href;
const number = address.match(/\/(\d+)-[^/]*\/$/)?.[1];
const template = document.getElementById("since");
const paragraphs = [...document.querySelectorAll(".story-head h1, .story > .body > *")];
const MOST = 200;
const SAME_VISIT = 30 * 60 * 1000; // milliseconds

// Share
const copy = document.querySelector("[data-copy]");
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(address);
  copy.setAttribute("role", "status");
  copy.textContent = copy.dataset.copy;
});
const share = document.querySelector("[data-share]");
share.hidden = !navigator.share;
share.addEventListener("click", () => navigator.share({ title: document.querySelector("h1").textContent, url: address }).catch(() => {}));

// Since the last visit
function mark(text) {
  let sum = 5381;
  for (const letter of text) sum = ((sum * 33) ^ letter.codePointAt(0)) >>> 0;
  return sum.toString(36);
}
function remembered() {
  try { return JSON.parse(localStorage.getItem("reading")) ?? {}; } catch { return { off: 1 }; }
}
function remember(stories) {
  try { localStorage.setItem("reading", JSON.stringify(stories)); } catch { /* no room, no memory */ }
}
function compare() {
  const stories = remembered();
  offer(stories.off);
  if (stories.off || !number) return;
  const past = stories[number];
  const now = paragraphs.map((one) => mark(one.textContent));
  const again = past && Date.now() - past.at < SAME_VISIT;
  const base = again ? past.base : past?.now;
  stories[number] = { at: again ? past.at : Date.now(), now, base };
  const oldest = Object.entries(stories).sort(([, one], [, other]) => other.at - one.at).slice(MOST);
  for (const [key] of oldest) delete stories[key];
  remember(stories);
  const changed = base ? paragraphs.filter((_one, place) => !base.includes(now[place])) : [];
  if (changed.length) show(changed);
}
// Whoever reads decides whether it is remembered: the last of the buttons below the story.
function offer(off) {
  const item = document.createElement("li");
  const button = item.appendChild(Object.assign(document.createElement("button"), { type: "button" }));
  button.textContent = off ? template.dataset.on : template.dataset.off;
  button.addEventListener("click", () => {
    remember(off ? {} : { off: 1 });
    document.querySelector(".since")?.remove();
    item.remove();
    compare();
    document.querySelector(".share li:last-child button").focus();
  });
  document.querySelector(".share").append(item);
}
function show(changed) {
  const parts = template.content.cloneNode(true);
  const [bar, note] = parts.children;
  const [next, close] = bar.querySelectorAll("button");
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: template.dataset.style }));
  const digits = new Intl.NumberFormat(document.documentElement.lang === "ar" ? "ar-LB-u-nu-arab" : "en");
  bar.querySelector("b").textContent = digits.format(changed.length);
  for (const one of changed) {
    one.classList.add("changed");
    one.tabIndex = -1;
    one.prepend(note.cloneNode(true), " ");
  }
  let place = 0;
  next.addEventListener("click", () => {
    const one = changed[place++ % changed.length];
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "center" });
  });
  close.addEventListener("click", () => { bar.remove(); });
  document.querySelector(".story").prepend(bar);
}
compare();
