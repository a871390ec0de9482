// A rollout as the page holds it: the newest document, laid out in rows and columns, kept current change by change.

export class Rollout {
  /** id, service, version, state, waves, verdicts …: everything but the instances. */
  facts = {};
  /** By name. */
  instances = new Map();
  /** Environments with at least one customer's instance, in promotion order: the columns. */
  columns = [];
  /** `{key, environment, cells, revision}` of each environment that has shared instances only, and so no column. */
  band = [];
  /** `{key, customer, cells, revision}`; customer is null in the row of the shared instances. */
  rows = [];
  /** Where an instance stands, by its name: one of the rows or of the band's places. */
  rowOf = new Map();
  /** How many instances are in a state. */
  counts = new Map();
  #revisions = 0;

  get cursor() {
    return this.facts.cursor;
  }

  /** Takes in an answer of the server and says what it changed: `{instances: [{before, after}], waves}`. */
  update(document) {
    const changes = document.since === undefined ? this.#replace(document) : this.#merge(document);
    this.counts = this.#count();
    return changes;
  }

  /** `{healthy, total}` of one environment. */
  progress(environment) {
    let healthy = 0;
    let total = 0;
    for (const instance of this.instances.values()) {
      if (instance.environment === environment) {
        total++;
        healthy += instance.state === 'healthy' ? 1 : 0;
      }
    }
    return { healthy, total };
  }

  #replace({ instances, ...facts }) {
    const known = this.instances;
    this.facts = facts;
    this.instances = new Map(instances.map((instance) => [instance.name, instance]));
    this.#layOut();
    return {
      instances: instances
        .map((after) => ({ before: known.get(after.name), after }))
        .filter(({ before, after }) => before && before.state !== after.state),
      waves: [],
    };
  }

  #merge({ instances, waves, verdicts, since, ...facts }) {
    const before = this.facts;
    this.facts = {
      ...before,
      ...facts,
      waves: merged(before.waves, waves, (wave) => wave.number),
      verdicts: merged(before.verdicts, verdicts, (verdict) => `${verdict.wave} ${verdict.at}`),
    };
    const changes = instances.map((after) => this.#put(after));
    return { instances: changes, waves };
  }

  #put(after) {
    const before = this.instances.get(after.name);
    this.instances.set(after.name, after);
    const row = before && this.rowOf.get(after.name);
    if (!row) {
      this.#layOut();
    } else {
      row.revision = ++this.#revisions;
    }
    return { before, after };
  }

  #layOut() {
    const instances = [...this.instances.values()];
    const owned = new Set(instances.filter((each) => each.customer !== null).map((each) => each.environment));
    const revision = ++this.#revisions;
    const rows = new Map();
    const row = (customer) => {
      const key = customer === null ? 'shared' : `customer ${customer}`;
      if (!rows.has(key)) {
        rows.set(key, { key, customer, cells: new Map(), revision });
      }
      return rows.get(key);
    };
    // The order of the document's customers is the order of the rows; the shared ones stand above them.
    row(null);
    this.facts.customers.forEach(row);
    const band = new Map();
    this.rowOf = new Map();
    for (const { name, customer, environment } of instances) {
      const place = owned.has(environment) ? row(customer) : bandPlace(band, environment, revision);
      append(place.cells, environment, name);
      this.rowOf.set(name, place);
    }
    this.columns = this.facts.environments.filter((environment) => owned.has(environment));
    this.band = this.facts.environments.filter((each) => band.has(each)).map((each) => band.get(each));
    this.rows = [...rows.values()].filter((each) => each.cells.size > 0);
  }

  #count() {
    const counts = new Map();
    for (const { state } of this.instances.values()) {
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return counts;
  }
}

function bandPlace(band, environment, revision) {
  if (!band.has(environment)) {
    band.set(environment, { key: `band ${environment}`, environment, cells: new Map(), revision });
  }
  return band.get(environment);
}

function append(map, key, value) {
  if (map.has(key)) {
    map.get(key).push(value);
  } else {
    map.set(key, [value]);
  }
}

/** The old entries with the newer ones in their places, and new ones behind. */
function merged(old, newer, key) {
  const entries = new Map(old.map((entry) => [key(entry), entry]));
  newer.forEach((entry) => entries.set(key(entry), entry));
  return [...entries.values()];
}
