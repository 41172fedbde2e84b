import { createPublicKey } from 'node:crypto';
import { readCommunities } from '../src/features/community/community.door.js';
import { type DeviceSummary, listDevices } from '../src/features/device/device.door.js';
import type { Deps } from '../src/platform/deps.js';
import { demoDeviceSecret } from './devices.js';
import { installTerminals } from './faces.js';

/** The first page is served before a few hundred devices sign in. */
const quietMs = 6000;
const againMs = 10_000;

const isPlayed = ({ protocol, lifecycle }: DeviceSummary): boolean =>
  protocol === 'mqtt' && (lifecycle === 'in-use' || lifecycle === 'under-repair');

/** Doors and plate cameras speak HTTP too. */
const isDoor = ({ kind, lifecycle, protocol }: DeviceSummary): boolean =>
  protocol !== 'isapi' &&
  (kind === 'door' || kind === 'gate' || kind === 'plate-camera') &&
  (lifecycle === 'in-use' || lifecycle === 'under-repair');

const identityOf = ({ communityId, id, code, kind, name }: DeviceSummary) => ({
  ...{ communityId, id, code, kind, name, secret: demoDeviceSecret(code) },
});

/** Tells the simulators which devices the demo has, what they sign in with, and where. */
export const sendFleet = (deps: Deps, broker: string, simulatorOrigin: string): { stop(): void } => {
  const post = async (what: 'devices' | 'doors', body: object): Promise<void> => {
    const answer = await fetch(`${simulatorOrigin}/simulators/${what}/fleet`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the simulators answered ${answer.status}`);
  };
  const tell = async (): Promise<void> => {
    const communities = await readCommunities(deps.db.reader);
    const all = (await Promise.all(communities.map(({ id }) => listDevices(deps.db.reader, id)))).flat();
    const devices = all.filter(isPlayed).map(identityOf);
    const publicKey = createPublicKey(deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
    await post('devices', { broker, publicKey, devices });
    const doors = all.filter(isDoor).map(identityOf);
    await post('doors', { origin: deps.settings.publicUrl, devices: doors });
    await installTerminals(deps, simulatorOrigin, all);
  };
  let timer = setTimeout(function run() {
    tell().catch((error: Error) => {
      deps.log.warn({ error: error.message }, 'the demo’s devices are not there yet');
      timer = setTimeout(run, againMs);
      timer.unref();
    });
  }, quietMs);
  timer.unref();
  return { stop: () => clearTimeout(timer) };
};
