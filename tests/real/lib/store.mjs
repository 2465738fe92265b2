// What the authorization server remembers: in memory, and open to the control port (revoke, expire, look).

/** Kinds that belong to one grant and die with it. */
const OF_A_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken', 'DeviceCode']);

export class Store {
  #records = new Map();

  /** The adapter that oidc-provider asks for, per kind of record. */
  adapter = (kind) => {
    const records = this.#records;
    const key = (id) => `${kind}:${id}`;
    const find = (test) => {
      for (const [name, record] of records) if (name.startsWith(`${kind}:`) && test(record)) return record;
      return undefined;
    };
    return {
      upsert: async (id, record) => { records.set(key(id), record); },
      find: async (id) => records.get(key(id)),
      findByUid: async (uid) => find((record) => record.uid === uid),
      findByUserCode: async (code) => find((record) => record.userCode === code),
      consume: async (id) => { const record = records.get(key(id)); if (record) record.consumed = Math.floor(Date.now() / 1000); },
      destroy: async (id) => { records.delete(key(id)); },
      revokeByGrantId: async (grant) => {
        for (const [name, record] of records) {
          if (record.grantId === grant && OF_A_GRANT.has(name.slice(0, name.indexOf(':')))) records.delete(name);
        }
      },
    };
  };

  /** Forgets every record of these kinds; says how many there were. */
  forget(kinds) {
    let count = 0;
    for (const name of this.#records.keys()) {
      if (kinds.includes(name.slice(0, name.indexOf(':')))) { this.#records.delete(name); count += 1; }
    }
    return count;
  }

  /** Lets time pass for every record of these kinds: each is this many seconds older, and ends as much sooner. */
  age(kinds, seconds) {
    let count = 0;
    for (const [name, record] of this.#records) {
      if (!kinds.includes(name.slice(0, name.indexOf(':')))) continue;
      for (const time of ['iat', 'exp']) if (record[time]) record[time] -= seconds;
      count += 1;
    }
    return count;
  }

  /** How many records of each kind there are. */
  count() {
    const counts = {};
    for (const name of this.#records.keys()) {
      const kind = name.slice(0, name.indexOf(':'));
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }
}
