// Long files first, so that no worker is left alone with one at the end; shards share them out evenly.
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Whole tables and long series, longest first: their length says nothing of how long they take. */
const long = [
  'proof/access.staff.test.ts',
  'proof/access.test.ts',
  'proof/migrations.test.ts',
  'proof/fuzz.test.ts',
  'seed/seed.test.ts',
  'proof/callbacks.test.ts',
  'community/import.test.ts',
  'adapters/mqtt/ingest.test.ts',
  'proof/clockJumps.test.ts',
  'proof/openapi.test.ts',
  'reconciliation/reconciliation.mix.test.ts',
  'recognition/recogniser.test.ts',
];

const rank = ({ path: file }) => {
  const place = long.findIndex((end) => file.split(path.sep).join('/').endsWith(`/${end}`));
  return place === -1 ? long.length : place;
};

class LongestFirst extends Sequencer {
  /** Every `shardCount`th of the list. */
  shard(tests, { shardIndex, shardCount }) {
    const ordered = [...tests].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
    return ordered.filter((_test, at) => at % shardCount === shardIndex - 1);
  }

  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
