// Suggestions while somebody types. Without this the form searches all the same.
const field = document.getElementById("q");
const list = Object.assign(document.createElement("ul"), { id: "suggested", className: "suggested", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", field.labels[0].textContent);
const voice = Object.assign(document.createElement("p"), { className: "sr" });
voice.setAttribute("role", "status");
field.parentElement.append(list, voice);
for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value);

const KEPT = 50;
const kept = new Map();
let chosen = -1, waiting, asked = "";

function close() {
  list.hidden = true;
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function show(found) {
  const before = list.children[chosen]?.dataset.url; // chosen while this answer was on its way
  list.replaceChildren(...found.map(({ text, kind, url }, number) => {
    const item = Object.assign(document.createElement("li"), { id: `suggested-${number}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    item.append(Object.assign(document.createElement("bdi"), { textContent: text }), Object.assign(document.createElement("small"), { textContent: kind }));
    return item;
  }));
  close();
  if (!found.length) { voice.textContent = field.dataset.none; return; }
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  voice.textContent = field.dataset.some;
  choose(found.findIndex(({ url }) => url === before));
}

function choose(number) {
  const items = [...list.children];
  items[chosen]?.setAttribute("aria-selected", "false");
  // One before the first and one after the last is the field itself.
  chosen = number < -1 ? items.length - 1 : number >= items.length ? -1 : number;
  if (chosen < 0) { field.removeAttribute("aria-activedescendant"); return; }
  items[chosen].setAttribute("aria-selected", "true");
  items[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", items[chosen].id);
}

async function suggest() {
  const typed = field.value.trim();
  asked = typed;
  if (typed.length < 2) { close(); voice.textContent = ""; return; }
  try {
    if (!kept.has(typed)) {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      if (kept.size >= KEPT) kept.clear();
      kept.set(typed, (await answer.json()).suggestions);
    }
  } catch { return; }
  if (asked === typed && document.activeElement === field) show(kept.get(typed));
}

field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 150); });
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (list.hidden) { suggest(); return; }
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
    event.preventDefault();
    location.assign(list.children[chosen].dataset.url);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  }
});
// The field keeps the focus, so that the list is still there when the click comes.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) location.assign(item.dataset.url); });
