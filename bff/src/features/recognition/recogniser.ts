import { type Example, predict, type Regularisation, type SoftmaxModel, train } from './softmax.rules.js';
import { type Features, featuresOf, type Language, saysNothing } from './text.rules.js';
import type { TrainingSet } from './training.js';

export interface Recognition {
  /** The likeliest problem type, whatever the threshold. */
  typeId: string;
  /** 0..9999 */
  confidenceBp: number;
  top3: { typeId: string; confidenceBp: number }[];
  /** The likeliest emergency of that type (problem-types.json), with how sure; null: none is near. */
  emergency: { words: string; confidenceBp: number } | null;
}

/** Whatever tells the kind of trouble from a text; another method takes its place here (docs/decisions/0008). */
export interface Recogniser {
  /** Null for a text without a word that it knows. */
  recognise(text: string): Recognition | null;
}

/** Makes the classifiers as sure as they are right; found on held-out folds. */
export interface Calibration {
  /** Divides the scores: above 1 the classifier is surer than it is right. */
  typeTemperature: number;
  /** Platt's scaling of the log-odds of an emergency. */
  emergencySlope: number;
  emergencyShift: number;
}

const none = '';
/** An everyday word alone counts a third of a sentence. */
const wordWeight = 0.35;
/** Found on the folds: the types are better told with smaller weights, the emergencies with features left out. */
const forTypes: Regularisation = { decay: 0.003, dropout: 0 };
const forEmergencies: Regularisation = { decay: 0.001, dropout: 0.3 };
/** Below this an emergency is not worth a word. */
const leastEmergency = 0.02;
/** Never quite certain: a community that asks for 100 % leaves everything to a person. */
const toBp = (share: number): number => Math.min(9999, Math.max(0, Math.round(share * 10_000)));

const leastShare = 1e-9;
const sumOf = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);
const toOne = (shares: readonly number[]): number[] => {
  const sum = Math.max(leastShare, sumOf(shares));
  return shares.map((share) => share / sum);
};

const logOdds = (share: number): number => {
  const within = Math.min(1 - leastShare, Math.max(leastShare, share));
  return Math.log(within / (1 - within));
};
const shareOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

const calibrated = (share: number, { emergencySlope, emergencyShift }: Calibration): number =>
  shareOf(emergencySlope * logOdds(share) + emergencyShift);

export interface Models {
  types: SoftmaxModel;
  /** Its labels: none, and `type/words`. */
  emergencies: SoftmaxModel;
}

const labelOf = (typeId: string, words: string): string => `${typeId}/${words}`;
const typeOf = (label: string): string => label.slice(0, label.indexOf('/'));

export const trainModels = ({ sentences, words, typeIds, emergencies }: TrainingSet, language: Language): Models => {
  const heard = sentences.map((sentence) => ({ ...sentence, features: featuresOf(sentence.text, language) }));
  const fromWords: Example[] = words.map(({ word, typeId }) => ({
    features: featuresOf(word, language),
    label: typeId,
    weight: wordWeight,
  }));
  return {
    types: train(
      [...fromWords, ...heard.map(({ features, typeId }) => ({ features, label: typeId, weight: 1 }))],
      typeIds,
      forTypes,
    ),
    emergencies: train(
      heard.map(({ features, typeId, emergency }) => ({
        features,
        label: emergency === null ? none : labelOf(typeId, emergency),
        weight: 1,
      })),
      [none, ...emergencies.map(({ typeId, words: name }) => labelOf(typeId, name))],
      forEmergencies,
    ),
  };
};

/** What the classifiers say, before anything is calibrated. */
export interface Raw {
  types: readonly {
    typeId: string;
    share: number;
    /** Of all its emergencies together. */
    urgent: number;
    /** The likeliest of its emergencies. */
    words: string | null;
  }[];
  anyEmergency: number;
}

/** A long story may speak of danger in one breath of it: how much the most dangerous clause counts beside the whole. */
const clauseWeight = 0.6;
const leastStory = 15;
const leastClause = 4;

/** None for a text of one clause. */
const clausesOf = (text: string): string[] => {
  if (text.length < leastStory) return [];
  const clauses = text.split(/[，。！？!?,；;\s]+/u).filter((clause) => clause.length >= leastClause);
  return clauses.length > 1 ? clauses : [];
};

const emergencyShares = ({ emergencies }: Models, features: Features): { label: string; share: number }[] => {
  const { shares } = predict(emergencies, features);
  return emergencies.labels.map((label, at) => ({ label, share: shares[at] ?? 0 }));
};

const anyOf = (labels: readonly { label: string; share: number }[]): number =>
  sumOf(labels.filter(({ label }) => label !== none).map(({ share }) => share));

export const listen = (models: Models, language: Language, text: string): Raw | null => {
  if (saysNothing(text, language)) return null;
  const features = featuresOf(text, language);
  const types = predict(models.types, features);
  if (types.known === 0) return null;
  const labels = emergencyShares(models, features);
  const whole = anyOf(labels);
  const clauses = clausesOf(text).map((clause) => anyOf(emergencyShares(models, featuresOf(clause, language))));
  return {
    types: models.types.labels.map((typeId, at) => {
      const own = labels.filter(({ label }) => typeOf(label) === typeId).sort((a, b) => b.share - a.share);
      return {
        typeId,
        share: types.shares[at] ?? 0,
        urgent: sumOf(own.map(({ share }) => share)),
        words: own[0]?.label.slice(typeId.length + 1) ?? null,
      };
    }),
    anyEmergency:
      clauses.length > 0
        ? shareOf((1 - clauseWeight) * logOdds(whole) + clauseWeight * logOdds(Math.max(...clauses)))
        : whole,
  };
};

export const conclude = (raw: Raw, calibration: Calibration): Recognition | null => {
  const anyEmergency = calibrated(raw.anyEmergency, calibration);
  const plain = toOne(raw.types.map(({ share }) => share ** (1 / calibration.typeTemperature)));
  // An emergency says its type as well; both classifiers have to find it likely.
  const urgent = toOne(raw.types.map((one, at) => Math.sqrt(one.urgent * (plain[at] ?? 0))));
  const ranked = raw.types
    .map(({ typeId, words }, at) => ({
      typeId,
      words,
      share: (1 - anyEmergency) * (plain[at] ?? 0) + anyEmergency * (urgent[at] ?? 0),
    }))
    .sort((a, b) => b.share - a.share);
  const top3 = ranked.slice(0, 3).map(({ typeId, share }) => ({ typeId, confidenceBp: toBp(share) }));
  const [first] = ranked;
  if (!first) return null;
  return {
    typeId: first.typeId,
    confidenceBp: toBp(first.share),
    top3,
    emergency:
      first.words !== null && anyEmergency >= leastEmergency
        ? { words: first.words, confidenceBp: toBp(anyEmergency) }
        : null,
  };
};

export const createRecogniser = (models: Models, language: Language, calibration: Calibration): Recogniser => ({
  recognise: (text) => {
    const raw = listen(models, language, text);
    return raw && conclude(raw, calibration);
  },
});
