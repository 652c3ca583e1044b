/** What is done again and again while a view is shown. */

const PAUSE = 5000;

/**
 * Works every few seconds while the page is seen and `wanted` says so, each time after the one before is done, until the
 * signal.
 */
export async function repeat(work, wanted, signal) {
  let timer;
  signal.addEventListener('abort', () => clearTimeout(timer));
  while (!signal.aborted) {
    await new Promise(passed => {
      timer = setTimeout(passed, PAUSE);
    });
    if (wanted() && !document.hidden) {
      await work();
    }
  }
}
