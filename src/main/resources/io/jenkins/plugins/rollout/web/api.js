// The documents of the server. Reads only.

const PATIENCE_MILLIS = 10_000;

/** The server answered, but not with what was asked for. The message is the server's own sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Api {
  #addresses;

  /**
   * @param base address of the documents, relative to the page
   * @param scheme one of ADDRESSES
   */
  constructor(base, scheme) {
    this.#addresses = scheme(new URL(base, document.baseURI).href);
  }

  rollouts() {
    return json(this.#addresses.rollouts());
  }

  /** @param since the cursor of what is known already; undefined asks for everything */
  rollout(id, since) {
    return json(this.#addresses.rollout(id, since));
  }

  story(id, instance) {
    return json(this.#addresses.story(id, instance));
  }

  /** @param href as the story names it */
  async log(id, instance, href) {
    return (await get(this.address(id, instance, href))).text();
  }

  /** The whole of an address that a story names. */
  address(id, instance, href) {
    return new URL(href, this.#addresses.story(id, instance)).href;
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
