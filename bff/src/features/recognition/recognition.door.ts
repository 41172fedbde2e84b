import { newId } from '../../kernel/ids.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { readMedia as readUpload } from './commands/readMedia.js';
import { anonymise, type Correction, parseCorrections } from './corrections.rules.js';
import {
  calibrate,
  concludeAll,
  type EmergencyThreshold,
  emergencyThresholds,
  type Figures,
  figuresOf,
  listenToHeldOut,
} from './evaluation.js';
import { readLanguage } from './language.js';
import { localRecogniser } from './localRecogniser.js';
import { type Calibration, type Recognition, trainModels } from './recogniser.js';
import type { RecognitionSampleEntity } from './recognition.entity.js';
import { type Judgement, judge, type Thresholds } from './recognition.rules.js';
import { findStaffSamples, insertSample } from './recognition.store.js';
import { fingerprintOf, readProblemTypes, readTraining, type TrainingSet } from './training.js';
import { packModels } from './weights.js';

/** What other features may ask of the recogniser. */

/** What kind of trouble a text speaks of. Pure and local; null for a text without a word that it knows. */
export const recognise = (text: string): Recognition | null => localRecogniser().recognise(text);

/** Has an upload read by a provider, where one is set up; see the command. */
export const readMedia = readUpload;

/** What a text is good for under a policy: the type when it is sure enough, else a person decides (C2). */
export const judgeText = (text: string, thresholds: Thresholds): Judgement => judge(recognise(text), thresholds);

/** What was suggested for a request: from its words, or from its pictures where it has none. */
export const suggestionOf = (
  text: string | null,
  seen: { seenType: string | null; seenBp: number | null },
): Pick<RecognitionSampleEntity, 'source' | 'suggestedType' | 'confidenceBp'> => {
  const heard = text ? recognise(text) : null;
  if (heard) return { source: 'text', suggestedType: heard.typeId, confidenceBp: heard.confidenceBp };
  return seen.seenType === null
    ? { source: 'text', suggestedType: null, confidenceBp: null }
    : { source: 'picture', suggestedType: seen.seenType, confidenceBp: seen.seenBp };
};

/** Keeps what a person chose, for training; runs in the command's transaction. */
export const keepSample = (tx: Tx, sample: Omit<RecognitionSampleEntity, 'id'>): Promise<void> =>
  insertSample(tx, { ...sample, id: newId(sample.at) });

/** What people wrote, by request, with what is known of them. */
export type ReadWords = (communityId: string, ids: string[]) => Promise<Map<string, { text: string; known: string[] }>>;

/**
 * What staff chose otherwise than it was suggested, or as an emergency, as training sentences: the last decision of each
 * request, the words without anybody in them.
 */
export const readCorrections = async (reader: Reader, readWords: ReadWords): Promise<Correction[]> => {
  const last = new Map((await findStaffSamples(reader)).map((sample) => [sample.repairId, sample]));
  const corrected = [...last.values()].filter(
    (one) => one.suggestedType !== one.chosenType || one.chosenEmergency !== null,
  );
  const corrections: Correction[] = [];
  for (const communityId of new Set(corrected.map((one) => one.communityId))) {
    const own = corrected.filter((one) => one.communityId === communityId);
    const words = await readWords(
      communityId,
      own.map(({ repairId }) => repairId),
    );
    for (const { repairId, chosenType, chosenEmergency } of own) {
      const said = words.get(repairId);
      const text = said ? anonymise(said.text, said.known) : '';
      if (text !== '') corrections.push({ text, typeId: chosenType, emergency: chosenEmergency });
    }
  }
  return corrections;
};

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

interface Trained {
  calibration: Calibration & { trainedOn: string };
  weights: Buffer;
  /** On held-out folds, under the default policy. */
  figures: Figures;
  thresholds: EmergencyThreshold[];
  /** Of the corrections that were trained on too: how many types the present weights and the held-out folds get right. */
  corrections: { sentences: number; refused: number; rightBefore: number; rightHeldOut: number };
}

/** Those that the repository does not have already. */
const withCorrections = (set: TrainingSet, corrections: readonly Correction[]): TrainingSet => {
  const known = new Set(set.sentences.map(({ text }) => text));
  const fresh = corrections.filter(({ text }) => !known.has(text)).map((one) => ({ ...one, near: false }));
  return { ...set, sentences: [...set.sentences, ...fresh] };
};

/** Trains on every sentence of the repository and on what staff corrected (JSON lines), and calibrates on held-out folds of them. Takes half a minute. */
export const trainRecogniser = (lines: readonly string[] = []): Trained => {
  const own = readTraining();
  const { corrections, refused } = parseCorrections(lines, readProblemTypes());
  const set = withCorrections(own, corrections);
  const language = readLanguage();
  const listened = listenToHeldOut(set, language);
  const calibration = calibrate(listened);
  const heard = concludeAll(listened, calibration);
  const corrected = heard.filter(({ sentence }) => !own.sentences.some(({ text }) => text === sentence.text));
  return {
    calibration: { trainedOn: fingerprintOf(set, language), ...calibration },
    weights: packModels(trainModels(set, language)),
    figures: figuresOf(heard, defaultPolicy.recognition),
    thresholds: emergencyThresholds(heard),
    corrections: {
      sentences: corrected.length,
      refused,
      rightBefore: corrected.filter(({ sentence }) => recognise(sentence.text)?.typeId === sentence.typeId).length,
      rightHeldOut: corrected.filter((one) => one.heard?.typeId === one.sentence.typeId).length,
    },
  };
};
