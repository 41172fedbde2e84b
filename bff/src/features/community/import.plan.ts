import type { Occupancy } from 'shared-types/community';
import type { ImportSheet } from 'shared-types/ledgerImport';
import { ledgerTexts, occupancyTexts, tenureTexts } from '../../locales/ledger.js';
import { formatArea } from './area.rules.js';
import { error, type Fault, warning } from './fault.rules.js';
import type { HouseEntry } from './house.rows.rules.js';
import { type Doubt, doubt, type Values } from './houseCodes.rules.js';
import { numberSpellings } from './houseQuery.rules.js';
import { type Entry, type RawRow, readRows, type SpaceEntry } from './import.rules.js';
import type { Tenure } from './occupancy.rules.js';
import type { LedgerPerson } from './people.rules.js';
import { maskPhone } from './phone.rules.js';

/** What the rows of a file together would do to the ledger as it stands: doubles, changes, and what staff must decide. */

export interface KnownPerson extends LedgerPerson {
  id: string;
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
  communityName: string;
  houses: Map<string, KnownHouse>;
  spaces: Map<string, KnownSpace>;
}

export interface PlannedRow {
  values: Values;
  entry: Entry | null;
  state: 'ready' | 'doubtful' | 'excluded' | 'skipped';
  change: 'create' | 'update' | 'same' | 'none';
  doubts: Doubt[];
  changes: string[];
  understood: string;
}

const changed = <T>(label: string, before: T | null, after: T | null, word: (value: T) => string): string[] =>
  after === null || before === after
    ? []
    : [`${label} ${before === null ? ledgerTexts.nothing : word(before)} → ${word(after)}`];

const asText = (value: string): string => value;
const namesOf = (people: LedgerPerson[]): string => people.map(({ name }) => name).join('、') || ledgerTexts.nothing;
const phonesOf = (person: LedgerPerson): string => person.phones.map(maskPhone).join(' / ') || ledgerTexts.nothing;

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
    ...changed('面积', known.areaHundredths, entry.areaHundredths, formatArea),
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

const personText = ({ name, phones }: LedgerPerson): string => [name, ...phones.map(maskPhone)].join(' ');

/** 1栋1单元101 · 89.50 ㎡ · 林娜 199****7919 */
const understoodText = (entry: Entry | null): string => {
  if (!entry) return '';
  const parts =
    entry.kind === 'house'
      ? [
          entry.label,
          entry.layout,
          entry.areaHundredths === null ? null : `${formatArea(entry.areaHundredths)} ㎡`,
          ...entry.owners.map(personText),
          ...entry.tenants.map((tenant) => `租户 ${personText(tenant)}`),
        ]
      : [entry.number, entry.zone, entry.boundLabel, entry.plate];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
};

interface Draft {
  row: RawRow;
  values: Values;
  entry: Entry | null;
  doubts: Doubt[];
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
      draft.doubts = [doubt(null, warning('sameAsRow', rowName(sheets, draft.row, twin.row)))];
    }
    if (kept.length < 2) continue;
    for (const draft of kept) {
      const other = kept.find((one) => one !== draft);
      if (!other || !draft.entry) continue;
      const what = draft.entry.kind === 'house' ? draft.entry.label : draft.entry.number;
      const fault = error('conflictsWithRow', rowName(sheets, draft.row, other.row), what);
      draft.doubts = [...draft.doubts, doubt(draft.entry.kind === 'house' ? 'number' : 'spaceNumber', fault)];
    }
  }
};

/** The houses that a space may mean: as written; else with the number written otherwise, or with its unit left out. */
const housesMeant = (boundKey: string, byNumber: Map<string, string[]>): string[] => {
  const [building = '', unit = '', number = ''] = boundKey.split('|');
  const found = numberSpellings(number).flatMap((spelling) => byNumber.get(`${building}|${spelling}`) ?? []);
  if (found.includes(boundKey)) return [boundKey];
  return [...new Set(found)].filter((key) => unit === '' || key.split('|')[1] === unit);
};

const byBuildingAndNumber = (keys: Iterable<string>): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const key of keys) {
    const [building, , number] = key.split('|');
    const short = `${building}|${number}`;
    found.set(short, [...(found.get(short) ?? []), key]);
  }
  return found;
};

const checkBoundHouses = (known: KnownLedger, drafts: Draft[]): void => {
  const certain = new Set(known.houses.keys());
  const named = new Set(certain);
  for (const { entry, row, doubts } of drafts) {
    if (entry?.kind !== 'house') continue;
    named.add(entry.key);
    if (!row.excluded && doubts.every(({ fault }) => fault.severity === 'warning')) certain.add(entry.key);
  }
  const byNumber = byBuildingAndNumber(named);
  for (const draft of drafts) {
    if (draft.entry?.kind !== 'space' || draft.entry.boundKey === null) continue;
    const meant = housesMeant(draft.entry.boundKey, byNumber);
    const [only = null] = meant.length === 1 ? meant : [];
    const ask = (fault: Fault): void => {
      draft.doubts = [...draft.doubts, doubt('boundHouse', fault)];
    };
    if (meant.length === 0) ask(warning('houseUnknown', draft.entry.boundLabel ?? ''));
    if (meant.length > 1) ask(warning('houseAmbiguous', draft.entry.boundLabel ?? ''));
    // A house of the file that waits to be mended is no riddle; the space is bound as soon as the house is there.
    draft.entry = { ...draft.entry, boundKey: only !== null && certain.has(only) ? only : null };
  }
};

const decide = (known: KnownLedger, { row, values, entry, doubts, skipped }: Draft): PlannedRow => {
  const plain = { values, entry, doubts, understood: understoodText(entry), changes: [] };
  if (row.excluded) return { ...plain, state: 'excluded', change: 'none' };
  if (skipped) return { ...plain, state: 'skipped', change: 'none' };
  if (!entry || doubts.some(({ fault }) => fault.severity === 'error'))
    return { ...plain, state: 'doubtful', change: 'none' };
  const { change, changes } = changeOf(known, entry);
  // A row that changes nothing asks nothing: a ledger that was imported with its doubts is quiet the next time.
  const open = doubts.length > 0 && !row.accepted && change !== 'same';
  return { ...plain, changes, change, state: open ? 'doubtful' : 'ready' };
};

/** Understands every row of a file, in the order in which they were given. */
export const planImport = (sheets: ImportSheet[], rows: RawRow[], known: KnownLedger): PlannedRow[] => {
  const drafts = new Map<RawRow, Draft>();
  for (const sheet of sheets) {
    const own = rows.filter((row) => row.sheetIndex === sheet.index);
    const readings = readRows(sheet, own, known.communityName);
    own.forEach((row, index) => {
      const reading = readings[index];
      if (reading) drafts.set(row, { row, ...reading });
    });
  }
  const all = rows.flatMap((row) => drafts.get(row) ?? []);
  findDoubles(sheets, all);
  checkBoundHouses(known, all);
  return all.map((draft) => decide(known, draft));
};
