// Rows in order: arrows instead of numbers, which stay for whoever has no scripts.
const siblings = (row) => [...row.parentElement.querySelectorAll(":scope > .story-row:not(.empty-form)")];

const isEmpty = (row) => {
  const first = row.querySelector("select, textarea, input:not([type=hidden])");
  return !row.querySelector("input[name$='-id']")?.value && !first?.value;
};

function number(group) {
  let place = 0;
  for (const row of group.querySelectorAll(".story-row:not(.empty-form)")) {
    const order = row.querySelector("[data-order]");
    if (order && !isEmpty(row)) order.value = String(++place);
  }
}

function move(row, step) {
  const rows = siblings(row);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  row.closest("form").dispatchEvent(new Event("input"));
}

function arrow(row, step, sign, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "row-move";
  button.textContent = sign;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", () => {
    move(row, step);
    button.focus();
  });
  return button;
}

function equip(row) {
  const order = row.querySelector("[data-order]");
  if (!order || row.classList.contains("empty-form") || row.querySelector(".row-move")) return;
  const texts = order.dataset;
  row.querySelector(".row-head").append(
    arrow(row, -1, "↑", texts.earlier || "↑"),
    arrow(row, 1, "↓", texts.later || "↓"),
  );
  order.closest(".row-field").hidden = true;
}

for (const group of document.querySelectorAll(".story-rows")) {
  const rows = [...group.querySelectorAll(".story-row:not(.empty-form)")];
  // The first place may be a stored 0; only a row without a number goes to the end.
  const place = (row) => Number(row.querySelector("[data-order]")?.value || Infinity);
  const empty = group.querySelector(".story-row.empty-form");
  if (rows.some((row) => row.querySelector("[data-order]"))) {
    rows.sort((a, b) => place(a) - place(b));
    for (const row of rows) empty ? empty.before(row) : group.querySelector("fieldset").append(row);
  }
  rows.forEach(equip);
  group.addEventListener("formset:added", (event) => {
    event.target.querySelectorAll(".row-move").forEach((button) => button.remove());
    equip(event.target);
    event.target.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  });
  group.closest("form").addEventListener("submit", () => number(group));
  // What is written down while somebody types has the rows in their order too.
  group.closest("form").addEventListener("desk:collect", () => number(group));
}
