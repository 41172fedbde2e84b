import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { type Language, normalise } from './text.rules.js';

const data = new URL('../../data/', import.meta.url);
const readTable = <T extends z.ZodMiniType>(name: string, shape: T): Record<string, z.output<T>> =>
  z.parse(z.record(z.string(), shape), JSON.parse(readFileSync(new URL(name, data), 'utf8')));

/**
 * `syllables.json`: how the characters of GB 2312 are read, without tones; zh, ch, sh and a final ng are folded into z, c, s
 * and n, which half of the country does not tell apart. `concepts.json`: our own words for what residents speak of.
 * `empty-words.json`: places, people and calls, which alone say nothing of what is wrong.
 */
export const readLanguage = (): Language => ({
  sounds: new Map(
    Object.entries(readTable('syllables.json', z.string())).flatMap(([sound, chars]) =>
      Array.from(chars, (char): [string, string] => [char, sound]),
    ),
  ),
  concepts: Object.entries(readTable('concepts.json', z.array(z.string()))).map(([name, words]) => ({
    name,
    words: words.map(normalise).filter((word) => word !== ''),
  })),
  signs: Object.entries(readTable('signs.json', z.array(z.string()))).map(([name, patterns]) => ({
    name,
    patterns: patterns.map((pattern) => new RegExp(pattern, 'u')),
  })),
  emptyWords: Object.values(readTable('empty-words.json', z.array(z.string())))
    .flat()
    .map(normalise)
    .sort((a, b) => b.length - a.length),
});
