// Where the documents are. One scheme per host: names in the path, or in the query for hosts that refuse some characters
// in a path.

export const ADDRESSES = {
  /** `base`, `base/ID?since=…`, `base/ID/instances/NAME`. */
  path: (base) => {
    const root = base.replace(/\/$/, '');
    const rollout = (id) => `${root}/${encodeURIComponent(id)}`;
    return {
      rollouts: () => root,
      rollout: (id, since) => `${rollout(id)}${since === undefined ? '' : `?since=${since}`}`,
      story: (id, instance) => `${rollout(id)}/instances/${encodeURIComponent(instance)}`,
    };
  },
  /** `base/list`, `base/status?rollout=ID&since=…`, `base/story?rollout=ID&instance=NAME`. */
  query: (base) => {
    const root = base.replace(/\/$/, '');
    const query = (names) => new URLSearchParams(names).toString();
    return {
      rollouts: () => `${root}/list`,
      rollout: (id, since) => `${root}/status?${query({ rollout: id, ...(since === undefined ? {} : { since }) })}`,
      story: (id, instance) => `${root}/story?${query({ rollout: id, instance })}`,
    };
  },
};

/** Where the reader is: which instance's story is open, as the page's own address says it. */
export const PLACES = {
  /** `#instance=NAME`. */
  path: {
    instance: (address) => new URLSearchParams(address.hash.slice(1)).get('instance'),
    go: (address, instance) => {
      address.hash = instance === null ? '' : new URLSearchParams({ instance }).toString();
    },
  },
  /** `?rollout=ID&instance=NAME`. */
  query: {
    instance: (address) => address.searchParams.get('instance'),
    go: (address, instance, rollout) => {
      address.searchParams.set('rollout', rollout);
      address.searchParams.delete('instance');
      if (instance !== null) {
        address.searchParams.set('instance', instance);
      }
    },
  },
};
