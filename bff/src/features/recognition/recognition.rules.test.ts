import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Recognition } from './recogniser.js';
import { judge } from './recognition.rules.js';
import { emergencyFeatures, normalise, typeFeatures } from './text.rules.js';

const thresholds = { typeThresholdBp: 6000, emergencyThresholdBp: 7000, emergencyHintBp: 3500 };
const heard = (typeBp: number, emergencyBp: number | null): Recognition => ({
  typeId: 'lift',
  confidenceBp: typeBp,
  top3: [{ typeId: 'lift', confidenceBp: typeBp }],
  emergency: emergencyBp === null ? null : { words: '困人', confidenceBp: emergencyBp },
});

describe('what a recognition is good for', () => {
  it.each([
    ['a sure type and a sure emergency', 6000, 7000, 'lift', '困人', null],
    ['a type that is not sure enough', 5999, 6999, null, null, '困人'],
    ['an emergency that is worth a question', 9000, 3500, 'lift', null, '困人'],
    ['an emergency that is not', 9000, 3499, 'lift', null, null],
    ['no emergency at all', 9000, null, 'lift', null, null],
  ])('%s', (_title, typeBp, emergencyBp, typeId, emergency, emergencyHint) => {
    expect(judge(heard(typeBp, emergencyBp), thresholds)).toMatchObject({ typeId, emergency, emergencyHint });
  });

  it('leaves everything to a person when nothing is known', () => {
    expect(judge(null, thresholds)).toEqual({
      typeId: null,
      confidenceBp: null,
      emergency: null,
      emergencyHint: null,
      top3: [],
    });
  });

  it('never both raises and asks, and never types below the threshold', () => {
    const bp = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(bp, fc.option(bp), bp, bp, bp, (typeBp, emergencyBp, typeThresholdBp, sure, hint) => {
        const judged = judge(heard(typeBp, emergencyBp), {
          typeThresholdBp,
          emergencyThresholdBp: sure,
          emergencyHintBp: hint,
        });
        expect(judged.emergency !== null && judged.emergencyHint !== null).toBe(false);
        expect(judged.typeId !== null).toBe(typeBp >= typeThresholdBp);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a text as features', () => {
  it('reads traditional characters, wide letters and punctuation as plain ones', () => {
    expect(normalise('電梯裡有人被困，快來！ＷＩＦＩ')).toBe('电梯里有人被困 快来 wifi');
  });

  it('counts the words of a type once each', () => {
    const lexicon = new Map([
      ['水管', ['plumbing']],
      ['漏水', ['plumbing', 'leakage']],
    ]);
    const features = typeFeatures('水管漏水 水管', lexicon);
    expect(features.get('type:plumbing')).toBeCloseTo(0.8);
    expect(features.get('type:leakage')).toBeCloseTo(0.6);
    expect(features.get('type:lift')).toBeUndefined();
  });

  it('holds a clear word back beside the past, a denial or mere talk', () => {
    expect([...emergencyFeatures('水管爆管了快来').keys()]).toContain('clear:爆管');
    for (const text of ['上次爆管以后墙皮掉了', '没有爆管', '担心爆管'])
      expect([...emergencyFeatures(text).keys()]).toContain('held:爆管');
  });

  it('takes any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const sum = [...emergencyFeatures(text).values()].every((value) => value > 0 && value <= 1);
        expect(sum).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
