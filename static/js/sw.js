// Offline reading, for readers who asked for it. It keeps the stories that they open and what
// these need to look like themselves: no pictures, no lists, nothing of the desk, of an account or
// of a form. What is withdrawn goes with the next look at it, an hour later at most while online.
const STORIES = "stories", FURNITURE = "furniture";
const MOST = 50, LONGEST = 300_000; // stories, characters of one
const HOUR = 3_600_000, UNCHECKED = 7 * 24 * HOUR; // milliseconds
const STORY = /^\/(ar\/)?[a-z0-9-]+\/\d{4}\/[a-z]{3}-\d\d\/\d+-[^/]*\/$/;
const PERSONAL = /^\/(desk|readers|comments|preview)\//;
const BREAKING = /<aside class="breaking".*?<\/aside>/s; // has its end, which a kept page would not see
const SHELVES = ["/offline/", "/ar/offline/"];

addEventListener("install", (event) => event.waitUntil(renew(FURNITURE, SHELVES).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  if (STORY.test(event.data)) event.waitUntil(renew(STORIES, [event.data]));
});

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((one) => one ?? fetch(request)));
  else if (request.mode === "navigate" && !PERSONAL.test(pathname)) event.respondWith(visit(event, pathname, search));
});

async function visit(event, path, search) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return await copy(path) ?? await copy(SHELVES[path.startsWith("/ar/") ? 1 : 0]) ?? Response.error();
  }
  const copied = STORY.test(path) && !search ? answer.clone() : null;
  event.waitUntil((async () => {
    if (copied) await keep(STORIES, path, copied);
    await renew();
  })());
  return answer;
}

// What may be shown without asking: nothing that was not looked at again for a week.
async function copy(path) {
  const found = await caches.match(path);
  return found && (SHELVES.includes(path) || age(found) < UNCHECKED) ? found : undefined;
}

const age = (answer) => Date.now() - answer.headers.get("X-Kept");

// Keep an answer, or forget what was kept where it is no page for readers any more.
async function keep(name, path, answer) {
  if (answer.status >= 500) return;
  const shelf = await caches.open(name);
  const good = answer.status === 200 && !answer.redirected && !answer.headers.has("X-Robots-Tag");
  const html = good ? (await answer.text()).replace(BREAKING, "") : "";
  if (!html || html.length > LONGEST) {
    await shelf.delete(path);
    return;
  }
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept", Date.now());
  await shelf.put(path, new Response(html, { headers }));
  await furnish(html);
  const all = await shelf.keys();
  if (name === STORIES) for (const oldest of all.slice(0, -MOST)) await shelf.delete(oldest);
}

// The style sheets, scripts and fonts that a page names.
const named = (html) => new Set(html.match(/\/static\/[\w./-]+\.(?:css|js|woff2|svg)/g));

async function furnish(html) {
  const furniture = await caches.open(FURNITURE);
  for (const one of named(html)) {
    if (!await furniture.match(one)) await furniture.add(one).catch(() => {});
  }
}

// Look again at what was not looked at for an hour, or at these paths at once.
let renewing = false;
async function renew(name, paths) {
  if (paths) {
    for (const path of paths) await keep(name, path, await fetch(path, { cache: "no-cache" }));
    return;
  }
  if (renewing) return;
  renewing = true;
  try {
    let looked = false;
    for (const shelf of [STORIES, FURNITURE]) {
      for (const request of await (await caches.open(shelf)).keys()) {
        const { pathname } = new URL(request.url);
        const found = await caches.match(pathname);
        if (!found?.headers.has("X-Kept") || age(found) < HOUR) continue;
        await keep(shelf, pathname, await fetch(pathname, { cache: "no-cache" }));
        looked = true;
      }
    }
    if (looked) await tidy();
  } catch { /* offline again; the next visit looks */ } finally {
    renewing = false;
  }
}

// Style sheets and scripts of an older version go when no kept page names them.
async function tidy() {
  const furniture = await caches.open(FURNITURE), stories = await caches.open(STORIES);
  const used = new Set(SHELVES);
  for (const shelf of [stories, furniture]) {
    for (const request of await shelf.keys()) {
      const found = await shelf.match(request);
      if (found.headers.has("X-Kept")) named(await found.text()).forEach((one) => used.add(one));
    }
  }
  for (const request of await furniture.keys()) {
    if (!used.has(new URL(request.url).pathname)) await furniture.delete(request);
  }
}
