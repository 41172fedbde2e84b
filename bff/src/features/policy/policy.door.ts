import { readFileSync } from 'node:fs';
import { MoneyPolicy } from 'shared-types/moneyPolicy';
import { type PolicyPreview, ServicePolicy } from 'shared-types/policy';
import { z } from 'shared-types/schemas';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { moneyVersions, serviceVersions } from './policy.store.js';

/** What other features may ask of a community's service policy. */

const defaultsFile = new URL('../../data/service-policy.json', import.meta.url);

/** Version 0, which holds until somebody changes it; a broken file stops the boot. */
export const defaultPolicy: ServicePolicy = z.parse(ServicePolicy, JSON.parse(readFileSync(defaultsFile, 'utf8')));

export interface PolicyInForce {
  version: number;
  policy: ServicePolicy;
}

const mostKept = 500;

/** Versions never change, so their parsed form is kept. */
const keeping = <P>(parse: (value: unknown) => P): ((key: string, body: string) => P) => {
  const parsed = new Map<string, P>();
  return (key, body) => {
    const known = parsed.get(key);
    if (known) return known;
    const policy = parse(JSON.parse(body));
    if (parsed.size >= mostKept) parsed.clear();
    parsed.set(key, policy);
    return policy;
  };
};

const parseBody = keeping((value) => z.parse(ServicePolicy, value));

/** The version in force; one indexed read. */
export const readPolicyInForce = async (reader: Reader, communityId: string): Promise<PolicyInForce> => {
  const row = await serviceVersions.findLatest(reader, communityId);
  return row
    ? { version: row.version, policy: parseBody(`${communityId}:${row.version}`, row.body) }
    : { version: 0, policy: defaultPolicy };
};

/** A version by its number, as promises were made under it; the defaults where it is unknown. */
export const readPolicyOf = async (reader: Reader, communityId: string, version: number): Promise<ServicePolicy> => {
  if (version === 0) return defaultPolicy;
  const row = await serviceVersions.findVersion(reader, communityId, version);
  return row ? parseBody(`${communityId}:${version}`, row.body) : defaultPolicy;
};

/** What a change would have meant for the requests of the community; the feature that owns them answers. */
export type PreviewEffects = (
  deps: Deps,
  communityId: string,
  before: ServicePolicy,
  after: ServicePolicy,
) => Promise<Pick<PolicyPreview, 'openKept' | 'lastMonth' | 'overLimit'>>;

const moneyDefaultsFile = new URL('../../data/money-policy.json', import.meta.url);

/** Version 0 of a community's money policy; a broken file stops the boot. */
export const defaultMoneyPolicy: MoneyPolicy = z.parse(
  MoneyPolicy,
  JSON.parse(readFileSync(moneyDefaultsFile, 'utf8')),
);

const parseMoneyBody = keeping((value) => z.parse(MoneyPolicy, value));

/** The money policy in force with its version, 0 being the defaults; one indexed read. */
export const readMoneyPolicyInForce = async (
  reader: Reader,
  communityId: string,
): Promise<{ version: number; policy: MoneyPolicy }> => {
  const row = await moneyVersions.findLatest(reader, communityId);
  return row
    ? { version: row.version, policy: parseMoneyBody(`${communityId}:${row.version}`, row.body) }
    : { version: 0, policy: defaultMoneyPolicy };
};

/** The money policy in force: days, amounts and frequencies of bills, payments and reports. */
export const readMoneyPolicy = async (reader: Reader, communityId: string): Promise<MoneyPolicy> =>
  (await readMoneyPolicyInForce(reader, communityId)).policy;

/** A version by its number; the defaults where it is unknown. */
export const readMoneyPolicyOf = async (reader: Reader, communityId: string, version: number): Promise<MoneyPolicy> => {
  if (version === 0) return defaultMoneyPolicy;
  const row = await moneyVersions.findVersion(reader, communityId, version);
  return row ? parseMoneyBody(`${communityId}:${version}`, row.body) : defaultMoneyPolicy;
};
