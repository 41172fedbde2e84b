import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { z } from 'shared-types/schemas';
import { defaultPolicy } from '../policy/policy.door.js';
import { decide, type Known, synonyms } from './knowledge.js';
import { featuresOf, indexOf, isSure, search } from './retrieval.rules.js';

/**
 * How well the community's knowledge answers questions whose words its articles do not have. They were written by whoever
 * wrote the articles and the synonyms: the true figures with strangers will be lower, and bounds leave room for that.
 */

const read = <T extends z.ZodMiniType>(path: string, shape: T): z.output<T> =>
  z.parse(shape, JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')));

const Article = z.object({
  key: z.string(),
  title: z.string(),
  questions: z.array(z.string()),
  answer: z.string(),
  source: z.string(),
});
const articles = read('../../data/articles.json', z.array(Article));
const asked = read('./unseen.fixture.json', z.array(z.tuple([z.string(), z.nullable(z.string())])));

const known: Known[] = articles.map(({ key, title, questions, answer, source }) => ({
  doc: { id: key, asked: [title, ...questions], text: answer },
  source: { kind: 'article', id: key, name: source, title, text: answer, link: null },
}));
const index = indexOf(
  known.map(({ doc }) => doc),
  synonyms,
);
const threshold = defaultPolicy.inquiry.sureBp / 10_000;
const results = asked.map(([question, key]) => {
  const hits = search(index, question, synonyms);
  return { question, key, ids: hits.map(({ id }) => id), answer: decide(known, hits, threshold) };
});
const answerable = results.filter(({ key }) => key !== null);
const shareOf = <T>(list: readonly T[], fits: (one: T) => boolean): number => list.filter(fits).length / list.length;

describe('questions that nobody wrote into an article', () => {
  it('are many, of every article, and some that nothing answers', () => {
    expect(asked.length).toBeGreaterThanOrEqual(150);
    expect(new Set(answerable.map(({ key }) => key))).toEqual(new Set(articles.map(({ key }) => key)));
    expect(asked.length - answerable.length).toBeGreaterThanOrEqual(30);
    const own = new Set(articles.flatMap(({ title, questions }) => [title, ...questions]));
    expect(asked.filter(([question]) => own.has(question))).toEqual([]);
  });

  it('find their article: first in nine of ten, among the first three nearly always', () => {
    expect(shareOf(answerable, ({ key, ids }) => ids[0] === key)).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(answerable, ({ key, ids }) => ids.includes(key ?? ''))).toBeGreaterThanOrEqual(0.97);
  });

  it('are answered where it is sure, and hardly ever wrongly', () => {
    expect(shareOf(answerable, ({ answer }) => answer.source !== null)).toBeGreaterThanOrEqual(0.65);
    const wrong = results.filter(({ key, answer }) => answer.source !== null && answer.source.id !== key);
    expect(wrong.length / results.length).toBeLessThanOrEqual(0.04);
  });

  it('what is not sure offers what might be meant', () => {
    const unsure = answerable.filter(({ answer }) => answer.source === null);
    const offered = shareOf(unsure, ({ key, answer }) => answer.maybe.some(({ id }) => id === key));
    expect(offered).toBeGreaterThanOrEqual(0.85);
  });
});

it('sees words, pairs and meanings, whatever the width, case and marks', () => {
  expect(featuresOf('ＣＰＵ？', new Map())).toEqual(featuresOf('cpu', new Map()));
  expect(featuresOf('车位', new Map([['parking', ['车位']]]))).toEqual(expect.arrayContaining(['p:车位', 'm:parking']));
  expect(featuresOf('请问怎么', new Map())).toEqual([]);
});

it('a rarer word says more than one that stands everywhere', () => {
  const docs = ['甲方装修', '乙方装修', '丙方装修'].map((text, at) => ({ id: String(at), asked: [text], text }));
  expect(search(indexOf(docs, new Map()), '乙方装修', new Map())[0]?.id).toBe('1');
});

it.each([
  ['nothing', [], false],
  ['too little of the question', [{ id: 'a', score: 1, confidence: 0.2 }], false],
  ['enough, and nothing else', [{ id: 'a', score: 1, confidence: 0.3 }], true],
  [
    'enough, and another nearly as well',
    [
      { id: 'a', score: 1, confidence: 0.3 },
      { id: 'b', score: 0.95, confidence: 0.3 },
    ],
    false,
  ],
])('is sure only of what speaks of it: %s', (_title, hits, sure) => expect(isSure(hits, 0.25, 0.1)).toBe(sure));

it('never throws, never is surer than certain, and gives the best first', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (question) => {
      const hits = search(index, question, synonyms);
      for (const [at, hit] of hits.entries()) {
        expect(hit.confidence).toBeGreaterThanOrEqual(0);
        expect(hit.confidence).toBeLessThanOrEqual(1);
        expect(hit.score).toBeLessThanOrEqual(hits[at - 1]?.score ?? Number.POSITIVE_INFINITY);
      }
    }),
    { numRuns: 1000 },
  );
});
