// A photo that has just been chosen is shown at once.
const $ = window.django?.jQuery;

function show(select) {
  const image = select.closest(".story-row")?.querySelector("[data-thumbnail]");
  if (image && select.value) image.src = image.dataset.thumbnail.replace("/0/", `/${select.value}/`);
}

// The selection box speaks jQuery's events only.
$?.(document).on("change", "select[name^='illustrations-'][name$='-photo']", (event) => show(event.target));
for (const select of document.querySelectorAll("select[name^='illustrations-'][name$='-photo']")) show(select);
