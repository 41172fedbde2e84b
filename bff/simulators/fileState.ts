import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileState<T> {
  readonly value: T;
  /** Writes the whole state beside the old one, then puts it in its place: a crash leaves one or the other. */
  save(): void;
  /** Back to the beginning. */
  reset(): void;
}

/** What a simulator remembers over a restart; without a folder it remembers only as long as it runs. */
export const fileState = <T extends object>(folder: string | null, name: string, fresh: () => T): FileState<T> => {
  const path = folder === null ? null : join(folder, `${name}.json`);
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const value = fresh();
  if (path !== null && existsSync(path)) Object.assign(value, JSON.parse(readFileSync(path, 'utf8')) as T);
  const save = (): void => {
    if (path === null) return;
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    value,
    save,
    reset: () => {
      Object.assign(value, fresh());
      save();
    },
  };
};
