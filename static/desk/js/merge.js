// The merge page: typing into a field is a choice for it.
for (const part of document.querySelectorAll("[data-merge]")) {
  const name = part.dataset.merge;
  const edit = part.querySelector("input[type=radio][value=edit]");
  const was = part.querySelector(`[name="merge-was-${name}"]`);
  const field = document.querySelector(`#article_form [name="${name}"]`);
  if (!edit || !was || !field) continue;
  // From here on this script sees to it that a choice and a changed text do not contradict.
  was.value = "watched";
  const typed = (event) => {
    if (event.isTrusted) edit.checked = true;
  };
  field.addEventListener("input", typed);
  field.closest(".form-row")?.addEventListener("keydown", (event) => {
    if (event.target.isContentEditable && !event.ctrlKey && !event.metaKey && event.key !== "Tab") typed(event);
  });
  field.closest(".form-row")?.addEventListener("paste", typed);
}
