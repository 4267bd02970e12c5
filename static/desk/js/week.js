// Beside the desk's hours, those of the reader's own clock where they differ; and assignments moved
// to another day by dragging them there, which sends the form that is there for the keyboard anyway.
const DRAG = "application/x-assignment";

function ownClock() {
  // In Arabic with the digits of the desk's own hours.
  const language = document.documentElement.lang === "ar" ? "ar-LB-u-nu-arab" : "en";
  const day = { year: "numeric", month: "2-digit", day: "2-digit" };
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const plain = new Intl.DateTimeFormat("en-CA", { ...day, ...hour });
  const inWords = new Intl.DateTimeFormat(language, { weekday: "short", ...hour });
  let differs = false;
  for (const time of document.querySelectorAll("time[data-own-clock]")) {
    const stated = time.dateTime.slice(0, 16).replace("T", ", ");
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime()) || plain.format(moment) === stated) continue;
    const own = document.createElement("span");
    own.className = "own-clock";
    own.textContent = ` (${inWords.format(moment)})`;
    time.after(own);
    differs = true;
  }
  const told = document.querySelector("[data-own-zone]");
  if (told) told.hidden = !differs;
}

function dragging(week) {
  let dragged = null;
  for (const card of week.querySelectorAll("[data-move]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      dragged = card;
      card.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData(DRAG, card.id);
    });
    card.addEventListener("dragend", () => {
      dragged = null;
      card.classList.remove("is-dragged");
    });
  }
  for (const day of week.querySelectorAll("[data-day]")) {
    const takes = () => dragged && !day.contains(dragged);
    day.addEventListener("dragover", (event) => {
      if (!takes()) return;
      event.preventDefault();
      day.classList.add("may-drop");
    });
    day.addEventListener("dragleave", (event) => {
      if (!day.contains(event.relatedTarget)) day.classList.remove("may-drop");
    });
    day.addEventListener("drop", (event) => {
      if (!takes()) return;
      event.preventDefault();
      const form = dragged.querySelector("form");
      form.elements.day.value = day.dataset.day;
      form.requestSubmit();
    });
  }
}

ownClock();
const week = document.querySelector("[data-week]");
if (week) dragging(week);
