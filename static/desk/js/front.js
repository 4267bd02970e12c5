// The front page arranged by dragging and by the arrow keys. It sends the same forms as the buttons
// do, and shows what comes back; whatever is refused is shown by the page itself.
const said = document.querySelector("[data-said]");
let plan = document.querySelector("[data-front]");

const say = (words) => {
  said.textContent = "";
  setTimeout(() => (said.textContent = words), 50);
};

const rowOf = (story) => plan.querySelector(`.pin[data-story="${story}"]`);

function refreshFrame(page) {
  const frame = document.querySelector("iframe[data-frame]");
  const made = page.querySelector("iframe[data-frame]");
  if (!frame || !made) return;
  const next = new URL(made.src || made.getAttribute("src"), location.href);
  const now = new URL(frame.src);
  // The choices of the preview stay; the version is the newest.
  if (frame.dataset.of === "desk") now.searchParams.set("version", next.searchParams.get("version"));
  const place = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
  frame.src = now.href;
}

function swap(html, focus) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const made = page.querySelector("[data-front]");
  if (!made) return false;
  for (const details of plan.querySelectorAll(".pin:has(details[open])")) {
    made.querySelector(`.pin[data-story="${details.dataset.story}"] details`)?.setAttribute("open", "");
  }
  const query = plan.querySelector("#front-find");
  if (query && focus.keepFound) made.querySelector("#front-find")?.replaceWith(query);
  plan.replaceWith(made);
  plan = made;
  for (const input of plan.querySelectorAll("input[name=seen]")) input.value = plan.querySelector("input[name=seen]").value;
  equip();
  refreshFrame(page);
  const words = [...page.querySelectorAll(".messagelist li, .errornote")].map((one) => one.textContent.trim());
  say(words.join(" "));
  return true;
}

function refocus(story, act) {
  const row = story && rowOf(story);
  if (!row) return plan.querySelector("h2")?.focus();
  const button = act === "grip" ? row.querySelector("[data-grip]") : row.querySelector(`button[value="${act}"]:not(:disabled)`);
  (button ?? row.querySelector("[data-grip]"))?.focus();
}

async function send(body, back, native) {
  if (plan.classList.contains("is-busy")) return;
  plan.classList.add("is-busy");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body });
    // Two fronts to choose from, or no sign-in any more: the page says so itself.
    if (answer.status === 409 || answer.status === 403 || (answer.redirected && answer.url.includes("/login/"))) return native();
    if (!answer.ok && answer.status !== 400) throw new Error(answer.status);
    if (!swap(await answer.text(), { keepFound: true })) return native();
    refocus(body.get("story"), back);
  } catch {
    say(plan.dataset.lost);
  } finally {
    plan.classList.remove("is-busy");
  }
}

// Without a button of its own: what a drag or an arrow key does.
function put(story, slot, place, back = "grip") {
  const form = document.createElement("form");
  form.method = "post";
  form.hidden = true;
  const values = { act: "put", story, slot, place, seen: plan.querySelector("input[name=seen]").value };
  values.csrfmiddlewaretoken = plan.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  send(new FormData(form), back, () => form.submit()).finally(() => setTimeout(() => form.remove(), 5000));
}

const pinsIn = (list) => [...list.querySelectorAll(":scope > .pin")];

function byKey(row, step) {
  const lists = [...plan.querySelectorAll("[data-slot]")];
  const list = row.closest("[data-slot]");
  const place = pinsIn(list).indexOf(row) + step;
  if (place >= 0 && place < pinsIn(list).length) return put(row.dataset.story, list.dataset.slot, place);
  const next = lists[lists.indexOf(list) + step];
  if (next) put(row.dataset.story, next.dataset.slot, step < 0 ? pinsIn(next).length : 0);
}

function placeAt(list, y, dragged) {
  const rows = pinsIn(list).filter((row) => row.dataset.story !== dragged);
  const at = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? rows.length : at;
}

const unmark = () => {
  for (const one of document.querySelectorAll(".is-target, .is-before")) one.classList.remove("is-target", "is-before");
};

let dragged = "";

function equip() {
  for (const grip of plan.querySelectorAll("[data-grip]")) grip.hidden = false;
}

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("li[data-story][draggable=true]");
  if (!row) return;
  dragged = row.dataset.story;
  row.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged);
});
document.addEventListener("dragend", (event) => {
  event.target.classList?.remove("is-dragged");
  dragged = "";
  unmark();
});
document.addEventListener("dragover", (event) => {
  const list = dragged && event.target.closest?.(".slot")?.querySelector("[data-slot]");
  unmark();
  if (!list) return;
  event.preventDefault();
  list.classList.add("is-target");
  pinsIn(list).filter((row) => row.dataset.story !== dragged)[placeAt(list, event.clientY, dragged)]?.classList.add("is-before");
});
document.addEventListener("drop", (event) => {
  const list = dragged && event.target.closest?.(".slot")?.querySelector("[data-slot]");
  if (!list) return;
  event.preventDefault();
  put(dragged, list.dataset.slot, placeAt(list, event.clientY, dragged));
});
document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grip || !step) return;
  event.preventDefault();
  byKey(grip.closest(".pin"), step);
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("[data-front]") || form.matches("[data-plain]")) return;
  event.preventDefault();
  if (form.matches("[data-find]")) {
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      const made = page.querySelector("#front-find");
      if (!made) throw new Error("no list");
      plan.querySelector("#front-find").replaceWith(made);
      made.querySelector("input[type=search]").focus();
      say(made.querySelector(".empty")?.textContent ?? made.querySelectorAll("li").length);
    } catch {
      location.assign(address);
    }
    return;
  }
  const button = event.submitter;
  const body = new FormData(form, button);
  const native = () => {
    const act = document.createElement("input");
    act.type = "hidden";
    act.name = "act";
    act.value = button.value;
    form.append(act);
    form.submit();
  };
  send(body, button.value, native);
});
equip();
