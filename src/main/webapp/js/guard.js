/**
 * Loads the page anew when one of its scripts did not come: without it, the page would be connecting for ever. Where that does
 * not help, it says so. Written for browsers that cannot read the other scripts, too.
 */
{
  const AGAIN_MILLIS = 3000;
  const MOST_RELOADS = 5;
  const COUNT = "ringcast-reloads";
  let broken = false;

  const reloads = () => {
    try {
      return Number(sessionStorage.getItem(COUNT));
    } catch {
      return 0;
    }
  };

  const remember = (count) => {
    try {
      sessionStorage.setItem(COUNT, String(count));
    } catch {
      // Then it is tried for ever.
    }
  };

  const tell = (title, text) => {
    document.getElementById("notice-title").textContent = title;
    document.getElementById("notice-text").textContent = text;
    document.getElementById("notice-text").hidden = false;
    document.getElementById("spinner").hidden = true;
  };

  // Jitter keeps the viewers of a restarted server from coming back all at once.
  const later = () => setTimeout(again, AGAIN_MILLIS * (1 + Math.random()));

  /** Not before the server is there: the browser's own page for a server that is away does not come back by itself. */
  const again = () =>
    fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(({ ok }) => {
      if (ok) {
        remember(reloads() + 1);
        location.reload();
      } else {
        later();
      }
    }, later);

  addEventListener(
    "error",
    ({ target, error }) => {
      const needed = target instanceof HTMLScriptElement && (target.defer || target.type === "module");
      if (needed && !broken) {
        broken = true;
        if (reloads() < MOST_RELOADS) {
          later();
        } else {
          remember(0);
          tell(
            "A script of this page does not come.",
            "A content blocker or a proxy may keep it away. Allow this page its scripts, then load it again.",
          );
        }
      } else if (error instanceof SyntaxError && window.ringcast === undefined && !broken) {
        broken = true;
        tell("This browser is too old for the player.", "Use a newer one, or a player that takes the address of the stream.");
      }
    },
    true,
  );

  addEventListener("load", () => {
    if (window.ringcast !== undefined) {
      remember(0);
    }
  });
}
