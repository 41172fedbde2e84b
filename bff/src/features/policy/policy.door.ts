import { readFileSync } from 'node:fs';
import { type PolicyPreview, ServicePolicy } from 'shared-types/policy';
import { z } from 'shared-types/schemas';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { findLatest, findVersion } from './policy.store.js';

/** What other features may ask of a community's service policy. */

const defaultsFile = new URL('../../data/service-policy.json', import.meta.url);

/** Version 0, which holds until somebody changes it; a broken file stops the boot. */
export const defaultPolicy: ServicePolicy = z.parse(ServicePolicy, JSON.parse(readFileSync(defaultsFile, 'utf8')));

export interface PolicyInForce {
  version: number;
  policy: ServicePolicy;
}

const parsed = new Map<string, ServicePolicy>();
const mostKept = 500;

/** Versions never change, so their parsed form is kept. */
const parseBody = (key: string, body: string): ServicePolicy => {
  const known = parsed.get(key);
  if (known) return known;
  const policy = z.parse(ServicePolicy, JSON.parse(body));
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(key, policy);
  return policy;
};

/** The version in force; one indexed read. */
export const readPolicyInForce = async (reader: Reader, communityId: string): Promise<PolicyInForce> => {
  const row = await findLatest(reader, communityId);
  return row
    ? { version: row.version, policy: parseBody(`${communityId}:${row.version}`, row.body) }
    : { version: 0, policy: defaultPolicy };
};

/** A version by its number, as promises were made under it; the defaults where it is unknown. */
export const readPolicyOf = async (reader: Reader, communityId: string, version: number): Promise<ServicePolicy> => {
  if (version === 0) return defaultPolicy;
  const row = await findVersion(reader, communityId, version);
  return row ? parseBody(`${communityId}:${version}`, row.body) : defaultPolicy;
};

/** What a change would have meant for the requests of the community; the feature that owns them answers. */
export type PreviewEffects = (
  deps: Deps,
  communityId: string,
  before: ServicePolicy,
  after: ServicePolicy,
) => Promise<Pick<PolicyPreview, 'openKept' | 'lastMonth' | 'overLimit'>>;
