/** Finds what answers a question: words, pairs of characters and meanings, weighed by how rare they are (BM25). Pure. */

/** Words of one meaning, by its name. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** What carries no meaning of its own: asked in nearly every question. */
const empty = new Set(
  '的 了 吗 呢 吧 啊 呀 么 嘛 不 没 有 是 在 我 我们 你 你们 他 她 它 这 那 这个 那个 一 个 一个 就 都 也 还 要 能 可以 会 给 把 被 让 和 跟 与 到 从 去 来 上 下 里 想 请 请问 什么 哪 哪里 哪儿 谁 吗 行 可 不可以 能不能 行不行 有没有 是不是 怎么 如何 咋 怎样 怎么办 多少 几 好 很 太 再 又 才 只 得 地 着 过 之 其 等 或 及'.split(
    ' ',
  ),
);

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

interface Part {
  text: string;
  /** Carries a meaning of its own. */
  says: boolean;
}

/** Characters that stand side by side, at least one of them in a word that says something. */
const pairsOf = (parts: readonly Part[]): string[] => {
  const letters = parts.flatMap(({ text, says }) => [...text].map((letter) => ({ letter, says })));
  return letters.slice(1).flatMap((next, at) => {
    const before = letters[at];
    const isPair = before && before.letter !== ' ' && next.letter !== ' ' && (before.says || next.says);
    return isPair ? [`${before.letter}${next.letter}`] : [];
  });
};

/** A text as what it is compared by: word `w:`, pair of characters `p:`, meaning `m:`. Each counts as often as it stands. */
export const featuresOf = (text: string, synonyms: Synonyms): string[] => {
  const plain = normal(text);
  const parts = [...segmenter.segment(plain)].map(({ segment, isWordLike }) => ({
    text: segment,
    says: isWordLike === true && !empty.has(segment),
  }));
  const words = parts.filter(({ says }) => says).map(({ text: word }) => word);
  const pairs = pairsOf(parts);
  const meanings = [...synonyms].flatMap(([name, list]) => (list.some((word) => plain.includes(word)) ? [name] : []));
  return [
    ...words.map((word) => `w:${word}`),
    ...pairs.map((pair) => `p:${pair}`),
    ...meanings.map((meaning) => `m:${meaning}`),
  ];
};

export interface Doc {
  id: string;
  /** What people would ask, the title among them: weighs more than the text. */
  asked: readonly string[];
  text: string;
}

interface Indexed {
  id: string;
  asked: ReadonlyMap<string, number>[];
  text: ReadonlyMap<string, number>;
  length: number;
}

export interface Index {
  docs: readonly Indexed[];
  /** In how many documents a feature stands. */
  spread: ReadonlyMap<string, number>;
  meanLength: number;
}

const countsOf = (features: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
};

export const indexOf = (docs: readonly Doc[], synonyms: Synonyms): Index => {
  const indexed = docs.map(({ id, asked, text }) => {
    const features = featuresOf(text, synonyms);
    return {
      id,
      asked: asked.map((one) => countsOf(featuresOf(one, synonyms))),
      text: countsOf(features),
      length: features.length,
    };
  });
  const spread = new Map<string, number>();
  for (const { asked, text } of indexed)
    for (const feature of new Set([...asked.flatMap((one) => [...one.keys()]), ...text.keys()]))
      spread.set(feature, (spread.get(feature) ?? 0) + 1);
  const meanLength = indexed.reduce((sum, { length }) => sum + length, 0) / Math.max(1, indexed.length);
  return { docs: indexed, spread, meanLength };
};

/** How much each kind of feature says. */
const kindWeights: Record<string, number> = { w: 1, p: 0.6, m: 1.6 };
const weightOf = (feature: string): number => kindWeights[feature[0] ?? ''] ?? 0;

const rarity = (index: Index, feature: string): number => {
  const n = index.docs.length;
  const at = index.spread.get(feature) ?? 0;
  return Math.log(1 + (n - at + 0.5) / (at + 0.5)) * weightOf(feature);
};

const k1 = 1.2;
const b = 0.75;
/** The text of an answer speaks of more than what it answers. */
const textShare = 0.45;

export interface Hit {
  id: string;
  score: number;
  /** 0–1: how much of what was asked it speaks of, each part by its rarity. */
  confidence: number;
}

const totalOf = (index: Index, features: Iterable<string>): number => {
  let total = 0;
  for (const feature of features) total += rarity(index, feature);
  return total;
};

/** The documents that speak of the question, the best first. */
export const search = (index: Index, question: string, synonyms: Synonyms, most = 3): Hit[] => {
  const asked = new Set(featuresOf(question, synonyms));
  const whole = totalOf(index, asked);
  if (whole === 0) return [];
  const hits = index.docs.map((doc) => {
    let text = 0;
    let spoken = 0;
    for (const feature of asked) {
      const weight = rarity(index, feature);
      const times = doc.text.get(feature) ?? 0;
      const share = (times * (k1 + 1)) / (times + k1 * (1 - b + (b * doc.length) / Math.max(1, index.meanLength)));
      text += weight * share;
      if (times > 0 || doc.asked.some((one) => one.has(feature))) spoken += weight;
    }
    let form = 0;
    for (const one of doc.asked) {
      let common = 0;
      for (const feature of asked) if (one.has(feature)) common += rarity(index, feature);
      // What the form speaks of and the question does not counts against it, but less than what both share.
      const own = totalOf(index, one.keys());
      form = Math.max(form, common / Math.sqrt(whole * Math.max(own, 1)));
    }
    const score = form + (textShare * text) / whole;
    return { id: doc.id, score, confidence: (spoken / whole) * 0.5 + form * 0.5 };
  });
  return hits
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, most);
};

/** Sure enough to answer: it speaks of enough of the question, and the next one does not nearly as well. */
export const isSure = ([first, second]: readonly Hit[], threshold: number, lead: number): boolean =>
  first !== undefined &&
  first.confidence >= threshold &&
  (second === undefined || first.score - second.score >= lead * first.score);
