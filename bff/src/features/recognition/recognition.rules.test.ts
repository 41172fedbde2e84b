import fc from 'fast-check';
import type { Recognition } from './recogniser.js';
import { judge } from './recognition.rules.js';
import { featuresOf, type Language, normalise } from './text.rules.js';

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

  const language: Language = {
    sounds: new Map([
      ['梯', 'ti'],
      ['题', 'ti'],
      ['电', 'dian'],
      ['殿', 'dian'],
    ]),
    concepts: [
      { name: 'lift', words: ['电梯', '梯子'] },
      { name: 'past', words: ['上次'] },
      { name: 'trapped', words: ['困', '出不来'] },
    ],
    signs: [],
    emptyWords: [],
  };

  it('are its characters, its neighbours and how they sound', () => {
    const heard = [...featuresOf('电梯', language).keys()];
    expect(heard).toEqual(['电', '梯', '电梯', 'dian ti', '#lift']);
    expect([...featuresOf('殿题', language).keys()]).toContain('dian ti');
  });

  it('are its concepts, each once, and which of them stand together', () => {
    const heard = featuresOf('上次梯子困人 电梯 出不来', language);
    expect([...heard.keys()].filter((feature) => feature.startsWith('#'))).toEqual([
      '#lift',
      '#past',
      '#trapped',
      '#lift+past',
      '#lift+trapped',
      '#past+trapped',
    ]);
  });

  it('weigh the same in a long story and in a cry', () => {
    const lengthOf = (text: string) =>
      [...featuresOf(text, { sounds: new Map(), concepts: [], signs: [], emptyWords: [] })]
        .filter(([feature]) => !feature.includes(' '))
        .reduce((sum, [, weight]) => sum + weight * weight, 0);
    expect(lengthOf('水管爆了')).toBeCloseTo(1);
    expect(lengthOf('我跟你说啊今天早上我家厨房的那根水管它突然就爆了')).toBeCloseTo(1);
  });

  it('can be taken of any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const within = [...featuresOf(text, language).values()].every((value) => value > 0 && value <= 1);
        expect(within).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
