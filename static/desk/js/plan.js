// An edition's plan by drag and by arrow keys: both send the forms that are there without a script.
const said = document.getElementById("plan-said");
const plan = () => document.getElementById("plan");
let dragged = null;
let busy = false;

// What a page answered: its part of the plan takes the place of this one, and its sentence is read out.
const show = async (answer, slot, act) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("plan");
  if (!fresh) {
    location.reload();
    return;
  }
  plan().replaceWith(document.importNode(fresh, true));
  const told = [...document.querySelectorAll("ul.messagelist")];
  told.forEach((list) => list.remove());
  const list = page.querySelector("ul.messagelist");
  if (list) document.getElementById("content").before(document.importNode(list, true));
  const words = page.querySelector("#plan [data-said]") ?? list;
  said.textContent = words?.textContent.trim() ?? "";
  const moved = document.getElementById(`slot-${slot}`);
  const way = moved?.querySelector(`[name=act][value=${act}]`) ?? moved?.querySelector("[name=act]");
  way?.focus();
  moved?.scrollIntoView({ block: "nearest" });
};

const send = async (form, button) => {
  if (busy) return;
  busy = true;
  const data = new FormData(form);
  if (button) data.set(button.name, button.value);
  plan().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.pathname + location.search, { method: "POST", body: data });
    await show(answer, data.get("slot"), data.get("act"));
  } catch {
    said.textContent = said.dataset.lost;
  } finally {
    busy = false;
    plan().removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || !form.closest("#plan") || !form.elements.seen) return;
  event.preventDefault();
  send(form, submitter?.name ? submitter : null);
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const form = event.target.closest?.("button[name=act]")?.form;
  if (!form?.closest(".slot")) return;
  const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const act = { ArrowUp: "up", ArrowDown: "down", [back]: "previous", [ahead]: "next" }[event.key];
  if (!act) return;
  event.preventDefault();
  send(form, form.querySelector(`[value=${act}]`));
});

const unmark = () => {
  for (const name of ["is-target", "is-before"]) {
    document.querySelectorAll(`.${name}`).forEach((one) => one.classList.remove(name));
  }
};
// The list of a page and the story before which the dragged one would stand; none at its end.
const under = (event) => {
  const list = event.target.closest?.(".sheet")?.querySelector(".slots");
  if (!list) return null;
  const others = [...list.children].filter((one) => one !== dragged);
  const before = others.find((one) => {
    const { top, height } = one.getBoundingClientRect();
    return event.clientY < top + height / 2;
  });
  return { list, before, position: before ? others.indexOf(before) : others.length };
};

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".slot[draggable]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.slot);
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const place = dragged && under(event);
  if (!place) return;
  event.preventDefault();
  unmark();
  place.list.classList.add("is-target");
  place.before?.classList.add("is-before");
});
document.addEventListener("drop", (event) => {
  const place = dragged && under(event);
  if (!place) return;
  event.preventDefault();
  const form = document.getElementById("plan-drop");
  form.elements.slot.value = dragged.dataset.slot;
  form.elements.page.value = place.list.dataset.page;
  form.elements.position.value = place.position;
  send(form, null);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});
