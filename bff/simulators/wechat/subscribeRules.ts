import type { Template } from './data.js';

const length = (text: string): number => [...text].length;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const date = String.raw`\d{4}年(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日`;
const clock = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d`;
const time = `(?:${date} ${clock}|${clock})`;

const shaped = (pattern: string): ((text: string) => boolean) => {
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => whole.test(text);
};

/** What WeChat's documentation allows in each kind of field. */
const rules: Record<string, (text: string) => boolean> = {
  thing: (text) => length(text) <= 20,
  number: shaped(String.raw`(?=.{1,32}$)-?\d+(?:\.\d+)?`),
  letter: shaped('[A-Za-z]{1,32}'),
  symbol: shaped(String.raw`[\p{P}\p{S}]{1,5}`),
  character_string: shaped(String.raw`[\x20-\x7e]{1,32}`),
  time: shaped(`${time}(?:~${time})?`),
  date: shaped(`${date}(?:~${date})?`),
  amount: shaped(String.raw`[¥$]?-?\d{1,10}(?:\.\d{1,2})?元?`),
  phone_number: shaped(String.raw`[\d+\-() ]{1,17}`),
  car_number: shaped(String.raw`[\p{Script=Han}A-Z\d]{1,8}`),
  name: (text) => (/^[\x20-\x7e]+$/.test(text) ? length(text) <= 20 : length(text) <= 10),
  phrase: shaped(String.raw`\p{Script=Han}{1,5}`),
};

const accepts = (key: string, value: unknown): value is string => {
  if (typeof value !== 'string' || value.trim() === '' || control.test(value)) return false;
  const rule = rules[key.replace(/\d+$/, '')];
  return rule?.(value) ?? false;
};

const fieldValue = (field: unknown): unknown =>
  field && typeof field === 'object' && 'value' in field ? field.value : undefined;

/** The values of a message, or the field that WeChat would name in its 47003. */
export const readMessageData = (
  template: Template,
  data: unknown,
): { values: Record<string, string> } | { badField: string } => {
  if (!data || typeof data !== 'object') return { badField: 'data' };
  const given = data as Record<string, unknown>;
  const known = new Set(template.fields.map(({ key }) => key));
  const stranger = Object.keys(given).find((key) => !known.has(key));
  if (stranger !== undefined) return { badField: `data.${stranger}.value` };
  const values: Record<string, string> = {};
  for (const { key } of template.fields) {
    const value = fieldValue(given[key]);
    if (!accepts(key, value)) return { badField: `data.${key}.value` };
    values[key] = value;
  }
  return { values };
};
