import type { ImportField } from 'shared-types/ledgerImport';
import { type PhoneFault, readPhones } from './phone.rules.js';
import { compact, cut, halfWidth, saysNothing, unescapeFormula } from './text.rules.js';

/** What single cells of a ledger mean, with what staff should know about them. */

export interface Problem {
  field: ImportField | null;
  severity: 'error' | 'warning';
  text: string;
}

const warning = (field: ImportField, text: string): Problem => ({ field, severity: 'warning', text });
const error = (field: ImportField, text: string): Problem => ({ field, severity: 'error', text });

export interface Read<T> {
  value: T;
  problems: Problem[];
}

const mostHundredths = 10_000_000;
const muchHundredths = 200_000;

/** 89.5, 76．04, 118.36㎡, 约90 -> hundredths of a square metre. */
export const readArea = (cell: string): Read<number | null> => {
  const text = compact(cell)
    .replace(/(?:㎡|m2|m²|平方米|平方|平米|平)$/i, '')
    .replace(/,/g, '');
  if (saysNothing(text)) return { value: null, problems: [warning('area', '面积是空的')] };
  const plain = text
    .replace(/^(?:约|大约|大概|近|±|≈)+|(?:左右|上下|多|余)$/g, '')
    .replace(/(?:㎡|m2|m²|平方米|平米)$/i, '');
  if (!/^-?\d+(?:\.\d+)?$/.test(plain))
    return { value: null, problems: [error('area', `面积“${cut(cell, 20)}”不是数字`)] };
  const hundredths = Math.round(Number(plain) * 100);
  if (hundredths < 0) return { value: null, problems: [error('area', '面积是负数')] };
  if (hundredths === 0) return { value: null, problems: [error('area', '面积是 0')] };
  if (hundredths > mostHundredths) return { value: null, problems: [error('area', `面积 ${plain} 太大`)] };
  const problems: Problem[] = [];
  if (plain !== text)
    problems.push(warning('area', `面积“${cut(cell, 20)}”不是准数，接受则按 ${areaText(hundredths)} 记`));
  if (hundredths > muchHundredths) problems.push(warning('area', `面积 ${plain} 很大，请核对`));
  return { value: hundredths, problems };
};

/** 8950 -> 89.50 */
export const areaText = (hundredths: number): string => (hundredths / 100).toFixed(2);

const isDay = (year: number, month: number, day: number): boolean => {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2100 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};

const dayText = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const firstSerialDay = Date.UTC(1899, 11, 30);

/** 2016-06-18, 2016.6.18, 2016年6月18日, 20160618, a serial day of a table program -> YYYY-MM-DD. */
export const readDate = (cell: string): Read<string | null> => {
  const text = compact(cell);
  if (saysNothing(text)) return { value: null, problems: [] };
  const serial = /^[34]\d{4}$/.test(text) ? new Date(firstSerialDay + Number(text) * 86_400_000) : null;
  if (serial) return { value: serial.toISOString().slice(0, 10), problems: [] };
  const match =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?:日|号)?(?:T?\d{1,2}:\d{2}.*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const month = match ? null : /^(\d{4})[-./年](\d{1,2})月?$/.exec(text);
  const [year, monthOf, day] = [...(match ?? month ?? [])].slice(1).map(Number);
  if (year === undefined || monthOf === undefined)
    return { value: null, problems: [warning('handedOverOn', `日期“${cut(text, 20)}”看不懂，接受则留空`)] };
  if (!isDay(year, monthOf, day ?? 1))
    return { value: null, problems: [warning('handedOverOn', `没有 ${cut(text, 20)} 这一天，接受则留空`)] };
  const value = dayText(year, monthOf, day ?? 1);
  return { value, problems: month ? [warning('handedOverOn', `日期只写到月，接受则记为 ${value}`)] : [] };
};

export type Occupancy = 'self' | 'let' | 'vacant' | 'unknown';

/** 自住, 出租, 空置 and their other names; null where nothing is said or nothing is understood. */
export const readOccupancy = (cell: string): Read<Occupancy | null> => {
  const text = compact(cell);
  if (saysNothing(text)) return { value: null, problems: [] };
  if (/空置|空房|空关|闲置|未入住|未住|毛坯|^空$|无人/.test(text)) return { value: 'vacant', problems: [] };
  if (/租/.test(text) && !/未出?租|待租/.test(text)) return { value: 'let', problems: [] };
  if (/待租|未出?租/.test(text)) return { value: 'vacant', problems: [] };
  if (/自住|自用|入住|常住|居住|自营|业主住|已住|^住$/.test(text)) return { value: 'self', problems: [] };
  if (/^未知$|^不详$/.test(text)) return { value: 'unknown', problems: [] };
  return { value: null, problems: [warning('occupancy', `状态“${cut(text, 20)}”不认识，接受则记为未知`)] };
};

export const occupancyTexts: Record<Occupancy, string> = { self: '自住', let: '出租', vacant: '空置', unknown: '未知' };

const mostName = 30;

const checkName = (field: ImportField, name: string): Problem[] => {
  if (/^[=+@\t]|^-\S|HYPERLINK|\w+\(.*\)|https?:/i.test(name))
    return [error(field, `名字“${cut(name, 24)}”像公式，请改成真名`)];
  if (name.length > mostName) return [error(field, `名字太长（最多 ${mostName} 个字）`)];
  return /\d{3}/.test(name) ? [warning(field, `名字“${name}”里有数字`)] : [];
};

const squeeze = (name: string): string => (/^[\p{Script=Han}·\s]+$/u.test(name) ? name.replace(/\s+/g, '') : name);

