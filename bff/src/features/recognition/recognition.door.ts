import { newId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { calibrate, crossValidate, type Figures, figuresOf } from './evaluation.js';
import { localRecogniser } from './localRecogniser.js';
import type { Calibration, Recognition } from './recogniser.js';
import type { RecognitionSampleEntity } from './recognition.entity.js';
import { type Judgement, judge, type Thresholds } from './recognition.rules.js';
import { insertSample } from './recognition.store.js';
import { readTraining } from './training.js';

/** What other features may ask of the recogniser. */

/** What kind of trouble a text speaks of. Pure and local; null for a text without a word that it knows. */
export const recognise = (text: string): Recognition | null => localRecogniser().recognise(text);

/** What a text is good for under a policy: the type when it is sure enough, else a person decides (C2). */
export const judgeText = (text: string, thresholds: Thresholds): Judgement => judge(recognise(text), thresholds);

/** Keeps what a person chose, for training; runs in the command's transaction. */
export const keepSample = (tx: Tx, sample: Omit<RecognitionSampleEntity, 'id'>): Promise<void> =>
  insertSample(tx, { ...sample, id: newId(sample.at) });

interface SaidRecognition {
  /** The likeliest type; null for a text without a word that is known. */
  type: string | null;
  /** Sure enough under the default policy. */
  emergency: string | null;
  /** 0..1 */
  confidence: number;
  top3: { type: string; confidence: number }[];
}

/** A recognition as `npm run recognise` says it. */
export const sayRecognition = (text: string): SaidRecognition => {
  const { emergency, top3 } = judgeText(text, defaultPolicy.recognition);
  const said = top3.map(({ typeId, confidenceBp }) => ({ type: typeId, confidence: confidenceBp / 10_000 }));
  return { type: said[0]?.type ?? null, emergency, confidence: said[0]?.confidence ?? 0, top3: said };
};

/** Calibrates on held-out folds and says how right it is there, under the default policy. Takes a while. */
export const reportTraining = (): { calibration: Calibration; figures: Figures } => {
  const set = readTraining();
  const calibration = calibrate(set);
  return { calibration, figures: figuresOf(crossValidate(set, calibration), defaultPolicy.recognition) };
};
