import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '../policy/policy.door.js';
import { crossValidate, type Figures, figuresOf } from './evaluation.js';
import { localRecogniser, readCalibration } from './localRecogniser.js';
import { createRecogniser, trainModels } from './recogniser.js';
import { judgeText, recognise, sayRecognition } from './recognition.door.js';
import { readProblemTypes, readTraining, type Sentence } from './training.js';

const thresholds = defaultPolicy.recognition;

describe('the repository’s sentences', () => {
  const set = readTraining();

  it('speak of every type and of every emergency often enough', () => {
    for (const { id, emergency } of readProblemTypes()) {
      const own = set.sentences.filter(({ typeId }) => typeId === id);
      expect(own.filter((sentence) => sentence.emergency === null).length).toBeGreaterThanOrEqual(25);
      for (const words of emergency)
        expect(own.filter((sentence) => sentence.emergency === words).length).toBeGreaterThanOrEqual(8);
    }
  });

  it('are each there once', () => {
    const texts = set.sentences.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('on sentences that it was not trained on', () => {
  let folds: Figures;
  let unseen: Figures;
  beforeAll(() => {
    folds = figuresOf(crossValidate(readTraining(), readCalibration()), thresholds);
    const sentences: Omit<Sentence, 'near'>[] = JSON.parse(
      readFileSync(`${import.meta.dirname ?? __dirname}/unseen.fixture.json`, 'utf8'),
    );
    const heard = sentences.map((sentence) => ({
      sentence: { ...sentence, near: false },
      heard: localRecogniser().recognise(sentence.text),
    }));
    unseen = figuresOf(heard, thresholds);
  });

  it('finds the type on held-out folds', () => {
    expect(folds.top1).toBeGreaterThanOrEqual(0.8);
    expect(folds.top3).toBeGreaterThanOrEqual(0.94);
    expect(folds.typedRight).toBeGreaterThanOrEqual(0.87);
  });

  it('finds emergencies on held-out folds', () => {
    expect(folds.emergencyRecall).toBeGreaterThanOrEqual(0.76);
    expect(folds.emergencyHinted).toBeGreaterThanOrEqual(0.84);
    expect(folds.emergencyPrecision).toBeGreaterThanOrEqual(0.94);
    expect(folds.emergencyWords).toBeGreaterThanOrEqual(0.95);
  });

  it('is about as sure as it is right', () => {
    expect(folds.typeError).toBeLessThanOrEqual(0.06);
    expect(folds.emergencyError).toBeLessThanOrEqual(0.05);
  });

  it('holds on sentences that were written apart, with few of the usual words', () => {
    expect(unseen.top1).toBeGreaterThanOrEqual(0.7);
    expect(unseen.top3).toBeGreaterThanOrEqual(0.82);
    expect(unseen.emergencyRecall).toBeGreaterThanOrEqual(0.73);
    expect(unseen.emergencyPrecision).toBeGreaterThanOrEqual(0.92);
    expect(unseen.typeError).toBeLessThanOrEqual(0.11);
  });
});

describe('recognition', () => {
  it('is the same from the same sentences', () => {
    const again = createRecogniser(trainModels(readTraining()), readCalibration());
    for (const text of ['电梯里有人出不来', '下水道堵了', '物业费多少'])
      expect(again.recognise(text)).toEqual(recognise(text));
  });

  it.each([
    ['有人困在电梯里', 'lift', '困人'],
    ['水管爆了 水喷到天花板', 'plumbing', '爆管'],
    ['厨房好大的煤气味', 'gas', '闻到燃气味'],
    ['有人困在電梯裡', 'lift', '困人'],
  ])('raises %s', (text, typeId, emergency) => {
    expect(judgeText(text, thresholds)).toMatchObject({ typeId, emergency });
  });

  it.each(['上次爆管以后墙皮掉了', '电梯里的广告屏冒出来一块', '去年电梯困过人', '马桶堵了'])(
    'does not raise %s',
    (text) => {
      expect(judgeText(text, thresholds).emergency).toBeNull();
    },
  );

  it.each(['', '   ', '!!! 123', '😀😀', '\u{20000}\uD800', '\u0000'])('has nothing to say to %j', (text) => {
    expect(recognise(text)).toBeNull();
    expect(sayRecognition(text)).toEqual({ type: null, emergency: null, confidence: 0, top3: [] });
  });

  it('takes long texts, emoji and Latin letters in its stride', () => {
    const long = `${'我跟你说啊我家那个'.repeat(110)}水管漏水`.slice(-1000);
    for (const text of [long, '水管漏水😭😭', 'wifi 上不了网 router 坏了', '１２３号楼 电梯坏了']) {
      const found = recognise(text);
      expect(found?.top3).toHaveLength(3);
      expect(found?.confidenceBp).toBe(found?.top3[0]?.confidenceBp);
      for (const { confidenceBp } of found?.top3 ?? []) expect(confidenceBp).toBeLessThanOrEqual(10_000);
    }
  });
});
