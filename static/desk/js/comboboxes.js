// Boxes that look things up take their name from their label, also while they are empty.
const $ = window.django?.jQuery;

function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const box = select.parentElement.querySelector(".select2-selection[role=combobox]");
  if (!label || !box) return;
  label.id ||= `${select.id}_label`;
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen?.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", [label.id, chosen?.id].filter(Boolean).join(" "));
}

const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);

// After Django's own script has made the boxes.
$?.(() => nameAll(document));
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
