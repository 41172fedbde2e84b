import { clockTime, wall } from 'shared-types/time';
import { WechatError } from './wechat.errors.js';

/** Dates for `time` and `date` fields, text for all others. */
export type SubscribeValue = string | number | Date | { from: Date; to: Date };

interface TextRule {
  /** Characters that the field refuses; they are left out. */
  strip: RegExp;
  /** In code points. */
  max: (text: string) => number;
  /** What stands for a text of which nothing is left; without it such a value is a fault. */
  empty?: string;
  /** What an overlong text ends with; null where half of it would be false. */
  cut: string | null;
}

const atMost = (limit: number) => (): number => limit;

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html */
const textRules: Record<string, TextRule> = {
  thing: { strip: /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, max: atMost(20), empty: '无', cut: '…' },
  phrase: { strip: /[^\p{Script=Han}]/gu, max: atMost(5), cut: '' },
  character_string: { strip: /[^\x20-\x7e]/g, max: atMost(32), cut: null },
  number: { strip: /[^\d.-]/g, max: atMost(32), cut: null },
  letter: { strip: /[^A-Za-z]/g, max: atMost(32), cut: null },
  symbol: { strip: /[^\p{P}\p{S}]/gu, max: atMost(5), cut: null },
  phone_number: { strip: /[^\d+\-() ]/g, max: atMost(17), cut: null },
  car_number: { strip: /[^\p{Script=Han}A-Z\d]/gu, max: atMost(8), cut: null },
  amount: { strip: /[^\d.¥$元-]/g, max: atMost(13), cut: null },
  name: { strip: /[\p{Cc}\p{Cf}\p{N}]/gu, max: (text) => (/^[\x20-\x7e]+$/.test(text) ? 20 : 10), cut: '' },
};

const dateText = (at: Date): string => {
  const { year, month, day } = wall(at);
  return `${year}年${month}月${day}日`;
};

const timeText = (at: Date): string => `${dateText(at)} ${clockTime(at)}`;

const fault = (key: string, reason: string): never => {
  throw new WechatError('bad_argument', null, 'subscribe_send', `${key}: ${reason}`);
};

const shapeText = (key: string, type: string, rule: TextRule, raw: string): string => {
  const spaced = raw.replace(/\s+/g, ' ');
  const text = spaced.replace(rule.strip, '').trim();
  if (text === '') return rule.empty ?? fault(key, 'nothing is left of the value');
  const characters = [...text];
  const max = rule.max(text);
  if (characters.length <= max) return text;
  if (rule.cut === null) return fault(key, `longer than a ${type} may be`);
  return (
    characters
      .slice(0, max - [...rule.cut].length)
      .join('')
      .trimEnd() + rule.cut
  );
};

const shapeMoment = (key: string, type: string, value: Date | { from: Date; to: Date }): string => {
  const write = type === 'time' ? timeText : type === 'date' ? dateText : fault(key, 'takes no date');
  if (value instanceof Date) return write(value);
  const [from, to] = [write(value.from), write(value.to)];
  return from === to ? from : `${from}~${to}`;
};

/** One value as the field `thing1`, `time3` … of a template accepts it. */
export const subscribeValue = (key: string, value: SubscribeValue): string => {
  const type = /^([a-z_]+?)\d+$/.exec(key)?.[1] ?? fault(key, 'no such kind of field');
  if (typeof value === 'object') return shapeMoment(key, type, value);
  const rule = Object.hasOwn(textRules, type) ? textRules[type] : undefined;
  if (!rule) return fault(key, 'no such kind of field, or it takes a date');
  return shapeText(key, type, rule, String(value));
};

/** All values of a message; throws `WechatError` bad_argument for one that cannot be shaped. */
export const subscribeValues = (values: Record<string, SubscribeValue>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, subscribeValue(key, value)]));
