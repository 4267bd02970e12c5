// What a script adds to a story: the link to copy, the device's own way to share, and which passages
// have changed since this browser last showed the story. Only this browser remembers what was read,
// as a short mark of each paragraph; nothing of it is sent, and it can be told not to.
const address = document.querySelector('link[rel="canonical"]').href;
const number = address.match(/\/(\d+)-[^/]*\/$/)?.[1];
const files = document.getElementById("since").dataset;
const arabic = document.documentElement.lang === "ar";
// In both languages here, as hardly any page needs them.
const words = arabic ? {
  since: "منذ زيارتكم الأخيرة", passages: "فقرات تغيّرت منذ زيارتكم الأخيرة:", show: "إظهار", close: "إغلاق",
  changed: "تغيّر منذ زيارتكم الأخيرة: ", on: "حفظ ما قرأته في هذا المتصفح", off: "عدم حفظ ما قرأته",
} : {
  since: "Since your last visit", passages: "Passages that have changed since your last visit:", show: "Show", close: "Close",
  changed: "Changed since your last visit: ", on: "Remember what I have read", off: "Do not remember what I have read",
};
const make = (name, more) => Object.assign(document.createElement(name), more);
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
  const item = make("li");
  const button = item.appendChild(make("button", { type: "button", textContent: off ? words.on : words.off }));
  button.addEventListener("click", () => {
    remember(off ? {} : { off: 1 });
    document.querySelectorAll(".since, .changed > .sr, .share li:last-child").forEach((one) => { one.remove(); });
    document.querySelectorAll(".changed").forEach((one) => { one.classList.remove("changed"); });
    compare();
    document.querySelector(".share li:last-child button").focus();
  });
  document.querySelector(".share").append(item);
}
function show(changed) {
  const bar = make("aside", { className: "since", ariaLabel: words.since });
  const digits = new Intl.NumberFormat(arabic ? "ar-LB-u-nu-arab" : "en");
  const count = make("b", { textContent: digits.format(changed.length) });
  const told = make("p", { role: "status" });
  told.append(words.passages, " ", count);
  const [next, close] = [words.show, words.close].map((textContent) => make("button", { type: "button", textContent }));
  bar.append(told, next, close);
  for (const one of changed) {
    one.classList.add("changed");
    one.tabIndex = -1;
    one.prepend(make("span", { className: "sr", textContent: words.changed }));
  }
  let place = 0;
  next.addEventListener("click", () => {
    const one = changed[place++ % changed.length];
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "center" });
  });
  close.addEventListener("click", () => { bar.remove(); });
  // Not before its style is there: nothing on the page moves.
  document.head.append(make("link", { rel: "stylesheet", href: files.style, onload: () => document.querySelector(".story").prepend(bar) }));
}
compare();
