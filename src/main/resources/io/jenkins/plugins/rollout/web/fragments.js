// Keeps parts of a page that the server has rendered as they are now: `data-fragment` is the address of each.
// With data-fragment-live it is asked for again while what it shows is not finished; else when a rollout's state changes.

const PAUSE_MILLIS = 5_000;

async function refresh(element) {
  const response = await fetch(element.dataset.fragment, { cache: 'no-store', credentials: 'same-origin' });
  if (response.ok) {
    const fragment = new DOMParser().parseFromString(await response.text(), 'text/html');
    const hadFocus = element.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    if (element.innerHTML !== fragment.body.innerHTML) {
      element.replaceChildren(...fragment.body.childNodes);
      [...element.querySelectorAll('a')].find((link) => hadFocus && link.getAttribute('href') === hadFocus)?.focus();
    }
  }
}

const isFinished = (element) => element.querySelector('[data-finished="true"]') !== null;

async function keepFresh(element) {
  while (element.isConnected && !isFinished(element)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    if (!document.hidden) {
      await refresh(element).catch(() => {});
    }
  }
}

document.querySelectorAll('[data-fragment-live]').forEach(keepFresh);
addEventListener('rollout-state', () =>
  document.querySelectorAll('[data-fragment]:not([data-fragment-live])').forEach((element) => refresh(element).catch(() => {})));
