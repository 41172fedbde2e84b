import { unescapeFormula } from '../../kernel/formula.js';
import { faultText } from '../../locales/ledger.js';
import { sheetTexts } from '../../locales/ledgerFile.js';
import type { Reader } from '../../platform/database/access.js';
import { houseKey, parseBuilding } from './address.rules.js';
import { findCommunity } from './community.store.js';
import { readDay } from './date.rules.js';
import type { GridRow, GridSheet } from './grid.rules.js';
import { guessHeading, plainHeading } from './heading.rules.js';
import { readCodes } from './houseCodes.rules.js';
import { matchesQuery } from './houseQuery.rules.js';
import { findAllHouses } from './import.store.js';
import { readSheets } from './readSheet.js';
import { halfWidth, saysNothing } from './text.rules.js';

/** What other features may ask of tables that an office writes: their cells, and which house a row means. */

export type OfficeRow = GridRow;
export type OfficeSheet = GridSheet;

/** The sheets of an .xlsx or .csv as plain text; refuses with `import.unreadable` and why. */
export const readOfficeSheets = readSheets;

/** A cell as it was meant: half-width, trimmed, without an escaping apostrophe; empty where it says nothing (无, —). */
export const plainCell = (text: string | undefined): string => {
  const plain = halfWidth(unescapeFormula(text ?? ''));
  return saysNothing(plain) ? '' : plain;
};

/** A heading without spaces, units and marks: 欠费金额(元)* -> 欠费金额 */
export const officeHeading = plainHeading;

const houseColumns = ['address', 'building', 'unit', 'number'] as const;
export type HouseColumn = (typeof houseColumns)[number];

/** Which part of a house a heading names; null: none. */
export const houseColumnOf = (heading: string): HouseColumn | null => {
  const field = guessHeading(heading, 'houses')?.field;
  return houseColumns.find((column) => column === field) ?? null;
};

export type FoundHouse = { id: string; label: string; problem: null } | { id: null; label: ''; problem: string };

export interface HouseIndex {
  /** Every house of the community. */
  ids: string[];
  /** The one house that the cells name, or in words why there is none. `building` stands for an empty cell of it. */
  find(cells: Partial<Record<HouseColumn, string>>, building?: string | null): FoundHouse;
  /** The code of the building that a cell names; null: none. */
  buildingOf(cell: string): string | null;
}

interface Known {
  id: string;
  label: string;
  building: string;
  unit: string;
  number: string;
}

const problem = (words: string): FoundHouse => ({ id: null, label: '', problem: words });

/** Every house of the community, to look rows of a table up in. A unit may be left out where the number is alone. */
export const readHouseIndex = async (reader: Reader, communityId: string): Promise<HouseIndex> => {
  const [community, houses] = await Promise.all([
    findCommunity(reader, communityId),
    findAllHouses(reader, communityId),
  ]);
  const byKey = new Map<string, Known>();
  const byBuilding = new Map<string, Known[]>();
  for (const { id, label, naturalKey } of houses) {
    const [building = '', unit = '', number = ''] = naturalKey.split('|');
    const known = { id, label, building, unit, number };
    byKey.set(naturalKey, known);
    byBuilding.set(building, [...(byBuilding.get(building) ?? []), known]);
  }
  return {
    ids: houses.map(({ id }) => id),
    buildingOf: (cell) => parseBuilding(cell)?.building ?? null,
    find: (cells, building = null) => {
      const around = { building, unit: null, communityName: community?.name ?? '', ownNumberOnly: new Set<string>() };
      const { codes, doubts } = readCodes(cells, around);
      const foreign = doubts.find(({ fault }) => fault.code === 'addressPrefix');
      if (!codes || foreign) return problem([...new Set(doubts.map(({ fault }) => faultText(fault)))].join('；'));
      const exact = byKey.get(houseKey(codes));
      if (exact) return { id: exact.id, label: exact.label, problem: null };
      const { unit, ...rest } = codes;
      const alike = (byBuilding.get(codes.building) ?? []).filter((house) =>
        matchesQuery(unit === '' ? rest : codes, house),
      );
      const [only] = alike;
      if (only && alike.length === 1) return { id: only.id, label: only.label, problem: null };
      return problem(only ? sheetTexts.severalHouses(alike.map(({ label }) => label)) : sheetTexts.noSuchHouse);
    },
  };
};

/** A day as an office writes it, YYYY-MM-DD; null where the cell says nothing, undefined where it is no day. */
export const officeDay = (cell: string): string | null | undefined => {
  const { value, faults } = readDay(cell);
  return value === null && faults.length > 0 ? undefined : value;
};
