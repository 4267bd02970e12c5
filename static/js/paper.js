// Before the first paint: light or dark and the size of the text, as chosen in this browser. Then
// the panel to choose them, once it is opened, and one count of a story in sight for ten seconds.
{
  const root = document.documentElement;
  const dress = () => {
    for (const name of ["theme", "text"]) {
      if (localStorage[name]) root.dataset[name] = localStorage[name]; else delete root.dataset[name];
    }
    const { theme } = root.dataset;
    document.querySelectorAll("meta[name=theme-color]").forEach((one, dark) => {
      const own = dark ? "dark" : "light";
      one.media = theme ? (theme === own ? "all" : "not all") : `(prefers-color-scheme: ${own})`;
    });
  };
  try {
    dress();
    root.classList.add("js");
    addEventListener("storage", dress);
  } catch { /* a browser that keeps nothing shows no panel */ }
  addEventListener("toggle", ({ target }) => { if (target.dataset.module) import(target.dataset.module); }, true);

  const story = location.pathname.match(/\/\d{4}\/[a-z]{3}-\d\d\/(\d+)-/);
  if (story && !navigator.globalPrivacyControl && navigator.doNotTrack !== "1") {
    let seconds = 0;
    const clock = setInterval(() => {
      if (document.hidden || ++seconds < 10) return;
      clearInterval(clock);
      navigator.sendBeacon?.("/read/", story[1]);
    }, 1000);
  }
}
