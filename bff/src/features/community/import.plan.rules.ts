import type { ImportSheet } from 'shared-types/ledgerImport';
import {
  areaText,
  type Occupancy,
  occupancyTexts,
  type Problem,
  type Tenure,
  tenureTexts,
} from './import.cells.rules.js';
import {
  type Entry,
  type HouseEntry,
  type LedgerPerson,
  type RawRow,
  readRows,
  type SpaceEntry,
  understoodText,
  type Values,
} from './import.rules.js';
import { maskPhone } from './phone.rules.js';

/** What the rows of a file together would do to the ledger as it stands: doubles, changes, and what staff must decide. */

export interface KnownPerson extends LedgerPerson {
  id: string;
  role: 'owner' | 'tenant';
  idLastFour: string | null;
}

export interface KnownHouse {
  id: string;
  key: string;
  layout: string | null;
  areaHundredths: number | null;
  usage: string | null;
  occupancy: Occupancy;
  vacantSince: string | null;
  handedOverOn: string | null;
  remark: string | null;
  people: KnownPerson[];
}

export interface KnownSpace {
  id: string;
  number: string;
  zone: string | null;
  tenure: Tenure;
  houseKey: string | null;
  plate: string | null;
}

export interface KnownLedger {
  houses: Map<string, KnownHouse>;
  spaces: Map<string, KnownSpace>;
}

export interface PlannedRow {
  values: Values;
  entry: Entry | null;
  state: 'ready' | 'doubtful' | 'excluded' | 'skipped';
  change: 'create' | 'update' | 'same' | 'none';
  problems: Problem[];
  changes: string[];
  understood: string;
}

const nothing = '（空）';

const changed = <T>(label: string, before: T | null, after: T | null, word: (value: T) => string): string[] =>
  after === null || before === after ? [] : [`${label} ${before === null ? nothing : word(before)} → ${word(after)}`];

const asText = (value: string): string => value;
const namesOf = (people: LedgerPerson[]): string => people.map(({ name }) => name).join('、') || nothing;
const phonesOf = (person: LedgerPerson): string => person.phones.map(maskPhone).join(' / ') || nothing;

const sameSet = (a: string[], b: string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

/** Whether the file names other people than the ledger does. */
export const hasOtherNames = (known: LedgerPerson[], named: LedgerPerson[]): boolean =>
  named.length > 0 &&
  !sameSet(
    known.map(({ name }) => name),
    named.map(({ name }) => name),
  );

const allPhones = (people: LedgerPerson[]): string[] => people.flatMap(({ phones }) => phones);

/**
 * Whose numbers the file knows otherwise. One cell holds the numbers of all owners: as long as it holds the same ones,
 * whose they are stays as it is known.
 */
export const phoneChanges = <T extends LedgerPerson>(
  known: T[],
  named: LedgerPerson[],
): { before: T; phones: string[] }[] => {
  if (sameSet(allPhones(known), allPhones(named))) return [];
  return named.flatMap(({ name, phones }) => {
    const before = known.find((person) => person.name === name);
    return before && phones.length > 0 && !sameSet(before.phones, phones) ? [{ before, phones }] : [];
  });
};

const peopleChanges = (label: string, known: KnownPerson[], named: LedgerPerson[]): string[] => {
  if (hasOtherNames(known, named)) return [`${label} ${namesOf(known)} → ${namesOf(named)}`];
  return phoneChanges(known, named).map(
    ({ before, phones }) => `${before.name}的电话 ${phonesOf(before)} → ${phonesOf({ ...before, phones })}`,
  );
};

const houseChanges = (known: KnownHouse, entry: HouseEntry): string[] => {
  const owners = known.people.filter(({ role }) => role === 'owner');
  const tenants = known.people.filter(({ role }) => role === 'tenant');
  const first = owners.find(({ name }) => name === entry.owners[0]?.name);
  return [
    ...changed('面积', known.areaHundredths, entry.areaHundredths, areaText),
    ...changed('户型', known.layout, entry.layout, asText),
    ...changed('用途', known.usage, entry.usage, asText),
    ...changed('状态', known.occupancy, entry.occupancy, (value) => occupancyTexts[value]),
    ...changed('空置起始', known.vacantSince, entry.vacantSince, asText),
    ...changed('交房日期', known.handedOverOn, entry.handedOverOn, asText),
    ...changed('备注', known.remark, entry.remark, asText),
    ...peopleChanges('业主', owners, entry.owners),
    ...(first && entry.idLastFour !== null && first.idLastFour !== entry.idLastFour ? ['身份证后四位有改动'] : []),
    ...peopleChanges('租户', tenants, entry.tenants),
  ];
};

const spaceChanges = (known: KnownSpace, entry: SpaceEntry): string[] => [
  ...changed('区域', known.zone, entry.zone, asText),
  ...changed('产权/租赁', known.tenure, entry.tenure, (value) => tenureTexts[value]),
  ...changed(
    '绑定房号',
    known.houseKey?.replaceAll('|', '-') ?? null,
    entry.boundKey?.replaceAll('|', '-') ?? null,
    asText,
  ),
  ...changed('车牌', known.plate, entry.plate, asText),
];

const changeOf = (known: KnownLedger, entry: Entry): { change: 'create' | 'update' | 'same'; changes: string[] } => {
  const house = entry.kind === 'house' ? known.houses.get(entry.key) : undefined;
  const space = entry.kind === 'space' ? known.spaces.get(entry.key) : undefined;
  if (!house && !space) return { change: 'create', changes: [] };
  const changes =
    entry.kind === 'house' ? (house ? houseChanges(house, entry) : []) : space ? spaceChanges(space, entry) : [];
  return { change: changes.length > 0 ? 'update' : 'same', changes };
};

interface Draft {
  row: RawRow;
  values: Values;
  entry: Entry | null;
  problems: Problem[];
  skipped: boolean;
}

const rowName = (sheets: ImportSheet[], from: RawRow, to: RawRow): string =>
  from.sheetIndex === to.sheetIndex
    ? `第 ${to.rowNumber} 行`
    : `“${sheets.find(({ index }) => index === to.sheetIndex)?.name ?? ''}”第 ${to.rowNumber} 行`;

/** The same house twice: word for word the same is one; otherwise staff must say which one is right. */
const findDoubles = (sheets: ImportSheet[], drafts: Draft[]): void => {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!draft.entry || draft.skipped || draft.row.excluded) continue;
    const id = `${draft.entry.kind} ${draft.entry.key}`;
    groups.set(id, [...(groups.get(id) ?? []), draft]);
  }
  for (const group of groups.values()) {
    const kept: Draft[] = [];
    for (const draft of group) {
      const twin = kept.find((one) => JSON.stringify(one.entry) === JSON.stringify(draft.entry));
      if (!twin) {
        kept.push(draft);
        continue;
      }
      draft.skipped = true;
      draft.problems = [
        { field: null, severity: 'warning', text: `与${rowName(sheets, draft.row, twin.row)}完全相同，合并` },
      ];
    }
    if (kept.length < 2) continue;
    for (const draft of kept) {
      const other = kept.find((one) => one !== draft);
      if (!other || !draft.entry) continue;
      const what = draft.entry.kind === 'house' ? `都是 ${draft.entry.label}` : `都是车位 ${draft.entry.number}`;
      const text = `与${rowName(sheets, draft.row, other.row)}${what}，内容却不同，请改对或放一边`;
      draft.problems = [
        ...draft.problems,
        { field: draft.entry.kind === 'house' ? 'number' : 'spaceNumber', severity: 'error', text },
      ];
    }
  }
};

