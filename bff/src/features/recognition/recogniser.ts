import { type Example, predict, type SoftmaxModel, train } from './softmax.rules.js';
import { emergencyFeatures, type Lexicon, typeFeatures } from './text.rules.js';
import type { TrainingSet } from './training.js';

export interface Recognition {
  /** The likeliest problem type, whatever the threshold. */
  typeId: string;
  /** 0..10000 */
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
/** Below this an emergency is not worth a word. */
const leastEmergency = 0.02;
const toBp = (share: number): number => Math.min(10_000, Math.max(0, Math.round(share * 10_000)));

const leastShare = 1e-9;

const calibrated = (share: number, { emergencySlope, emergencyShift }: Calibration): number => {
  const within = Math.min(1 - leastShare, Math.max(leastShare, share));
  return 1 / (1 + Math.exp(-(emergencySlope * Math.log(within / (1 - within)) + emergencyShift)));
};

export interface Models {
  types: SoftmaxModel;
  emergencies: SoftmaxModel;
  lexicon: Lexicon;
}

export const trainModels = ({ sentences, lexicon, typeIds, emergencies }: TrainingSet): Models => {
  const words: Example[] = [...lexicon].flatMap(([word, ofTypes]) =>
    ofTypes.map((label) => ({ features: typeFeatures(word, lexicon), label, weight: wordWeight })),
  );
  return {
    lexicon,
    types: train(
      [...words, ...sentences.map((s) => ({ features: typeFeatures(s.text, lexicon), label: s.typeId, weight: 1 }))],
      typeIds,
    ),
    emergencies: train(
      sentences.map((s) => ({
        features: emergencyFeatures(s.text),
        label: s.emergency ? `${s.typeId}/${s.emergency}` : none,
        weight: 1,
      })),
      [none, ...emergencies.map(({ typeId, words: name }) => `${typeId}/${name}`)],
    ),
  };
};

export const createRecogniser = (models: Models, calibration: Calibration): Recogniser => ({
  recognise: (text) => {
    const types = predict(models.types, typeFeatures(text, models.lexicon), calibration.typeTemperature);
    if (types.known === 0) return null;
    const { shares } = predict(models.emergencies, emergencyFeatures(text), 1);
    const raw = 1 - (shares.get(none) ?? 0);
    const anyEmergency = calibrated(raw, calibration);
    const found = [...shares]
      .filter(([label]) => label !== none)
      .map(([label, share]): [string, number] => [label, (share * anyEmergency) / Math.max(raw, leastShare)]);
    // What is an emergency says its type as well: where one is likelier than none, it has a say.
    const pull = Math.max(0, 2 * anyEmergency - 1);
    const mixed = new Map([...types.shares].map(([typeId, share]) => [typeId, share * (1 - pull)]));
    for (const [label, share] of found) {
      const typeId = label.slice(0, label.indexOf('/'));
      mixed.set(typeId, (mixed.get(typeId) ?? 0) + (share * pull) / anyEmergency);
    }
    const ranked = [...mixed].sort(([, a], [, b]) => b - a);
    const top3 = ranked.slice(0, 3).map(([typeId, share]) => ({ typeId, confidenceBp: toBp(share) }));
    const [first] = top3;
    if (!first) return null;
    const [nearest] = found.filter(([label]) => label.startsWith(`${first.typeId}/`)).sort(([, a], [, b]) => b - a);
    const emergency =
      nearest && nearest[1] >= leastEmergency
        ? { words: nearest[0].slice(first.typeId.length + 1), confidenceBp: toBp(anyEmergency) }
        : null;
    return { ...first, top3, emergency };
  },
});
