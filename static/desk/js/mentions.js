// While a name is typed after "@" in a note: the colleagues whose name begins like it.
const MOST = 6;
const CALL = /(?:^|[^\p{L}\p{N}_.@+-])@([\p{L}\p{N}_.@+-]*)$/u;

const people = (place) =>
  [...place.querySelectorAll("#note-colleagues option")].map((option) => ({
    call: option.value,
    name: option.textContent.trim(),
  }));

const fits = ({ call, name }, begun) => {
  const wanted = begun.toLocaleLowerCase();
  return [call.slice(1), ...name.split(/\s+/)].some((word) => word.toLocaleLowerCase().startsWith(wanted));
};

const wire = (field, known) => {
  const list = document.createElement("ul");
  list.className = "note-suggestions";
  list.setAttribute("role", "listbox");
  list.id = `${field.id}-names`;
  list.hidden = true;
  field.after(list);
  field.setAttribute("aria-haspopup", "listbox"); // a text area may not be a combobox
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let chosen = 0;

  const mark = () => {
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    const current = list.children[chosen];
    if (!list.hidden && current) field.setAttribute("aria-activedescendant", current.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
      mark();
  };
  const take = (call) => {
    const end = field.selectionStart;
    const begin = field.value.lastIndexOf("@", end - 1);
    field.setRangeText(`${call} `, begin, end, "end");
    close();
    field.focus();
  };
  const suggest = () => {
    const begun = CALL.exec(field.value.slice(0, field.selectionStart));
    const found = begun ? known.filter((one) => fits(one, begun[1])).slice(0, MOST) : [];
    list.replaceChildren(
      ...found.map(({ call, name }, number) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${list.id}-${number}`;
        option.dataset.call = call;
        const handle = document.createElement("bdi");
        handle.textContent = call;
        option.append(handle, ` ${name}`);
        return option;
      }),
    );
    chosen = 0;
    list.hidden = !found.length;
    mark();
  };

  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = (chosen + step + list.children.length) % list.children.length;
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen].dataset.call);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    mark();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the text keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option.dataset.call);
  });
};

export const suggestNames = (place) => {
  const known = people(place);
  for (const field of place.querySelectorAll("textarea[data-calls]")) wire(field, known);
};
