// The documents of the server, and where they are. Reads only.

const PATIENCE_MILLIS = 10_000;

/** The server answered, but not with what was asked for. The message is the server's own sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Api {
  /** @param base address of the list of rollouts, relative to the page */
  constructor(base) {
    this.base = new URL(base, document.baseURI).href.replace(/\/$/, '');
  }

  rollouts() {
    return json(this.base);
  }

  /** @param since the cursor of what is known already; undefined asks for everything */
  rollout(id, since) {
    return json(`${this.#rollout(id)}${since === undefined ? '' : `?since=${since}`}`);
  }

  story(id, instance) {
    return json(this.#story(id, instance));
  }

  /** @param href as the story names it */
  async log(id, instance, href) {
    return (await get(this.logAddress(id, instance, href))).text();
  }

  logAddress(id, instance, href) {
    return new URL(href, this.#story(id, instance)).href;
  }

  #rollout(id) {
    return `${this.base}/${encodeURIComponent(id)}`;
  }

  #story(id, instance) {
    return `${this.#rollout(id)}/instances/${encodeURIComponent(instance)}`;
  }
}

async function json(url) {
  return (await get(url)).json();
}

async function get(url) {
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!response.ok) {
    throw new Refused(response.status, await reason(response));
  }
  return response;
}

async function reason(response) {
  try {
    return (await response.json()).error;
  } catch {
    return `The server answered ${response.status}.`;
  }
}
