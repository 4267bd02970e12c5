// What a reader may choose: light or dark, the size of the text, and stories kept for reading
// offline. All of it stays in this browser; see sw.js for what is kept.
const worker = navigator.serviceWorker;
const panel = document.querySelector(".comfort");
const boxes = document.querySelectorAll("input[name=offline]");
const shelf = document.getElementById("kept");

async function keep(wanted) {
  if (wanted) {
    await worker.register("/sw.js");
    (await worker.ready).active.postMessage(location.pathname);
    return;
  }
  for (const one of await worker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

// Read from the kept pages themselves, so that there is no second list that could go wrong.
async function kept() {
  if (!await caches.has("stories")) return [];
  const stories = await caches.open("stories");
  const links = [];
  for (const request of (await stories.keys()).reverse()) {
    const html = await (await stories.match(request)).text();
    const [, lang, dir] = html.match(/<html lang="(\w+)" dir="(\w+)"/) ?? [];
    const headline = html.match(/<h1[^>]*>([^]*?)<\/h1>/)?.[1] ?? "";
    const textContent = new DOMParser().parseFromString(headline, "text/html").body.textContent.trim();
    if (textContent) links.push(Object.assign(document.createElement("a"), { href: new URL(request.url).pathname, lang, dir, textContent }));
  }
  return links;
}

async function show() {
  const on = Boolean(await worker.getRegistration("/"));
  boxes.forEach((box) => { box.checked = on; });
  if (!shelf) return;
  const links = await kept();
  shelf.replaceChildren(...links.map((link) => {
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  for (const one of document.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== (links.length ? "some" : on ? "none" : "off");
}

if (worker && "caches" in window) {
  boxes.forEach((box) => {
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", async () => {
      try { await keep(box.checked); } finally { await show(); }
    });
  });
  document.getElementById("remove")?.addEventListener("click", async () => {
    await keep(false);
    await show();
    document.querySelector("main").focus();
  });
  show();
}

if (panel) {
  const details = panel.querySelector("details");
  for (const name of ["theme", "text"]) {
    panel.querySelector(`[name=${name}][value="${localStorage[name] ?? ""}"]`)?.click();
  }
  panel.addEventListener("change", ({ target: { name, value, type } }) => {
    if (type !== "radio") return;
    if (value) localStorage[name] = value; else localStorage.removeItem(name);
    dispatchEvent(new Event("storage"));
  });
  const close = () => { details.open = false; };
  panel.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    panel.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => { if (!panel.contains(target)) close(); });
  panel.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !panel.contains(relatedTarget)) close(); });
}