/** 周明、徐涛 -> two names. */
export const readNames = (cell: string): Read<string[]> => {
  const text = halfWidth(unescapeFormula(cell));
  if (saysNothing(text)) return { value: [], problems: [] };
  if (/^[=@]|HYPERLINK/i.test(text)) return { value: [], problems: checkName('ownerNames', text) };
  const pieces = text
    .split(/[、,;/|&\n]/)
    .flatMap((piece) =>
      /^\p{Script=Han}{2,4}(?:\s+\p{Script=Han}{2,4})+$/u.test(piece.trim()) ? piece.trim().split(/\s+/) : [piece],
    )
    .map((piece) => squeeze(piece.trim()))
    .filter((piece) => piece !== '');
  const names = [...new Set(pieces)];
  return { value: names, problems: names.flatMap((name) => checkName('ownerNames', name)) };
};

const faultText = ({ code, piece, digits }: PhoneFault): string => {
  if (code === 'tooShort') return `电话 ${piece} 只有 ${digits} 位，接受则不登记这个号码`;
  if (code === 'tooLong') return `电话 ${piece} 有 ${digits} 位，太长，接受则不登记这个号码`;
  if (code === 'rounded') return `电话 ${piece} 被表格改成了科学计数，接受则不登记这个号码`;
  if (code === 'extension') return `电话 ${piece} 的分机不登记`;
  if (code === 'words') return `电话旁边的“${cut(piece, 20)}”不登记`;
  return `电话“${cut(piece, 24)}”不是号码，接受则不登记`;
};

export const readPhoneCell = (cell: string): Read<string[]> => {
  const { numbers, faults } = readPhones(unescapeFormula(cell));
  return { value: numbers, problems: faults.map((fault) => warning('phones', faultText(fault))) };
};

export const readIdLastFour = (cell: string): Read<string | null> => {
  const text = compact(cell).toUpperCase();
  if (saysNothing(text)) return { value: null, problems: [] };
  if (/^\d{3}[\dX]$/.test(text)) return { value: text, problems: [] };
  // A whole number is more than the ledger should keep; a table program may have eaten leading zeros.
  if (/^\d{17}[\dX]$/.test(text)) return { value: text.slice(-4), problems: [] };
  if (/^\d{1,3}$/.test(text)) return { value: text.padStart(4, '0'), problems: [] };
  return { value: null, problems: [warning('idLastFour', `身份证后四位“${cut(text, 8)}”不对，接受则留空`)] };
};

export interface Tenant {
  name: string;
  phones: string[];
}

/** 租客 梁子轩 19901039595 */
export const readTenant = (cell: string): Tenant | null => {
  const text = halfWidth(unescapeFormula(cell)).replace(/^(?:租客|租户|承租人|租赁人)\s*:?\s*/, '');
  if (saysNothing(text)) return null;
  const name = squeeze(
    (/^[^\d+(]+/.exec(text)?.[0] ?? '').replace(/(?:电话|手机|联系).*$/, '').replace(/[\s,、:/]+$/, ''),
  );
  return name && name.length <= mostName && !/^[=@-]/.test(name)
    ? { name, phones: readPhones(text.slice(name.length)).numbers }
    : null;
};

const tenantInRemark =
  /(?:租客|租户|承租人)\s*:?\s*[\p{Script=Han}·]{2,6}(?:\s*(?:电话|手机)?:?\s*[\d+][\d\s+-]{5,}\d)?/u;

/** What a remark says; a tenant's name and number become the tenant's, other numbers are masked: remarks are no secret. */
export const readRemark = (
  cell: string,
): { remark: string | null; tenant: Tenant | null; vacantSince: string | null } => {
  const text = halfWidth(unescapeFormula(cell));
  const found = tenantInRemark.exec(text)?.[0] ?? null;
  const since = /(\d{4})[年./-](\d{1,2})月?(?:\d{1,2}日?)?起?(?:一直)?空置|空置.{0,3}?(\d{4})[年./-](\d{1,2})/.exec(
    compact(text),
  );
  const year = since?.[1] ?? since?.[3];
  const month = since?.[2] ?? since?.[4];
  const rest = (found ? text.replace(found, '') : text)
    .replace(/^[\s,;、。]+|[\s,;、]+$/g, '')
    .replace(/1[3-9]\d[\s-]?\d{4}[\s-]?(\d{4})/g, '电话尾号$1');
  return {
    remark: saysNothing(rest) ? null : cut(rest, 300),
    tenant: found ? readTenant(found) : null,
    vacantSince: year && month ? `${year}-${month.padStart(2, '0')}` : null,
  };
};

const plateShape =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-Z][A-Z0-9]{4,5}[A-Z0-9挂学警港澳领]$/;

export const readPlate = (cell: string): Read<string | null> => {
  const text = compact(cell)
    .toUpperCase()
    .replace(/[·.\-•]/g, '');
  if (saysNothing(text)) return { value: null, problems: [] };
  if (plateShape.test(text)) return { value: text, problems: [] };
  return { value: text.length <= 12 ? text : null, problems: [warning('plate', `车牌“${cut(text, 16)}”不像车牌`)] };
};

export type Tenure = 'owned' | 'leased' | 'unknown';

export const readTenure = (cell: string): Tenure | null => {
  const text = compact(cell);
  if (saysNothing(text)) return null;
  if (/租/.test(text)) return 'leased';
  return /产权|自有|购买|已售|业主|私家/.test(text) ? 'owned' : 'unknown';
};

export const tenureTexts: Record<Tenure, string> = { owned: '产权', leased: '租赁', unknown: '未知' };
