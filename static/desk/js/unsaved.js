// Nobody leaves a form with unsaved text by accident.
const form = document.querySelector("#article_form");

if (form) {
  let isChanged = Boolean(form.querySelector(".errornote, .conflict")) || "unsaved" in form.dataset;
  const change = (event) => {
    if (event.isTrusted) isChanged = true;
  };
  form.addEventListener("input", change);
  form.addEventListener("keydown", (event) => {
    if (event.target.isContentEditable) isChanged = true;
  });
  form.addEventListener("change", change);
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
