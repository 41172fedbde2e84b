import { type Sign, signsIn } from './signs.rules.js';

/** A text as features: what a classifier sees of it. */

/** Traditional characters that speak of trouble in a house, each before its simplified form. */
const traditional = new Map(
  Array.from(
    '電电樓楼門门燈灯氣气閘闸車车漏漏煙烟熱热風风機机壓压線线開开關关壞坏掉掉牆墙頂顶滲渗黴霉窗窗戶户鎖锁鑰钥卡卡' +
      '蟲虫鼠鼠蟻蚁噪噪裝装響响亂乱費费賬账單单繳缴發发票票態态務务僱雇員员樹树綠绿壓压傷伤賊贼偷偷搶抢斷断爛烂裡里' +
      '裏里們们個个來来還还這这沒没進进過过動动無无誰谁說说請请問问點点時时間间頭头兩两幾几層层廚厨廁厕衛卫馬马訊讯' +
      '號号網网絡络視视寬宽纜缆臺台陽阳颱台倒倒塊块磚砖濕湿滴滴嚴严堵堵塞塞閉闭對对講讲師师傅傅維维護护報报應应該该' +
      '溫温暖暖冷冷製制凍冻爐炉竈灶燒烧焦焦嗆呛聞闻瀉泻洩泄閃闪觸触觀观搖摇墜坠夾夹困困嬰婴兒儿媽妈爺爷奶奶孫孙',
  ).reduce<[string, string][]>((pairs, char, at, all) => {
    if (at % 2 === 0) pairs.push([char, all[at + 1] ?? char]);
    return pairs;
  }, []),
);

/** Half-width, lower case, simplified; what is neither a letter nor a character ends a phrase. */
export const normalise = (text: string): string =>
  Array.from(text.normalize('NFKC').toLowerCase(), (char) => traditional.get(char) ?? char)
    .join('')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

/** A feature with its weight in the text. */
export type Features = Map<string, number>;

/** What the classifiers know of the language beside the sentences. */
export interface Language {
  /** Character -> how it sounds, without the tone and the differences that dialects and dictation blur. */
  sounds: ReadonlyMap<string, string>;
  /** A meaning with the words that people have for it, in one order. */
  concepts: readonly { name: string; words: readonly string[] }[];
  /** What is said of danger. */
  signs: readonly Sign[];
  /** The longest first. */
  emptyWords: readonly string[];
}

const longestGram = 2;
const longestSound = 3;

/** How much each kind of feature weighs: together they are as long as one, whatever the length of the text. */
const weightOf = { sound: 0.6, concept: 0.5, pair: 0.3, sign: 0.5 };

/** Every run of the given sizes. */
const runsOf = (parts: readonly string[], from: number, to: number, between: string): string[] => {
  const found: string[] = [];
  for (let size = from; size <= to; size++)
    for (let at = 0; at + size <= parts.length; at++) found.push(parts.slice(at, at + size).join(between));
  return found;
};

/** Shares a length among features, so that long stories don't shout down short ones. */
const spread = (into: Features, found: ReadonlySet<string>, length: number): void => {
  const weight = length / Math.sqrt(Math.max(1, found.size));
  for (const feature of found) into.set(feature, weight);
};

/** The concepts whose words stand in the text. */
const conceptsIn = (normal: string, { concepts }: Language): string[] =>
  concepts.filter(({ words }) => words.some((word) => normal.includes(word))).map(({ name }) => name);

const pairsOf = (names: readonly string[]): string[] =>
  names.flatMap((name, at) => names.slice(at + 1).map((other) => `#${name}+${other}`));

/** Whether a text names a place, somebody or a hurry and nothing else: "厨房那边，快来人看看". */
export const saysNothing = (text: string, { emptyWords }: Pick<Language, 'emptyWords'>): boolean => {
  let rest = normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
  while (rest !== '') {
    const word = emptyWords.find((one) => rest.startsWith(one));
    if (!word) return false;
    rest = rest.slice(word.length);
  }
  return true;
};

/**
 * Characters and neighbours; how they sound, for typing errors and dictation; concepts, for words that no sentence has; and
 * which concepts stand together ("lift" with "trapped", "burst" with "past").
 */
export const featuresOf = (text: string, language: Language): Features => {
  const normal = normalise(text);
  const grams = new Set<string>();
  const sounds = new Set<string>();
  for (const run of normal.match(/\p{Script=Han}+|[^\p{Script=Han}\s]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) {
      grams.add(run);
      continue;
    }
    const chars = Array.from(run);
    for (const gram of runsOf(chars, 1, longestGram, '')) grams.add(gram);
    const heard = chars.map((char) => language.sounds.get(char) ?? char);
    for (const sound of runsOf(heard, 2, longestSound, ' ')) sounds.add(sound);
  }
  const names = conceptsIn(normal, language);
  const features: Features = new Map();
  spread(features, grams, 1);
  spread(features, sounds, weightOf.sound);
  spread(features, new Set(names.map((name) => `#${name}`)), weightOf.concept);
  spread(features, new Set(pairsOf(names)), weightOf.pair);
  spread(features, signsIn(normal, language.signs), weightOf.sign);
  return features;
};
