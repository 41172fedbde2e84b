// What the rules' tests use of jest, without jest: a mutant is tried in milliseconds instead of seconds.
import { expect } from 'expect';

export { expect };

/** Tests of the file that is being loaded. */
let collected = [];
let group = [];

export const test = (name, run) => {
  collected.push({ name: [...group, name].join(' > '), run });
};

const each = (rows) => (name, run) => {
  for (const [index, row] of rows.entries())
    test(`${name} #${index}`, () => (Array.isArray(row) ? run(...row) : run(row)));
};
test.each = each;
export const it = Object.assign((name, run) => test(name, run), { each });

export const describe = (name, define) => {
  group.push(name);
  define();
  group.pop();
};

/** The tests that loading a file defines. */
export const collect = async (load) => {
  collected = [];
  group = [];
  await load();
  return collected;
};

Object.assign(globalThis, { describe, test, it, expect });
