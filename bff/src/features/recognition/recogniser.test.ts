import { readFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { defaultPolicy } from '../policy/policy.door.js';
import { concludeAll, type Figures, figuresOf, listenToHeldOut } from './evaluation.js';
import { readLanguage } from './language.js';
import { localRecogniser, readCalibration } from './localRecogniser.js';
import { createRecogniser, trainModels } from './recogniser.js';
import { judgeText, recognise, sayRecognition } from './recognition.door.js';
import type { SoftmaxModel } from './softmax.rules.js';
import { normalise } from './text.rules.js';
import { fingerprintOf, readProblemTypes, readTraining, type Sentence } from './training.js';
import { packModels, unpackModels } from './weights.js';

const thresholds = defaultPolicy.recognition;
const tiny: SoftmaxModel = {
  labels: ['a'],
  rows: new Map([['水', 0]]),
  weights: Float64Array.of(1),
  bias: Float64Array.of(0),
};

/** Written apart from the training sentences, which may not be written after them. */
const readApart = (name: string): Omit<Sentence, 'near'>[] =>
  JSON.parse(readFileSync(`${import.meta.dirname ?? __dirname}/${name}.fixture.json`, 'utf8'));
const readUnseen = () => readApart('unseen');
/** A second such set, written later as people speak: nothing was ever chosen by it. */
const readSpoken = () => readApart('unseenSpoken');
/** A third, two fifths of it danger or what sounds like it: written before the newest training sentences, by the same hand. */
const readScenes = () => readApart('unseenScenes');

const figuresApart = (sentences: readonly Omit<Sentence, 'near'>[]): Figures =>
  figuresOf(
    sentences.map((sentence) => ({
      sentence: { ...sentence, near: false },
      heard: localRecogniser().recognise(sentence.text),
    })),
    thresholds,
  );

describe('the repository’s sentences', () => {
  const set = readTraining();

  it('speak of every type and of every emergency often enough', () => {
    for (const { id, emergency } of readProblemTypes()) {
      const own = set.sentences.filter(({ typeId }) => typeId === id);
      expect(own.filter((sentence) => sentence.emergency === null).length).toBeGreaterThanOrEqual(120);
      for (const words of emergency)
        expect(own.filter((sentence) => sentence.emergency === words).length).toBeGreaterThanOrEqual(50);
    }
  });

  it('are each there once, and none of those that were written apart', () => {
    const texts = [...set.sentences, ...readUnseen(), ...readSpoken(), ...readScenes()].map(({ text }) =>
      normalise(text).replaceAll(' ', ''),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('are those that the weights were trained on: else run `npm run recognise:train`', () => {
    expect(readCalibration().trainedOn).toBe(fingerprintOf(set, readLanguage()));
  });
});

describe('on sentences that it was not trained on', () => {
  let held: Figures;
  let unseen: Figures;
  let spoken: Figures;
  let scenes: Figures;
  beforeAll(() => {
    // One fold of the five that `npm run recognise:train` goes through.
    held = figuresOf(concludeAll(listenToHeldOut(readTraining(), readLanguage(), [0]), readCalibration()), thresholds);
    unseen = figuresApart(readUnseen());
    spoken = figuresApart(readSpoken());
    scenes = figuresApart(readScenes());
  }, 120_000);

  it('finds the type on a held-out fold', () => {
    expect(held.top1).toBeGreaterThanOrEqual(0.84);
    expect(held.top3).toBeGreaterThanOrEqual(0.96);
    expect(held.typedRight).toBeGreaterThanOrEqual(0.9);
  });

  it('finds emergencies on a held-out fold', () => {
    expect(held.emergencyRecall).toBeGreaterThanOrEqual(0.89);
    expect(held.emergencyHinted).toBeGreaterThanOrEqual(0.96);
    expect(held.emergencyPrecision).toBeGreaterThanOrEqual(0.88);
    expect(held.emergencyWords).toBeGreaterThanOrEqual(0.93);
  });

  it('is about as sure as it is right', () => {
    expect(held.typeError).toBeLessThanOrEqual(0.04);
    expect(held.emergencyError).toBeLessThanOrEqual(0.04);
  });

  it('holds on sentences that were written apart, with few of the usual words', () => {
    expect(unseen.top1).toBeGreaterThanOrEqual(0.9);
    expect(unseen.top3).toBeGreaterThanOrEqual(0.97);
    expect(unseen.emergencyRecall).toBeGreaterThanOrEqual(0.97);
    expect(unseen.emergencyHinted).toBeGreaterThanOrEqual(0.99);
    expect(unseen.emergencyPrecision).toBeGreaterThanOrEqual(0.88);
    expect(unseen.typeError).toBeLessThanOrEqual(0.05);
    expect(unseen.emergencyError).toBeLessThanOrEqual(0.05);
  });

  it('holds on a second set that nothing was chosen by', () => {
    expect(spoken.top1).toBeGreaterThanOrEqual(0.92);
    expect(spoken.top3).toBeGreaterThanOrEqual(0.98);
    expect(spoken.emergencyRecall).toBeGreaterThanOrEqual(0.98);
    expect(spoken.emergencyHinted).toBeGreaterThanOrEqual(0.99);
    expect(spoken.emergencyPrecision).toBeGreaterThanOrEqual(0.93);
    expect(spoken.typeError).toBeLessThanOrEqual(0.06);
    expect(spoken.emergencyError).toBeLessThanOrEqual(0.05);
  });

  it('holds on a third set, of other scenes', () => {
    expect(scenes.top1).toBeGreaterThanOrEqual(0.95);
    expect(scenes.top3).toBeGreaterThanOrEqual(0.98);
    expect(scenes.emergencyRecall).toBeGreaterThanOrEqual(0.99);
    expect(scenes.emergencyPrecision).toBeGreaterThanOrEqual(0.95);
    expect(scenes.typeError).toBeLessThanOrEqual(0.05);
    expect(scenes.emergencyError).toBeLessThanOrEqual(0.05);
  });

  it('takes less than five milliseconds a sentence', () => {
    const sentences = readUnseen();
    const started = process.cpuUsage().user;
    for (const { text } of sentences) recognise(text);
    expect((process.cpuUsage().user - started) / 1000 / sentences.length).toBeLessThan(5);
  });
});

describe('recognition', () => {
  it('is the same from the same sentences, and from the file that keeps it', () => {
    const set = readTraining();
    const some = { ...set, sentences: set.sentences.filter((_sentence, at) => at % 10 === 0), words: [] };
    const [models, again] = [trainModels(some, readLanguage()), trainModels(some, readLanguage())];
    expect(packModels(again).equals(packModels(models))).toBe(true);
    const recognisers = [models, unpackModels(packModels(models))].map((one) =>
      createRecogniser(one, readLanguage(), readCalibration()),
    );
    for (const text of ['电梯里有人出不来', '下水道堵了', '物业费多少']) {
      const [trained, kept] = recognisers.map((one) => one.recognise(text));
      expect(kept?.typeId).toBe(trained?.typeId);
      expect(Math.abs((kept?.confidenceBp ?? 0) - (trained?.confidenceBp ?? 0))).toBeLessThan(200);
    }
  });

  it('does not read a file that was cut or has more than the weights', () => {
    const broken = brotliCompressSync(
      Buffer.concat([brotliDecompressSync(packModels({ types: tiny, emergencies: tiny })), Buffer.from([0])]),
    );
    expect(() => unpackModels(broken)).toThrow('broken');
  });

  it.each([
    ['水漫金山了，主水管接头崩了', 'plumbing'],
    ['孩子手被电梯门夹了', 'lift'],
    ['楼上洗澡我家厕所顶滴水', 'leakage'],
    ['洗手台下面的水管渗水', 'plumbing'],
    ['殿梯门关不上了', 'lift'],
    ['俺家水龙头关不住嘞', 'plumbing'],
  ])('knows what %s speaks of', (text, typeId) => {
    expect(judgeText(text, thresholds).typeId).toBe(typeId);
  });

  it.each([
    ['有人困在电梯里', 'lift', '困人'],
    ['水管爆了 水喷到天花板', 'plumbing', '爆管'],
    ['厨房好大的煤气味', 'gas', '闻到燃气味'],
    ['有人困在電梯裡', 'lift', '困人'],
    ['两件事，一个是楼道灯坏了好几天没人修，一个是现在七楼窗户往外冒火', 'fire', '着火'],
    ['电梯停了出不来怎么办', 'lift', '困人'],
    ['上次修过的水管今天又爆了，水喷了一厨房', 'plumbing', '爆管'],
  ])('raises %s', (text, typeId, emergency) => {
    expect(judgeText(text, thresholds)).toMatchObject({ typeId, emergency });
  });

  it.each([
    '气得我要爆炸了 水还是这么小',
    '水费爆表了',
    '上次爆管以后墙皮掉了',
    '电梯里的广告屏冒出来一块',
    '去年电梯困过人',
    '马桶堵了',
    '电梯里广告太吵',
    '水费是不是漏算了',
    '燃气表没电了',
    '昨天漏水已经修好了',
    '快递员被困在门口让他进来',
    '热死了',
    '以为着火，原来是放烟花',
  ])('does not raise %s', (text) => {
    expect(judgeText(text, thresholds).emergency).toBeNull();
  });

  it.each(['', '   ', '!!! 123', '😀😀', '\u{20000}\uD800', '\u0000'])('has nothing to say to %j', (text) => {
    expect(recognise(text)).toBeNull();
    expect(sayRecognition(text)).toEqual({ type: null, emergency: null, confidence: 0, top3: [] });
  });

  it.each(['厨房', '厨房那边', '快来人', '师傅快来看看', '3栋2单元楼道里', '你好，在吗', '老人一个人在家里'])(
    'says nothing of "%s", which says nothing of what is wrong',
    (text) => expect(localRecogniser().recognise(text)).toBeNull(),
  );

  it.each([
    ['厨房好多水', 'plumbing'],
    ['客厅一地水，快来人', 'plumbing'],
    ['楼道里没电', 'electrical'],
  ])('still hears what "%s" says in few words', (text, type) =>
    expect(localRecogniser().recognise(text)?.typeId).toBe(type),
  );

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
