import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { type Calibration, createRecogniser, type Recogniser, trainModels } from './recogniser.js';
import { readTraining } from './training.js';

const calibrationFile = new URL('../../data/recogniser.json', import.meta.url);

const CalibrationFile = z.object({
  typeTemperature: z.number(),
  emergencySlope: z.number(),
  emergencyShift: z.number(),
});

/** Written by `npm run recognise:train`. */
export const readCalibration = (): Calibration =>
  z.parse(CalibrationFile, JSON.parse(readFileSync(calibrationFile, 'utf8')));

let trained: Recogniser | null = null;

/** Trained from the repository's sentences when a process first needs it, then kept. */
export const localRecogniser = (): Recogniser => {
  trained ??= createRecogniser(trainModels(readTraining()), readCalibration());
  return trained;
};
