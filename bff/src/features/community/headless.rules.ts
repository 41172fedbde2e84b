import type { ImportField } from 'shared-types/ledgerImport';
import { parseAddress, parseBuilding } from './address.rules.js';
import type { HeadingGuess } from './heading.rules.js';
import { readOccupancy } from './occupancy.rules.js';
import { readPlate } from './plate.rules.js';
import { compact } from './text.rules.js';

/** What a column means whose heading says nothing: by its values alone, and only where they are unlike all others. */

const isAddress = (cell: string): boolean => {
  const address = parseAddress(cell);
  return address?.building != null && address.number !== null;
};

/** A number that is long enough to be told from a day or an amount. */
export const isWholePhone = (cell: string): boolean =>
  /(?:^|\D)(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]\d{7,8})(?:\D|$)/.test(cell);

const shapes: [ImportField, (cell: string) => boolean][] = [
  ['phones', isWholePhone],
  ['plate', (cell) => readPlate(cell).value !== null],
  ['handedOverOn', (cell) => /^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}/.test(cell)],
  ['address', isAddress],
  ['occupancy', (cell) => readOccupancy(cell).value !== null],
  ['layout', (cell) => /[一二两三四五六\d][室房].*厅/.test(cell)],
  ['unit', (cell) => /^.{1,3}单元$/.test(cell)],
  ['building', (cell) => /(?:栋|幢|座|号楼|#)$/.test(cell) && parseBuilding(cell) !== null],
  ['area', (cell) => /^约?\d{2,3}\.\d{1,2}(?:㎡|m2|平.*)?$/i.test(cell)],
  ['number', (cell) => /^[A-Z]?\d{3,4}(?:室|房)?$/.test(cell)],
  ['ownerNames', (cell) => /^\p{Script=Han}{2,3}(?:[、,]\p{Script=Han}{2,3})*$/u.test(cell)],
];

const share = 0.8;

export const guessByValues = (values: string[]): HeadingGuess | null => {
  const cells = values.map(compact).filter((cell) => cell !== '');
  const found = shapes.find(([, fits]) => cells.length > 0 && cells.filter(fits).length >= cells.length * share);
  return found ? { field: found[0], confidence: 0.5 } : null;
};
