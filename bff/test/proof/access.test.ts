import { routes } from '../../src/app.js';
import { changesByStaff, proveAccess } from './accessProof.js';
import { bodySubjects, examples, exceptions, otherParams } from './accessTable.js';

const contracts = routes.map(({ contract }) => contract);

// The rest is in access.staff.test: the two take about as long.
proveAccess(contracts.filter((contract) => !changesByStaff(contract)));

test('every id in a path and every permission is spoken of, and no exception is of a route that is gone', () => {
  const names = new Set(contracts.map(({ name }) => name));
  const declared = [
    ...exceptions.map(({ route }) => route),
    ...Object.keys({ ...otherParams, ...bodySubjects, ...examples }),
  ];
  expect(declared.filter((name) => !names.has(name))).toEqual([]);
  expect(contracts.filter(({ body, name }) => body && !examples[name]).map(({ name }) => name)).toEqual([]);
  expect(names.size).toBe(contracts.length);
});
