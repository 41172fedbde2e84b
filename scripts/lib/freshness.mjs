import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, root } from './files.mjs';

const stamp = (name) => path.join(root, '.cache/build', name);

const inputHash = ({ inputs, ignored, variables = [] }) => {
  const hash = createHash('sha256');
  for (const name of variables) hash.update(`${name}=${process.env[name] ?? ''}\0`);
  for (const input of inputs) {
    const full = path.join(root, input);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory() ? filesBelow(full) : [input];
    for (const file of files) {
      if (ignored?.test(file)) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
};

/** Whether the part was last built from just these inputs, and its output is still there. */
export const isFresh = (part) =>
  existsSync(path.join(root, part.proof)) &&
  existsSync(stamp(part.name)) &&
  readFileSync(stamp(part.name), 'utf8') === inputHash(part);

/** Before a build: what is cut off half-way must not look fresh. Answers the hash of the inputs that will be built. */
export const forget = (part) => {
  rmSync(stamp(part.name), { force: true });
  return inputHash(part);
};

export const remember = (part, hash) => {
  mkdirSync(path.dirname(stamp(part.name)), { recursive: true });
  writeFileSync(stamp(part.name), hash);
};
