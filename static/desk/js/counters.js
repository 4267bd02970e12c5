// How much room a field still has, said when it becomes scarce.
const SCARCE = 0.75;

for (const field of document.querySelectorAll("[data-counted][maxlength]")) {
  const most = Number(field.getAttribute("maxlength"));
  const note = document.createElement("p");
  note.className = "help room";
  note.setAttribute("aria-live", "polite");
  field.after(note);
  // The limit is the server's to explain: typing on must not cut off what is pasted.
  field.removeAttribute("maxlength");
  const show = () => {
    const used = [...field.value].length;
    note.hidden = used < most * SCARCE;
    note.textContent = `${used} / ${most}`;
    note.classList.toggle("over", used > most);
  };
  field.addEventListener("input", show);
  show();
}
