/**
 * Whether what a language model says of a passage may be shown (C7: it may only phrase what was retrieved). A strict
 * comparison, not an understanding: what it refuses wrongly costs a nicer sentence, for the passage itself is shown then.
 */

export interface Passage {
  title: string;
  text: string;
}

export type PhrasingFault =
  /** Much longer than the passage, or empty. */
  | 'length'
  /** A number, date, amount or telephone number that is not in the passage. */
  | 'figure'
  /** A name of a person, a word in Latin letters, or something quoted that is not in the passage. */
  | 'name'
  /** It says no where the passage does not, or the other way round. */
  | 'contrary'
  /** It speaks of something else. */
  | 'elsewhere';

const longerBy = 1.5;
const mostMore = 20;
/** Of the words that say something, so many stand in the passage. */
const leastShared = 0.4;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const ones: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const tens: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** 十五 is 15, 三百 is 300, 二〇二六 is 2026. */
const digitsOf = (numeral: string): string => {
  const signs = [...numeral];
  if (!signs.some((sign) => sign in tens || sign === '万')) return signs.map((sign) => ones[sign]).join('');
  let whole = 0;
  let part = 0;
  let last: number | null = null;
  for (const sign of signs) {
    if (sign in ones) last = ones[sign] ?? 0;
    else if (sign === '万') {
      whole += Math.max(1, part + (last ?? 0)) * 10_000;
      [part, last] = [0, null];
    } else {
      part += (last ?? 1) * (tens[sign] ?? 1);
      last = null;
    }
  }
  return String(whole + part + (last ?? 0));
};

const unit =
  '元角分块天日号月年周岁点时刻秒米平方户人位名次回遍层楼栋单个件张份台辆倍折成度升吨条款项站只枚支棵把家套晚';
const numeral = '[零〇一二两三四五六七八九十百千万]+';
/** A numeral that counts something; 一般, 统一 and 万一 count nothing. */
const counted = new RegExp(
  `两(?![零〇一二两三四五六七八九十百千万])|(?<=第)${numeral}|${numeral}(?=小时|分钟|星期|礼拜|[${unit}])|百分之${numeral}`,
  'gu',
);

/** One way of writing it: full width folded, numerals as digits, no blanks, no separators within a number. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/百分之/gu, '%')
    .replace(counted, digitsOf)
    .replace(/%([零〇一二两三四五六七八九十百千万]+|[\d.]+)/gu, (_, value: string) =>
      /\d/u.test(value) ? `${value}%` : `${digitsOf(value)}%`,
    )
    .replace(/\s+/gu, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, '');

/** Digits with what stands directly after them, as far as it tells what they count: `300元`, `8:30`, `021-66551234`. */
const figuresOf = (plain: string): string[] =>
  [...plain.matchAll(/\d+(?:[.:\-—–/~]\d+)*(?:%|小时|分钟|星期|礼拜|平方米|立方米|[\p{L}])?/gu)].map(([found]) => {
    const [digits = ''] = found.match(/^[\d.:\-—–/~]+/u) ?? [];
    const after = found.slice(digits.length);
    return after.length > 1 || after === '%' || unit.includes(after) ? found : digits;
  });

/** It stands there as a number of its own, not as the end or the beginning of a longer one. */
const standsAlone = (plain: string, figure: string): boolean => {
  for (let at = plain.indexOf(figure); at >= 0; at = plain.indexOf(figure, at + 1)) {
    const before = plain[at - 1] ?? '';
    const after = plain[at + figure.length] ?? '';
    const goesOn =
      /\d$/u.test(figure) && (/\d/u.test(after) || (after === '.' && /\d/u.test(plain[at + figure.length + 1] ?? '')));
    if (!/[\d.]/u.test(before) && !goesOn) return true;
  }
  return false;
};

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const titles = '先生|女士|小姐|太太|师傅|经理|主任|主管|队长|老师|医生|阿姨|大爷|大妈|律师|会计|书记|总';
const titled = new RegExp(`[${surnames}]\\p{Script=Han}{0,2}(?:${titles})`, 'gu');
/** Of these the ones that are seldom words of their own. */
const rarelyWords = new Set([...surnames].filter((sign) => !'于万向任高方严金石叶江'.includes(sign)));

/** A surname that stands as a word, with the one or two signs after it. */
const bareNames = (text: string): string[] => {
  const parts = [...segmenter.segment(text)].map(({ segment }) => segment);
  return parts.flatMap((part, at) => {
    const [next = '', after = ''] = parts.slice(at + 1);
    const given = next.length === 1 && after.length === 1 ? `${next}${after}` : next;
    return rarelyWords.has(part) && /^\p{Script=Han}{1,2}$/u.test(given) ? [`${part}${given}`] : [];
  });
};

const namesOf = (text: string): string[] => [
  ...[...text.matchAll(titled)].map(([found]) => found),
  ...bareNames(text),
  ...[...text.matchAll(/[A-Za-z][\w.@/-]+/gu)].map(([found]) => found),
  ...[...text.matchAll(/[“「『《【]([^”」』》】]+)[”」』》】]/gu)].map(([, found = '']) => found),
];

const refusing =
  /不(?!但|仅|论|管|过|如|同|妨|客气)|没|无(?!论)|禁止|严禁|未(?!来)|勿|(?<![特区分级性类识告个])别(?![的人处墅])/u;

/** Asked and answered in nearly every sentence: they say nothing of their own. */
const polite = new Set(
  '您好 你好 请 是 的 了 在 和 与 或 到 可以 需要 这样 就 都 也 会 要 我们 您 您家 如果 然后 另外 一下 哦 呢 吧'.split(
    ' ',
  ),
);

const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike && !polite.has(segment) && !/^\d/u.test(segment) ? [segment] : [],
  );

const isFar = (said: string, passage: string): boolean => {
  const words = wordsOf(said);
  const shared = words.filter((word) => passage.includes(word)).length;
  return shared === 0 || shared < leastShared * words.length;
};

/** Null: it says nothing but what the passage says, as far as that can be compared. */
export const phrasingFault = (said: string, { title, text }: Passage): PhrasingFault | null => {
  const length = [...said].length;
  if (length === 0 || length > [...text].length * longerBy + mostMore) return 'length';
  const [plain, source] = [plainOf(said), plainOf(`${title}\n${text}`)];
  if (figuresOf(plain).some((figure) => !standsAlone(source, figure))) return 'figure';
  const [folded, passage] = [said.normalize('NFKC'), `${title}\n${text}`.normalize('NFKC')];
  if (namesOf(folded).some((name) => !passage.includes(name))) return 'name';
  if (refusing.test(folded) !== refusing.test(text.normalize('NFKC'))) return 'contrary';
  return isFar(folded, passage) ? 'elsewhere' : null;
};
