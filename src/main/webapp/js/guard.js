/** Loads the page anew when one of its scripts did not come: without it, the page would be connecting for ever. */
{
  const AGAIN_MILLIS = 3000;
  let broken = false;

  // Jitter keeps the viewers of a restarted server from coming back all at once.
  const later = () => setTimeout(again, AGAIN_MILLIS * (1 + Math.random()));

  /** Not before the server is there: the browser's own page for a server that is away does not come back by itself. */
  const again = () =>
    fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(
      ({ ok }) => (ok ? location.reload() : later()),
      later,
    );

  addEventListener(
    "error",
    ({ target }) => {
      const needed = target instanceof HTMLScriptElement && (target.defer || target.type === "module");
      if (needed && !broken) {
        broken = true;
        later();
      }
    },
    true,
  );
}
