import { type Calibration, conclude, listen, type Raw, type Recognition, trainModels } from './recogniser.js';
import type { Language } from './text.rules.js';
import type { Sentence, TrainingSet } from './training.js';

/** How right the recogniser is on sentences that it was not trained on. */

export interface Figures {
  sentences: number;
  top1: number;
  top3: number;
  /** Mean distance between how sure and how right, in ten bands of sureness. */
  typeError: number;
  emergencyError: number;
  /** At the policy's default threshold. */
  emergencyRecall: number;
  emergencyPrecision: number;
  /** Emergencies that are at least asked about. */
  emergencyHinted: number;
  /** Of those that are found: with the right words. */
  emergencyWords: number;
  /** At the policy's default threshold: how many get a type, and how many of these the right one. */
  typed: number;
  typedRight: number;
}

export interface Heard {
  sentence: Sentence;
  heard: Recognition | null;
}

const folds = 5;
const everyFold = Array.from({ length: folds }, (_, fold) => fold);

interface Listened {
  sentence: Sentence;
  raw: Raw | null;
}

/** Every fifth sentence of each list is held out in turn, and listened to by models that have not met it. */
export const listenToHeldOut = (set: TrainingSet, language: Language, which = everyFold): Listened[] =>
  which.flatMap((fold) => {
    const models = trainModels({ ...set, sentences: set.sentences.filter((_s, at) => at % folds !== fold) }, language);
    return set.sentences
      .filter((_s, at) => at % folds === fold)
      .map((sentence) => ({ sentence, raw: listen(models, language, sentence.text) }));
  });

export const concludeAll = (listened: readonly Listened[], calibration: Calibration): Heard[] =>
  listened.map(({ sentence, raw }) => ({ sentence, heard: raw && conclude(raw, calibration) }));

const bands = 10;

/** Expected calibration error. */
const calibrationError = (said: readonly { sure: number; right: boolean }[]): number => {
  let sum = 0;
  for (let band = 0; band < bands; band++) {
    const within = said.filter(({ sure }) => Math.min(bands - 1, Math.floor(sure * bands)) === band);
    const sure = within.reduce((total, one) => total + one.sure, 0);
    const right = within.filter((one) => one.right).length;
    sum += Math.abs(sure - right);
  }
  return said.length > 0 ? sum / said.length : 0;
};

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const sureOf = (bp: number | undefined): number => (bp ?? 0) / 10_000;

export const figuresOf = (
  all: readonly Heard[],
  at: { typeThresholdBp: number; emergencyThresholdBp: number; emergencyHintBp: number },
): Figures => {
  const isRight = ({ sentence, heard }: Heard): boolean => heard?.typeId === sentence.typeId;
  const emergencyBp = ({ heard }: Heard): number => heard?.emergency?.confidenceBp ?? 0;
  const real = all.filter(({ sentence }) => sentence.emergency !== null);
  const raised = all.filter((one) => emergencyBp(one) >= at.emergencyThresholdBp);
  const found = raised.filter(({ sentence }) => sentence.emergency !== null);
  const typed = all.filter(({ heard }) => (heard?.confidenceBp ?? 0) >= at.typeThresholdBp);
  return {
    sentences: all.length,
    top1: share(all.filter(isRight).length, all.length),
    top3: share(
      all.filter(({ sentence, heard }) => heard?.top3.some(({ typeId }) => typeId === sentence.typeId)).length,
      all.length,
    ),
    typeError: calibrationError(all.map((one) => ({ sure: sureOf(one.heard?.confidenceBp), right: isRight(one) }))),
    emergencyError: calibrationError(
      all.map((one) => ({ sure: sureOf(emergencyBp(one)), right: one.sentence.emergency !== null })),
    ),
    emergencyRecall: share(found.length, real.length),
    emergencyPrecision: share(found.length, raised.length),
    emergencyHinted: share(real.filter((one) => emergencyBp(one) >= at.emergencyHintBp).length, real.length),
    emergencyWords: share(
      found.filter(({ sentence, heard }) => heard?.emergency?.words === sentence.emergency).length,
      found.length,
    ),
    typed: share(typed.length, all.length),
    typedRight: share(typed.filter(isRight).length, typed.length),
  };
};

export interface EmergencyThreshold {
  bp: number;
  recall: number;
  precision: number;
}

/** What each threshold for emergencies would do: the policy's default is the lowest that is right about nine times in ten on the folds. */
export const emergencyThresholds = (all: readonly Heard[]): EmergencyThreshold[] => {
  const real = all.filter(({ sentence }) => sentence.emergency !== null);
  return steps(0.1, 0.5, 0.05).map((threshold) => {
    const bp = Math.round(threshold * 10_000);
    const raised = all.filter(({ heard }) => (heard?.emergency?.confidenceBp ?? 0) >= bp);
    const found = raised.filter(({ sentence }) => sentence.emergency !== null).length;
    return { bp, recall: share(found, real.length), precision: share(found, raised.length) };
  });
};

/** Wrong sureness costs more than wrong guesses: mean negative logarithm of the share of the truth (binary, of the first choice). */
const loss = (said: readonly { sure: number; right: boolean }[]): number =>
  said.reduce((sum, { sure, right }) => sum - Math.log(Math.max(0.01, right ? sure : 1 - sure)), 0);

const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.round((to - from) / by) + 1 }, (_, step) => Math.round((from + step * by) * 100) / 100);

/** The settings under which what was held out surprises the least. */
export const calibrate = (listened: readonly Listened[]): Calibration => {
  const best = (tried: readonly Calibration[], costOf: (all: Heard[]) => number): Calibration =>
    tried
      .map((calibration) => ({ calibration, cost: costOf(concludeAll(listened, calibration)) }))
      .reduce((a, b) => (b.cost < a.cost ? b : a)).calibration;
  const plain: Calibration = { typeTemperature: 1, emergencySlope: 1, emergencyShift: 0 };
  const emergencies = steps(0.3, 2.1, 0.2).flatMap((emergencySlope) =>
    steps(-0.5, 2, 0.25).map((emergencyShift) => ({ ...plain, emergencySlope, emergencyShift })),
  );
  const calibrated = best(emergencies, (all) =>
    loss(
      all.map(({ sentence, heard }) => ({
        sure: sureOf(heard?.emergency?.confidenceBp),
        right: sentence.emergency !== null,
      })),
    ),
  );
  const types = steps(0.3, 2, 0.1).map((typeTemperature) => ({ ...calibrated, typeTemperature }));
  return best(types, (all) =>
    loss(
      all.map(({ sentence, heard }) => ({
        sure: sureOf(heard?.confidenceBp),
        right: heard?.typeId === sentence.typeId,
      })),
    ),
  );
};
