import type { Features } from './text.rules.js';

/** Multinomial logistic regression over sparse features. Trained in one fixed order: the same examples, the same model. */

export interface Example {
  features: Features;
  label: string;
  /** How much it counts; a sentence is 1. */
  weight: number;
}

export interface SoftmaxModel {
  labels: readonly string[];
  /** Feature -> its row in `weights`. */
  rows: ReadonlyMap<string, number>;
  /** Row by row, one weight for each label. */
  weights: Float64Array;
  bias: Float64Array;
}

const epochs = 10;
const rate = 0.6;

/** A label this near to the truth learns nothing from the example: most labels of most examples. */
const leastError = 0.01;

/** Numerical Recipes' linear congruential generator, from 0 to 1: chance that every machine shares. */
const chanceFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const shuffled = (size: number, seed: number): Uint32Array => {
  const order = Uint32Array.from({ length: size }, (_, at) => at);
  const chance = chanceFrom(seed);
  for (let at = size - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
};

const score = (model: SoftmaxModel, at: readonly number[], values: readonly number[], out: Float64Array): void => {
  const size = model.labels.length;
  out.set(model.bias);
  for (let i = 0; i < at.length; i++) {
    const row = (at[i] ?? 0) * size;
    const value = values[i] ?? 0;
    for (let k = 0; k < size; k++) out[k] = (out[k] ?? 0) + (model.weights[row + k] ?? 0) * value;
  }
};

/** Scores become shares that sum to one, in place. */
const normaliseScores = (out: Float64Array): void => {
  let top = Number.NEGATIVE_INFINITY;
  for (const value of out) top = Math.max(top, value);
  let sum = 0;
  for (let k = 0; k < out.length; k++) {
    const share = Math.exp((out[k] ?? 0) - top);
    out[k] = share;
    sum += share;
  }
  for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) / sum;
};

/** A feature of one example alone teaches nothing about others. */
const leastSeen = 2;

const rowsOf = (examples: readonly Example[]): Map<string, number> => {
  const seen = new Map<string, number>();
  for (const { features } of examples)
    for (const feature of features.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const rows = new Map<string, number>();
  for (const [feature, times] of seen) if (times >= leastSeen) rows.set(feature, rows.size);
  return rows;
};

interface Placed {
  at: number[];
  values: number[];
}

/** The features that the model has met. */
const place = (rows: ReadonlyMap<string, number>, features: Features): Placed => {
  const at: number[] = [];
  const values: number[] = [];
  for (const [feature, value] of features) {
    const row = rows.get(feature);
    if (row === undefined) continue;
    at.push(row);
    values.push(value);
  }
  return { at, values };
};

export interface Regularisation {
  /** Pulls weights towards zero, once an epoch for each feature that is seen. */
  decay: number;
  /** The share of an example's features that is left out each time it is met, so that none is relied on alone. */
  dropout: number;
}

const seedOfDropout = 99;

/** What is left of an example's features, each the stronger for those that were left out. */
const thinned = ({ at, values }: Placed, dropout: number, chance: () => number): Placed => {
  if (dropout === 0) return { at, values };
  const kept: Placed = { at: [], values: [] };
  for (let i = 0; i < at.length; i++) {
    if (chance() < dropout) continue;
    kept.at.push(at[i] ?? 0);
    kept.values.push((values[i] ?? 0) / (1 - dropout));
  }
  return kept;
};

export const train = (
  examples: readonly Example[],
  labels: readonly string[],
  { decay, dropout }: Regularisation,
): SoftmaxModel => {
  const rows = rowsOf(examples);
  const size = labels.length;
  const model = { labels, rows, weights: new Float64Array(rows.size * size), bias: new Float64Array(size) };
  const squares = new Float64Array(rows.size * size).fill(1e-2);
  const prepared = examples.map(({ features, label, weight }) => ({
    ...place(rows, features),
    label: labels.indexOf(label),
    weight,
  }));
  const out = new Float64Array(size);
  const chance = chanceFrom(seedOfDropout);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const index of shuffled(prepared.length, epoch + 1)) {
      const whole = prepared[index];
      if (!whole) continue;
      const example = { ...whole, ...thinned(whole, dropout, chance) };
      score(model, example.at, example.values, out);
      normaliseScores(out);
      out[example.label] = (out[example.label] ?? 0) - 1;
      learn(model, squares, example, out, decay);
    }
  return model;
};

/** One AdaGrad step: features that are rare keep learning when the common ones have settled. */
const learn = (
  model: SoftmaxModel,
  squares: Float64Array,
  example: { at: readonly number[]; values: readonly number[]; weight: number },
  errors: Float64Array,
  decay: number,
): void => {
  const size = errors.length;
  for (let k = 0; k < size; k++) model.bias[k] = (model.bias[k] ?? 0) - 0.02 * example.weight * (errors[k] ?? 0);
  for (let i = 0; i < example.at.length; i++) {
    const row = (example.at[i] ?? 0) * size;
    const value = (example.values[i] ?? 0) * example.weight;
    for (let k = 0; k < size; k++) {
      const error = errors[k] ?? 0;
      if (error < leastError && error > -leastError) continue;
      const cell = row + k;
      const weight = model.weights[cell] ?? 0;
      const gradient = error * value + decay * weight;
      const square = (squares[cell] ?? 0) + gradient * gradient;
      squares[cell] = square;
      model.weights[cell] = weight - (rate * gradient) / Math.sqrt(square);
    }
  }
};

export interface Prediction {
  /** One for each label, summing to one. */
  shares: number[];
  /** How many of the text's features the model has met. */
  known: number;
}

export const predict = (model: SoftmaxModel, features: Features): Prediction => {
  const { at, values } = place(model.rows, features);
  const out = new Float64Array(model.labels.length);
  score(model, at, values, out);
  normaliseScores(out);
  return { shares: [...out], known: at.length };
};
