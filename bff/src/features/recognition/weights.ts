import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'shared-types/schemas';
import type { Models } from './recogniser.js';
import type { SoftmaxModel } from './softmax.rules.js';

/** Trained models as one small file: training takes seconds, reading it a few hundredths of one. */

const Header = z.array(
  z.object({
    labels: z.array(z.string()),
    bias: z.array(z.number()),
    /** What one step of a weight is worth. */
    step: z.number(),
    features: z.array(z.string()),
  }),
);
type Header = z.infer<typeof Header>;

const most = 127;
/** A feature none of whose weights is this big says nothing. */
const leastWeight = 0.05;

const packModel = (model: SoftmaxModel): { header: Header[number]; weights: Int8Array } => {
  const size = model.labels.length;
  const kept = [...model.rows].filter(([, row]) =>
    model.weights.subarray(row * size, (row + 1) * size).some((weight) => Math.abs(weight) >= leastWeight),
  );
  let top = leastWeight;
  for (const weight of model.weights) top = Math.max(top, Math.abs(weight));
  const step = top / most;
  const weights = new Int8Array(kept.length * size);
  for (const [at, [, row]] of kept.entries())
    for (let k = 0; k < size; k++) weights[at * size + k] = Math.round((model.weights[row * size + k] ?? 0) / step);
  return {
    header: {
      labels: [...model.labels],
      bias: [...model.bias].map((bias) => Math.round(bias * 1e6) / 1e6),
      step,
      features: kept.map(([feature]) => feature),
    },
    weights,
  };
};

export const packModels = ({ types, emergencies }: Models): Buffer => {
  const packed = [packModel(types), packModel(emergencies)];
  const header = Buffer.from(`${JSON.stringify(packed.map((one) => one.header))}\n`);
  return brotliCompressSync(Buffer.concat([header, ...packed.map(({ weights }) => Buffer.from(weights.buffer))]), {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
};

export const unpackModels = (file: Buffer): Models => {
  const bytes = brotliDecompressSync(file);
  const end = bytes.indexOf('\n');
  let from = end + 1;
  const [types, emergencies] = z.parse(Header, JSON.parse(bytes.toString('utf8', 0, end))).map((header) => {
    const size = header.features.length * header.labels.length;
    const steps = new Int8Array(bytes.buffer, bytes.byteOffset + from, size);
    from += size;
    const weights = new Float64Array(size);
    for (let at = 0; at < size; at++) weights[at] = (steps[at] ?? 0) * header.step;
    return {
      labels: header.labels,
      rows: new Map(header.features.map((feature, row): [string, number] => [feature, row])),
      weights,
      bias: Float64Array.from(header.bias),
    };
  });
  if (!types || !emergencies || from !== bytes.length) throw new Error('the weights of the recogniser are broken');
  return { types, emergencies };
};