const checkBoundHouses = (known: KnownLedger, drafts: Draft[]): void => {
  const certain = new Set(known.houses.keys());
  const named = new Set<string>();
  for (const { entry, row, problems } of drafts) {
    if (entry?.kind !== 'house') continue;
    named.add(entry.key);
    if (!row.excluded && problems.every(({ severity }) => severity === 'warning')) certain.add(entry.key);
  }
  for (const draft of drafts) {
    if (draft.entry?.kind !== 'space' || draft.entry.boundKey === null || certain.has(draft.entry.boundKey)) continue;
    // A house of the file that waits to be mended is no riddle; the space is bound as soon as the house is there.
    const text = `绑定的 ${draft.entry.boundLabel ?? ''} 不在台账里，接受则不绑定`;
    if (!named.has(draft.entry.boundKey))
      draft.problems = [...draft.problems, { field: 'boundHouse', severity: 'warning', text }];
    draft.entry = { ...draft.entry, boundKey: null };
  }
};

const decide = (known: KnownLedger, { row, values, entry, problems, skipped }: Draft): PlannedRow => {
  const plain = { values, entry, problems, understood: understoodText(entry), changes: [] };
  if (row.excluded) return { ...plain, state: 'excluded', change: 'none' };
  if (skipped) return { ...plain, state: 'skipped', change: 'none' };
  if (!entry || problems.some(({ severity }) => severity === 'error'))
    return { ...plain, state: 'doubtful', change: 'none' };
  const { change, changes } = changeOf(known, entry);
  // A row that changes nothing asks nothing: a ledger that was imported with its doubts is quiet the next time.
  const open = problems.length > 0 && !row.accepted && change !== 'same';
  return { ...plain, changes, change, state: open ? 'doubtful' : 'ready' };
};

/** Understands every row of a file, in the order in which they were given. */
export const planImport = (sheets: ImportSheet[], rows: RawRow[], known: KnownLedger): PlannedRow[] => {
  const drafts = new Map<RawRow, Draft>();
  for (const sheet of sheets) {
    const own = rows.filter((row) => row.sheetIndex === sheet.index);
    const readings = readRows(sheet, own);
    own.forEach((row, index) => {
      const reading = readings[index];
      if (reading) drafts.set(row, { row, ...reading, skipped: reading.skipped !== null });
    });
  }
  const all = rows.flatMap((row) => drafts.get(row) ?? []);
  findDoubles(sheets, all);
  checkBoundHouses(known, all);
  return all.map((draft) => decide(known, draft));
};
