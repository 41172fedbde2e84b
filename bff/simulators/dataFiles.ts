import { readFileSync } from 'node:fs';

/** A data file of the simulators; the build copies them beside the compiled code. */
export const simulatorFile = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
