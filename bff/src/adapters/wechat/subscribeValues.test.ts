import { subscribeValue, subscribeValues } from './subscribeValues.js';
import { WechatError } from './wechat.errors.js';

const at = new Date('2026-11-23T02:42:00.000Z');
const later = new Date('2026-11-23T06:05:00.000Z');

describe('values of a subscribe message', () => {
  it.each([
    ['a short thing stays as it is', 'thing1', '厨房水管漏水', '厨房水管漏水'],
    [
      'a thing of exactly 20 stays whole',
      'thing1',
      '一二三四五六七八九十一二三四五六七八九十',
      '一二三四五六七八九十一二三四五六七八九十',
    ],
    [
      'a longer thing ends in … within 20',
      'thing1',
      '一二三四五六七八九十一二三四五六七八九十多',
      '一二三四五六七八九十一二三四五六七八九…',
    ],
    ['an emoji counts as one and is never halved', 'thing4', `${'水'.repeat(18)}💧💧💧`, `${'水'.repeat(18)}💧…`],
    ['line breaks become spaces', 'thing4', ' 漏水\r\n很\t急\n', '漏水 很 急'],
    ['an invisible character goes', 'thing4', '漏\u200b水\u0007', '漏水'],
    ['an empty thing says so, for WeChat refuses an empty value', 'thing4', '  \n', '无'],
    ['a phrase keeps Chinese only', 'phrase2', '已派单!', '已派单'],
    ['a phrase holds five', 'phrase2', '等待业主确认', '等待业主确'],
    ['a number of an order', 'character_string5', '20261123-0017', '20261123-0017'],
    ['Chinese in a character string goes', 'character_string5', '0017号', '0017'],
    ['a number', 'number1', 42, '42'],
    ['a Chinese name holds ten', 'name1', '阿卜杜热合曼阿卜杜拉买买提', '阿卜杜热合曼阿卜杜拉'],
    ['a foreign name holds twenty', 'name1', 'Alexandra Montgomery Smith', 'Alexandra Montgomery'],
    ['a time is the wall time of the community', 'time3', at, '2026年11月23日 10:42'],
    ['a time may be a range', 'time3', { from: at, to: later }, '2026年11月23日 10:42~2026年11月23日 14:05'],
    ['a date has no clock time', 'date3', at, '2026年11月23日'],
    ['a range within a day is that day', 'date3', { from: at, to: later }, '2026年11月23日'],
  ] as const)('%s', (_title, key, value, expected) => {
    expect(subscribeValue(key, value)).toBe(expected);
  });

  it.each([
    ['a phrase without Chinese', 'phrase2', 'done'],
    ['a character string too long to be cut honestly', 'character_string5', '1'.repeat(33)],
    ['a phone number too long', 'phone_number1', '1'.repeat(18)],
    ['a date for a text', 'thing1', at],
    ['a text for a time', 'time3', '今天'],
    ['an unknown kind', 'constructor1', 'x'],
    ['a key without its number', 'thing', 'x'],
  ] as const)('%s is our own fault', (_title, key, value) => {
    expect(() => subscribeValue(key, value)).toThrow(WechatError);
  });

  it('shapes a whole message', () => {
    expect(subscribeValues({ thing1: '漏水', phrase2: '已派单', time3: at })).toEqual({
      thing1: '漏水',
      phrase2: '已派单',
      time3: '2026年11月23日 10:42',
    });
  });
});
