import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { type Language, normalise } from './text.rules.js';

/** The repository's own sentences, read once; a broken file stops whoever trains. */

const data = new URL('../../data/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, data), 'utf8'));

const ProblemTypes = z.object({
  types: z.array(z.object({ id: z.string(), name: z.string(), emergency: z.array(z.string()) })),
});

const sentences = z.array(z.string());
const TypeTraining = z.object({
  /** Everyday words of this kind of trouble. */
  words: sentences,
  plain: sentences,
  emergencies: z.record(z.string(), sentences),
  /** What sounds like an emergency and is none. */
  near: sentences,
});

export interface Sentence {
  text: string;
  typeId: string;
  /** The words of problem-types.json. */
  emergency: string | null;
  near: boolean;
}

export interface TrainingSet {
  sentences: Sentence[];
  typeIds: string[];
  /** Everyday words, each with a type that it speaks of. */
  words: { word: string; typeId: string }[];
  emergencies: { typeId: string; words: string }[];
}

export const readProblemTypes = (): z.infer<typeof ProblemTypes>['types'] =>
  z.parse(ProblemTypes, readJson('problem-types.json')).types;

export const readTraining = (): TrainingSet => {
  const set: TrainingSet = { sentences: [], typeIds: [], words: [], emergencies: [] };
  for (const { id: typeId, name, emergency: known } of readProblemTypes()) {
    const training = z.parse(TypeTraining, readJson(`training/${typeId}.json`));
    set.typeIds.push(typeId);
    for (const word of new Set([name, ...training.words].map(normalise))) set.words.push({ word, typeId });
    set.emergencies.push(...known.map((words) => ({ typeId, words })));
    for (const text of training.plain) set.sentences.push({ text, typeId, emergency: null, near: false });
    for (const text of training.near) set.sentences.push({ text, typeId, emergency: null, near: true });
    for (const [words, texts] of Object.entries(training.emergencies)) {
      if (!known.includes(words)) throw new Error(`training/${typeId}.json: ${words} is no emergency of this type`);
      for (const text of texts) set.sentences.push({ text, typeId, emergency: words, near: false });
    }
  }
  return set;
};

/** Tells whether the weights in the repository are of the sentences in the repository. */
export const fingerprintOf = (set: TrainingSet, { sounds, concepts, signs }: Language): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        set,
        [...sounds],
        concepts,
        signs.map(({ name, patterns }) => [name, patterns.map(({ source }) => source)]),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
