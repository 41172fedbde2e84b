import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { z } from 'shared-types/schemas';
import { type Passage, type PhrasingFault, phrasingFault } from './phrasing.rules.js';

const parking: Passage = {
  title: '租固定车位',
  text: '先到前台登记，按登记先后轮候。地下车位每月 300 元，地面每月 150 元；2026年12月1日起登记，咨询电话 021-66551234，找李师傅，8:30—17:30 办理。',
};
const dogs: Passage = { title: '养狗', text: '电梯里要牵绳，每户最多一只；烈性犬不得饲养，十五天内办好犬证。' };

test.each<[string, Passage, string]>([
  ['the passage itself', parking, parking.text],
  ['a kinder tone', parking, '您好，租固定车位请先到前台登记，按先后轮候哦。地下车位每月300元，地面每月150元。'],
  ['a part of it', parking, '地下车位每月 300 元。'],
  ['full-width digits', parking, '地下车位每月３００元。'],
  ['numerals for digits', parking, '地下车位每月三百元。'],
  ['the telephone and the day', parking, '12月1日起到前台登记，咨询电话 021-66551234。'],
  ['the name that stands there', parking, '到前台登记，找李师傅办理。'],
  ['digits for numerals', dogs, '每户最多 1 只，烈性犬不得饲养，15 天内办好犬证。'],
  ['an ordinary word with a numeral in it', dogs, '电梯里一般要牵绳；烈性犬统一不得饲养。'],
])('shows %s', (_, passage, said) => {
  expect(phrasingFault(said, passage)).toBeNull();
});

test.each<[string, PhrasingFault, Passage, string]>([
  ['nothing', 'length', parking, ''],
  ['a sermon', 'length', dogs, '电梯里要牵绳，烈性犬不得饲养。'.repeat(8)],
  ['another amount', 'figure', parking, '地下车位每月 350 元。'],
  ['an amount in numerals that stands nowhere', 'figure', parking, '地下车位每月三百五十元。'],
  ['the end of a longer number', 'figure', parking, '地下车位每月 00 元。'],
  ['the beginning of one', 'figure', parking, '地下车位每月 30 元。'],
  ['a number that counts something else', 'figure', parking, '地下车位每年 300 小时。'],
  ['an hour that stands nowhere', 'figure', parking, '到前台登记，18:30 办理。'],
  ['another day', 'figure', parking, '12月2日起到前台登记。'],
  ['another telephone number', 'figure', parking, '到前台登记，咨询电话 021-66551235。'],
  ['a percentage', 'figure', parking, '地下车位登记可以优惠百分之五。'],
  ['another count', 'figure', dogs, '每户最多两只，烈性犬不得饲养。'],
  ['somebody with a title', 'name', parking, '到前台登记，找王经理办理。'],
  ['somebody by name', 'name', parking, '到前台登记，找王建国办理。'],
  ['an address on the web', 'name', parking, '到前台登记，或者上 parking.example.com 登记。'],
  ['something quoted', 'name', parking, '到前台登记“优惠轮候”。'],
  ['yes for no', 'contrary', dogs, '电梯里要牵绳；烈性犬可以饲养。'],
  ['no for yes', 'contrary', parking, '先到前台登记，地下车位不用轮候。'],
  ['something else', 'elsewhere', parking, '火锅店在小区东门外面，味道鲜美。'],
  ['hardly anything of it', 'elsewhere', parking, '登记以后，小区东门外面火锅店味道鲜美，欢迎品尝，环境优雅。'],
])('refuses %s', (_, fault, passage, said) => {
  expect(phrasingFault(said, passage)).toBe(fault);
});

const Article = z.object({ title: z.string(), answer: z.string() });
const articles = z
  .parse(z.array(Article), JSON.parse(readFileSync(new URL('../../data/articles.json', import.meta.url), 'utf8')))
  .map(({ title, answer }) => ({ title, text: answer }));

it('shows every article as it is written', () => {
  expect(articles.filter((one) => phrasingFault(one.text, one) !== null)).toEqual([]);
});

it('never lets a number through that the passage does not have', () => {
  fc.assert(
    fc.property(fc.constantFrom(...articles), fc.integer({ min: 10_000, max: 99_999 }), (article, number) => {
      fc.pre(!`${article.title}${article.text}`.includes(String(number)));
      expect(phrasingFault(`${article.text}${number}元`, article)).toBe('figure');
    }),
    { numRuns: 300 },
  );
});
