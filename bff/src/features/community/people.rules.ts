import { error, type Fault, type Reading, reading, warning } from './fault.rules.js';
import { type PhoneFault, type Phones, readPhones } from './phone.rules.js';
import { halfWidth, saysNothing } from './text.rules.js';

export interface LedgerPerson {
  name: string;
  role: 'owner' | 'tenant';
  phones: string[];
  idLastFour: string | null;
}

export const longestName = 30;
const mostPeople = 10;
const mostPhones = 10;

const company =
  /公司|中心|银行|学校|医院|委员会|管理处|服务部|经营部|合伙|集团|工厂|商行|超市|餐厅|酒店|门诊|诊所|药店|幼儿园|政府|街道|协会|店$|厂$|社$|局$|所$/;
const person = /^\p{Script=Han}{2,6}$|^\p{Script=Han}{1,12}(?:[·•]\p{Script=Han}{1,12}){1,4}$/u;
const latin = /^[A-Z][A-Z .,'-]{1,29}$/i;
const nobody = /^(?:未知|不详|待定|未登记|未填|姓名|业主|\?+|？+)$/;

const splitAnd = (piece: string, faults: Fault[]): string[] => {
  const parts = piece.split(/[和与及]/u).map((part) => part.trim());
  // 王和平 is one name: both sides of a real "and" are names themselves; 徐涛和王平 may be either.
  if (parts.length < 2 || !parts.every((part) => /^\p{Script=Han}{2,4}$/u.test(part))) return [piece];
  faults.push(warning('nameSplit', piece, parts.join('、')));
  return parts;
};

const splitSpaces = (piece: string, faults: Fault[]): string[] => {
  const parts = piece.split(' ').filter((part) => part !== '');
  if (parts.length < 2 || latin.test(piece)) return [piece];
  if (parts.every((part) => [...part].length === 1)) return [parts.join('')];
  if (parts.every((part) => /^\p{Script=Han}{2,4}$/u.test(part))) return parts;
  faults.push(warning('nameJoined', piece, parts.join('')));
  return [parts.join('')];
};

const checkName = (name: string): Fault | null => {
  if (/^[=+\-@]/.test(name)) return error('nameFormula', name);
  if (/^#[A-Z]+[!/?]/.test(name)) return error('formula', name);
  if (name.length > longestName) return error('nameTooLong', name.slice(0, 12));
  if (company.test(name)) return null;
  if (/\d/.test(name)) return /\d{5}/.test(name) ? error('nameDigits', name) : warning('nameDigits', name);
  if (!person.test(name) && !latin.test(name)) return warning('nameUnusual', name);
  return null;
};

/** 周明（已故） -> 周明; a company keeps its brackets, they are part of its name. */
const takeNote = (piece: string, faults: Fault[]): string => {
  if (company.test(piece)) return piece;
  const match = /^([^()]+)\(([^()]*)\)$/.exec(piece);
  if (!match?.[1]) return piece;
  if (!/^(?:业主|户主|产权人|本人)?$/.test(match[2] ?? ''))
    faults.push(warning('nameNote', match[2] ?? '', match[1].trim()));
  return match[1].trim();
};

/** The names of a cell: 周明、徐涛; 周明 徐涛; 周明和徐涛; what is no name is a fault. */
export const readNames = (cell: string): Reading<string[]> => {
  const faults: Fault[] = [];
  const names: string[] = [];
  if (/^\s*[=+\-@]/.test(cell) && !saysNothing(cell)) return reading([], error('nameFormula', cell.trim()));
  const pieces = cell
    .replace(/[\r\n]+/g, '、')
    .split(/[、,，/;；|&+]/u)
    .map(halfWidth);
  for (const piece of pieces) {
    if (saysNothing(piece) || nobody.test(piece)) continue;
    for (const split of splitAnd(takeNote(piece, faults), faults).flatMap((part) => splitSpaces(part.trim(), faults))) {
      const fault = checkName(split);
      if (fault) faults.push(fault);
      if (fault?.severity !== 'error' && !names.includes(split)) names.push(split);
    }
  }
  if (names.length > mostPeople) faults.push(error('peopleTooMany', names.length));
  return { value: names, faults };
};

const phoneFaults: Record<PhoneFault['code'], (fault: PhoneFault) => Fault> = {
  tooShort: (fault) => warning('phoneShort', fault.piece, fault.digits),
  tooLong: (fault) => warning('phoneLong', fault.piece, fault.digits),
  badNumber: (fault) => warning('phoneBad', fault.piece),
  noDigits: (fault) => warning('phoneNone', fault.piece),
  rounded: (fault) => error('phoneRounded', fault.piece),
  extension: (fault) => warning('phoneExtension', fault.piece),
  words: (fault) => warning('phoneWords', fault.piece),
};

export const phoneFaultsOf = (phones: Phones): Fault[] => phones.faults.map((fault) => phoneFaults[fault.code](fault));

/** Owners and their numbers: a name before a number says whose it is; as many numbers as owners go one by one; else all are the first's. */
export const giveOwners = (names: string[], phones: Phones, idLastFour: string | null): Reading<LedgerPerson[]> => {
  const faults: Fault[] = [];
  if (phones.numbers.length > mostPhones) faults.push(error('phonesTooMany', phones.numbers.length));
  const owners = names.map<LedgerPerson>((name) => ({ name, role: 'owner', phones: [], idLastFour: null }));
  if (owners.length === 0 && phones.numbers.length > 0)
    owners.push({ name: '', role: 'owner', phones: [], idLastFour: null });
  const [first] = owners;
  if (!first) return reading([], ...faults);
  first.idLastFour = idLastFour;
  const labelled = phones.labels.some((label) => label !== '');
  const oneByOne = !labelled && owners.length > 1 && owners.length === phones.numbers.length;
  phones.numbers.forEach((number, index) => {
    const label = phones.labels[index] ?? '';
    const named = owners.find((owner) => owner.name !== '' && owner.name === label);
    if (label !== '' && !named) faults.push(warning('phoneLabelUnknown', label, first.name));
    const taker = named ?? (oneByOne ? owners[index] : undefined) ?? first;
    taker.phones.push(number);
  });
  return { value: owners, faults };
};

/** The telephone cell that {@link giveOwners} reads as the same owners again. */
export const writePhones = (owners: LedgerPerson[]): string => {
  const numbers = owners.flatMap((owner) => owner.phones);
  const plain: Phones = { numbers, labels: numbers.map(() => ''), faults: [] };
  const again = giveOwners(
    owners.map((owner) => owner.name),
    plain,
    null,
  ).value;
  if (again.every((owner, index) => owner.phones.join() === owners[index]?.phones.join())) return numbers.join(' / ');
  return owners.flatMap((owner) => owner.phones.map((number) => `${owner.name} ${number}`)).join(' / ');
};

const tenantWord = /(?:现|原)?(?:租客|租户|承租人|租赁人|租住人|承租方|租房人)(?:姓名|电话|信息)?/u;
const tenantText = new RegExp(
  `(?:${tenantWord.source})\\s*[:：]?\\s*([\\p{Script=Han}·•]{2,12}?)[\\s(（,，:：、电话手机]*((?:\\+?\\d[\\d\\s-]{5,}\\d)(?:\\s*[/、]\\s*\\d[\\d\\s-]{5,}\\d)*)?[)）]?(?=$|[\\s;；,，。、]|[^\\p{Script=Han}\\d])`,
  'u',
);

const tenantOf = (name: string, phoneText: string): Reading<LedgerPerson | null> => {
  const { value: names, faults } = readNames(name);
  const phones = readPhones(phoneText);
  const [only] = names;
  if (only === undefined) return reading(null, ...faults, warning('tenantUnreadable', name.trim()));
  return {
    value: { name: only, role: 'tenant', phones: phones.numbers, idLastFour: null },
    faults: [...faults, ...phoneFaultsOf(phones)],
  };
};

/** Tenants that a remark names (租客 梁子轩 19901039595), and the remark without them. */
export const takeTenants = (remark: string): Reading<{ tenants: LedgerPerson[]; rest: string }> => {
  const tenants: LedgerPerson[] = [];
  const faults: Fault[] = [];
  let rest = halfWidth(remark);
  for (let match = tenantText.exec(rest); match && tenants.length < mostPeople; match = tenantText.exec(rest)) {
    const read = tenantOf(match[1] ?? '', match[2] ?? '');
    faults.push(...read.faults);
    if (read.value) tenants.push(read.value);
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim();
  }
  return { value: { tenants, rest: rest.replace(/^[\s,，;；。、]+|[\s,，;；、]+$/gu, '') }, faults };
};

/** A tenant column: 梁子轩 19901039595; 周敏 19901055433. */
export const readTenants = (cell: string): Reading<LedgerPerson[]> => {
  if (saysNothing(cell)) return reading([]);
  if (/^\s*[=+\-@]/.test(cell)) return reading([], error('nameFormula', cell.trim()));
  const tenants: LedgerPerson[] = [];
  const faults: Fault[] = [];
  const plain = halfWidth(cell.replace(/[\r\n]+/g, ';')).replace(new RegExp(`${tenantWord.source}\\s*:?`, 'gu'), ' ');
  const tokens = plain.matchAll(
    /([\p{Script=Han}·•A-Za-z.][\p{Script=Han}·•A-Za-z. ]*)|((?:\+?\d|\(0)[\d\s\-()]*\d)/gu,
  );
  for (const [, words, digits] of tokens) {
    const name = (words ?? '').replace(/(?:联系)?(?:电话|手机号?码?|tel)/giu, '').trim();
    if (words !== undefined) {
      if (name === '') continue;
      const read = readNames(name);
      faults.push(...read.faults);
      for (const found of read.value) tenants.push({ name: found, role: 'tenant', phones: [], idLastFour: null });
      continue;
    }
    const phones = readPhones(digits ?? '');
    faults.push(...phoneFaultsOf(phones));
    if (tenants.length === 0 && phones.numbers.length > 0)
      tenants.push({ name: '', role: 'tenant', phones: [], idLastFour: null });
    tenants.at(-1)?.phones.push(...phones.numbers);
  }
  if (tenants.length === 0) faults.push(warning('tenantUnreadable', cell.trim()));
  if (tenants.length > mostPeople) faults.push(error('peopleTooMany', tenants.length));
  return { value: tenants, faults };
};

/** The tenant cell that {@link readTenants} reads as the same tenants again. */
export const writeTenants = (tenants: LedgerPerson[]): string =>
  tenants.map((tenant) => [tenant.name, tenant.phones.join(' / ')].filter((part) => part !== '').join(' ')).join('；');

/** 3305, 619X of an identity number; a whole number gives its last four. */
export const readIdLastFour = (cell: string): Reading<string | null> => {
  if (saysNothing(cell)) return reading(null);
  const plain = halfWidth(cell).replaceAll(' ', '').toUpperCase();
  if (/^\d{3}[\dX]$/.test(plain)) return reading(plain);
  if (/^\d{17}[\dX]$|^\d{15}$/.test(plain)) return reading(plain.slice(-4));
  if (/^\d{1,3}$|^\d{1,2}X$/.test(plain))
    return reading(plain.padStart(4, '0'), warning('idLastFourPadded', cell.trim(), plain.padStart(4, '0')));
  return reading(null, warning('idLastFourBad', cell.trim()));
};
