import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { readLanguage } from './language.js';
import { type Calibration, createRecogniser, type Recogniser } from './recogniser.js';
import { unpackModels } from './weights.js';

/** Both written by `npm run recognise:train`. */
const data = new URL('../../data/', import.meta.url);
const calibrationFile = new URL('recogniser.json', data);
const weightsFile = new URL('recogniser.weights.br', data);

const CalibrationFile = z.object({
  /** Of what it was trained on; see `fingerprintOf`. */
  trainedOn: z.string(),
  typeTemperature: z.number(),
  emergencySlope: z.number(),
  emergencyShift: z.number(),
});

export const readCalibration = (): Calibration & { trainedOn: string } =>
  z.parse(CalibrationFile, JSON.parse(readFileSync(calibrationFile, 'utf8')));

let ready: Recogniser | null = null;

/** Read when a process first needs it, then kept. */
export const localRecogniser = (): Recogniser => {
  ready ??= createRecogniser(unpackModels(readFileSync(weightsFile)), readLanguage(), readCalibration());
  return ready;
};
