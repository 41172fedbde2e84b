import type { ImportCounts, ImportRowView, ImportSheet } from 'shared-types/ledgerImport';
import { faultText } from '../../locales/ledger.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import { openIdLastFour, openPhone } from './community.secrets.js';
import { findCommunity } from './community.store.js';
import type { Values } from './houseCodes.rules.js';
import type { ImportRowEntity, ImportRunEntity } from './import.entity.js';
import type { KnownHouse, KnownLedger, KnownPerson, PlannedRow } from './import.plan.js';
import type { RawRow } from './import.rules.js';
import * as store from './import.store.js';

/** How imports are kept between two calls, and the ledger as it stands. */

type WithKeys = Pick<Deps, 'keys'>;

const context = 'import';

const seal = ({ keys }: WithKeys, value: unknown): string => encryptField(keys, JSON.stringify(value), context);
const open = <T>({ keys }: WithKeys, sealed: string): T => JSON.parse(decryptField(keys, sealed, context)) as T;

export const sealSheets = (deps: WithKeys, sheets: ImportSheet[]): string => seal(deps, sheets);
export const openSheets = (deps: WithKeys, run: Pick<ImportRunEntity, 'sheets'>): ImportSheet[] =>
  open(deps, run.sheets);

interface Content {
  cells: string[];
  mended: Values;
}

export const openRow = (deps: WithKeys, row: ImportRowEntity): RawRow => ({
  ...open<Content>(deps, row.contentEncrypted),
  sheetIndex: row.sheetIndex,
  rowNumber: row.rowNumber,
  excluded: row.excluded,
  accepted: row.accepted,
});

type Reading = Pick<ImportRowView, 'values' | 'understood' | 'changes' | 'problems'>;

const readingOf = ({ values, understood, changes, doubts }: PlannedRow): Reading => ({
  values,
  understood,
  changes,
  problems: doubts.map(({ field, fault }) => ({ field, severity: fault.severity, text: faultText(fault) })),
});

export const sealRow = (
  deps: WithKeys,
  ids: Pick<ImportRowEntity, 'communityId' | 'id' | 'importId'>,
  row: RawRow,
  planned: PlannedRow,
): ImportRowEntity => ({
  ...ids,
  sheetIndex: row.sheetIndex,
  rowNumber: row.rowNumber,
  state: planned.state,
  changeKind: planned.change,
  contentEncrypted: seal(deps, { cells: row.cells, mended: row.mended } satisfies Content),
  readingEncrypted: seal(deps, readingOf(planned)),
  accepted: row.accepted,
  excluded: row.excluded,
});

/** Whether a kept row says the same as it is understood now. */
export const isAsKept = (deps: WithKeys, kept: ImportRowEntity, row: RawRow, planned: PlannedRow): boolean =>
  kept.state === planned.state &&
  kept.changeKind === planned.change &&
  kept.accepted === row.accepted &&
  kept.excluded === row.excluded &&
  decryptField(deps.keys, kept.readingEncrypted, context) === JSON.stringify(readingOf(planned));

export const presentRow = (deps: WithKeys, row: ImportRowEntity): ImportRowView => ({
  id: row.id,
  sheetIndex: row.sheetIndex,
  rowNumber: row.rowNumber,
  state: row.state,
  change: row.changeKind,
  ...open<Reading>(deps, row.readingEncrypted),
  accepted: row.accepted,
});

export const countsOf = (counts: store.StateCount[]): ImportCounts => {
  const sum = (fits: (one: store.StateCount) => boolean): number =>
    counts.filter(fits).reduce((total, { count }) => total + count, 0);
  return {
    create: sum(({ state, change }) => state === 'ready' && change === 'create'),
    update: sum(({ state, change }) => state === 'ready' && change === 'update'),
    same: sum(({ state, change }) => state === 'ready' && change === 'same'),
    doubtful: sum(({ state }) => state === 'doubtful'),
    excluded: sum(({ state }) => state === 'excluded'),
    skipped: sum(({ state }) => state === 'skipped'),
  };
};

const groupBy = <T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

/** The ledger of a community as it stands, with its numbers in the clear: only for comparing and for the export. */
export const readKnownLedger = async (deps: WithKeys, reader: Reader, communityId: string): Promise<KnownLedger> => {
  const community = await findCommunity(reader, communityId);
  const houses = await store.findAllHouses(reader, communityId);
  const people = groupBy(await store.findAllPeople(reader, communityId), ({ houseId }) => houseId);
  const phones = groupBy(await store.findAllPhones(reader, communityId), ({ personId }) => personId);
  const spaces = await store.findAllSpaces(reader, communityId);
  const keyOfHouse = new Map(houses.map(({ id, naturalKey }) => [id, naturalKey]));
  const known = houses.map(
    (house): KnownHouse => ({
      id: house.id,
      key: house.naturalKey,
      layout: house.layout,
      areaHundredths: house.areaHundredths,
      usage: house.usage,
      occupancy: house.occupancy,
      vacantSince: house.vacantSince,
      handedOverOn: house.handedOverOn,
      remark: house.remark,
      people: (people.get(house.id) ?? []).map(
        ({ id, name, role, idLastFourEncrypted }): KnownPerson => ({
          id,
          name,
          role,
          idLastFour: idLastFourEncrypted ? openIdLastFour(deps, idLastFourEncrypted) : null,
          phones: (phones.get(id) ?? []).map((phone) => openPhone(deps, phone)),
        }),
      ),
    }),
  );
  return {
    communityName: community?.name ?? '',
    houses: new Map(known.map((house) => [house.key, house])),
    spaces: new Map(
      spaces.map(({ id, number, zone, tenure, houseId, plate }) => [
        number,
        { id, number, zone, tenure, plate, houseKey: houseId ? (keyOfHouse.get(houseId) ?? null) : null },
      ]),
    ),
  };
};
