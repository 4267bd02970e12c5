// Keys for what has a link or a field on the page anyway. Never while somebody types.
const SWITCH = "desk.shortcuts";
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const AFTER_G = 1500; // milliseconds in which the second key has to follow
const ways = document.getElementById("desk-keys");
let pressedG = -Infinity;

const isOff = () => localStorage.getItem(SWITCH) === "off";
const box = () => document.querySelector("#desk-find-words, #searchbar");
const links = () => [...document.querySelectorAll("#result_list tbody th a, .panel li a, .panel td a")];

if (ways) {
  document.addEventListener("keydown", pressed);
  prepareSwitch(document);
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  const typing = event.target.closest?.(TYPING);
  if (event.key === "Escape" && typing && typing === box()) typing.blur();
  if (typing || event.isComposing || document.querySelector("dialog[open]")) return;
  if (document.querySelector("[data-moderation]") && event.key !== "/") return;
  const act = action(event);
  if (!act) return;
  event.preventDefault();
  act();
}

function action(event) {
  const key = event.key;
  const followsG = event.timeStamp - pressedG < AFTER_G;
  pressedG = key === "g" && !followsG ? event.timeStamp : -Infinity;
  if (followsG) return to({ t: "today", s: "stories", m: "mine", w: "waiting" }[key]);
  if (key === "/" && box()) return () => { box().focus(); box().select(); };
  if (key === "?") return show;
  if (key === "n") return to("new");
  if ((key === "j" || key === "k") && links().length) return () => step(key === "j" ? 1 : -1);
  return null;
}

function to(name) {
  const address = name && ways.dataset[name];
  return address ? () => { location.href = address; } : null;
}

function step(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// The list is fetched and shown over the page, so that nothing typed on it is left behind.
async function show() {
  let dialog = document.getElementById("desk-keys-list");
  if (!dialog) {
    try {
      const answer = await fetch(ways.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const list = page.getElementById("shortcuts-list");
      if (!answer.ok || !list) return;
      dialog = document.createElement("dialog");
      dialog.id = "desk-keys-list";
      const heading = document.createElement("h1");
      heading.id = "desk-keys-title";
      heading.textContent = ways.textContent;
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = ways.dataset.close;
      close.autofocus = true;
      close.addEventListener("click", () => dialog.close());
      dialog.setAttribute("aria-labelledby", heading.id);
      dialog.append(heading, list, close);
      document.body.append(dialog);
      prepareSwitch(dialog);
    } catch {
      return;
    }
  }
  dialog.showModal();
}

function prepareSwitch(root) {
  for (const button of root.querySelectorAll("[data-shortcuts-switch]")) {
    const name = () => { button.textContent = isOff() ? button.dataset.off : button.dataset.on; };
    button.addEventListener("click", () => {
      if (isOff()) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, "off");
      name();
    });
    name();
    button.hidden = false;
  }
}
