import type { FileAnswer } from '../../../http/route.js';
import { ledgerTexts, occupancyTexts, tenureTexts } from '../../../locales/ledger.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { workbookType, writeWorkbook } from '../../../platform/sheet.js';
import { buildingName, houseLabel, unitName } from '../address.rules.js';
import { formatArea } from '../area.rules.js';
import type { HouseEntity } from '../community.entity.js';
import { findBuildings, findUnits } from '../community.store.js';
import type { KnownHouse, KnownLedger } from '../import.plan.js';
import { readKnownLedger } from '../import.state.js';
import { findAllHouses } from '../import.store.js';
import { writePhones, writeTenants } from '../people.rules.js';

const houseHeadings = [
  '序号',
  '楼栋',
  '单元',
  '房号',
  '户型',
  '建筑面积（㎡）',
  '用途',
  '业主姓名',
  '联系电话',
  '身份证后四位',
  '交房日期',
  '状态',
  '备注',
];
const tenantHeading = '租户';
const spaceHeadings = ['车位号', '区域', '产权/租赁', '绑定房号', '车牌'];

/** 2024-03 -> 2024年3月起空置 */
const vacantText = (since: string): string => {
  const [year, month, day] = since.split('-').map(Number);
  return `${year}年${month}月${day ? `${day}日` : ''}起空置`;
};

const houseRow = (known: KnownHouse): string[] => {
  const [building = '', unit = '', number = ''] = known.key.split('|');
  const owners = known.people.filter(({ role }) => role === 'owner');
  const tenants = known.people.filter(({ role }) => role === 'tenant');
  return [
    buildingName(building),
    unit ? unitName(unit) : '',
    number,
    known.layout ?? '',
    known.areaHundredths === null ? '' : formatArea(known.areaHundredths),
    known.usage ?? '',
    owners.map(({ name }) => name).join('、'),
    writePhones(owners),
    owners[0]?.idLastFour ?? '',
    known.handedOverOn ?? '',
    occupancyTexts[known.occupancy],
    [known.remark, known.vacantSince && !known.remark?.includes('空置') ? vacantText(known.vacantSince) : null]
      .filter((part) => part !== null)
      .join('，'),
    writeTenants(tenants),
  ];
};

/** Houses as their doors stand. */
const inOrder = async (reader: Reader, communityId: string, known: KnownLedger): Promise<KnownHouse[]> => {
  const buildings = new Map((await findBuildings(reader, communityId)).map(({ id, position }) => [id, position]));
  const units = new Map((await findUnits(reader, communityId)).map(({ id, position }) => [id, position]));
  const rank = (house: HouseEntity): number =>
    (buildings.get(house.buildingId) ?? 0) * 100_000 + (units.get(house.unitId ?? '') ?? -1) * 10 + house.number.length;
  const houses = await findAllHouses(reader, communityId);
  houses.sort((a, b) => rank(a) - rank(b) || (a.number < b.number ? -1 : 1));
  return houses.flatMap(({ naturalKey }) => known.houses.get(naturalKey) ?? []);
};

/** The ledger as it stands, written so that importing it again changes nothing. Audited: it holds every number. */
export const exportLedger = async (deps: Deps, call: Call<StaffActor>): Promise<FileAnswer> => {
  const { communityId } = call.actor;
  const { known, houses } = await transaction(deps, { ...call, idempotency: null }, async (tx) => {
    const ledger = await readKnownLedger(deps, tx, communityId);
    const record = {
      communityId,
      action: 'ledger.exported' as const,
      subjectKind: 'community',
      subjectId: communityId,
    };
    await audit(tx, deps.clock, call, { ...record, subject: ledgerTexts.houses });
    return { known: ledger, houses: await inOrder(tx, communityId, ledger) };
  });
  const rows = houses.map((house, n) => [String(n + 1), ...houseRow(house)]);
  const spaces = [...known.spaces.values()]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(({ number, zone, tenure, houseKey, plate }) => [
      number,
      zone ?? '',
      tenureTexts[tenure],
      houseKey ? boundText(houseKey) : '',
      plate ?? '',
    ]);
  const bytes = await writeWorkbook([
    { name: ledgerTexts.houses, headings: [...houseHeadings, tenantHeading], rows },
    { name: ledgerTexts.parking, headings: spaceHeadings, rows: spaces },
  ]);
  return { bytes, contentType: workbookType, fileName: `${ledgerTexts.houses}.xlsx` };
};

/** 1|2|1001 -> 1-2-1001; a house without a unit, or with more than digits, in words, so that it is read as the same again. */
const boundText = (key: string): string => {
  const [building = '', unit = '', number = ''] = key.split('|');
  return unit && /^\d+$/.test(number) ? `${building}-${unit}-${number}` : houseLabel({ building, unit, number });
};
