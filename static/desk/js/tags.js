// Suggestions for the last tag of a comma-separated line, by the browser's own list.
const WAIT = 150; // milliseconds after the last key

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggestions`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  let asked = "";

  const suggest = async () => {
    const parts = input.value.split(/[,،]/);
    const typed = parts.pop().trim();
    if (!typed || typed === asked) return;
    asked = typed;
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || asked !== typed) return;
    const before = parts.map((part) => part.trim()).filter(Boolean);
    const { tags } = await answer.json();
    list.replaceChildren(
      ...tags.map((tag) => {
        const option = document.createElement("option");
        option.value = [...before, tag].join(", ");
        option.label = tag;
        return option;
      }),
    );
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
}
