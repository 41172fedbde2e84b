import { readCommunities } from '../src/features/community/community.door.js';
import { listDevices } from '../src/features/device/device.door.js';
import type { Deps } from '../src/platform/deps.js';
import { demoDeviceSecret } from './devices.js';

const patienceMs = 5000;

/** Tells the pretended cameras where the demo listens, as whoever installs them types it in. */
export const installCameras = async (deps: Deps, simulatorOrigin: string, origin: string): Promise<void> => {
  const communities = await readCommunities(deps.db.reader);
  const found = await Promise.all(communities.map(({ id }) => listDevices(deps.db.reader, id, { kinds: ['camera'] })));
  const cameras = found
    .flat()
    .filter(({ lifecycle }) => lifecycle === 'in-use')
    .map(({ communityId, id, code, name }) => ({ communityId, deviceId: id, secret: demoDeviceSecret(code), name }));
  await fetch(`${simulatorOrigin}/simulators/camera/cameras`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ origin, cameras }),
    signal: AbortSignal.timeout(patienceMs),
  });
};
