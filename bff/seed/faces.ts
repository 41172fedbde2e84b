import sharp from 'sharp';
import { readHouseBriefs } from '../src/features/community/community.door.js';
import { type DeviceSummary, readDeviceLogin } from '../src/features/device/device.door.js';
import { saveDevice } from '../src/features/device/device.store.js';
import { sealLogin } from '../src/features/device/login.js';
import { FaceConsentEntity } from '../src/features/face/face.entity.js';
import { isTerminal } from '../src/features/face/face.rules.js';
import { insertConsent, insertPhoto, openKeyOf } from '../src/features/face/face.store.js';
import { prepareFacePhoto, putFacePhoto } from '../src/features/face/photo.js';
import { planWatch } from '../src/features/face/plan.js';
import { BindingEntity } from '../src/features/identity/identity.entity.js';
import { newId } from '../src/kernel/ids.js';
import { faceTexts } from '../src/locales/face.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { demoDeviceSecret } from './devices.js';
import { makeDoorCards } from './doorCards.js';

const username = 'admin';
const people = 6;
const lobby = '3栋2单元';
const shownHouse = '3栋2单元1102';
const dayMs = 86_400_000;
const nowhere = { kioskVersion: null, kioskAt: null };

/** A drawn head, of nobody. */
const drawFace = (index: number): Promise<Buffer> => {
  const skin = ['#E8C39E', '#D9AE86', '#F0CFAE'][index % 3];
  const cloth = ['#3E6B5B', '#8A5A44', '#4A5A78', '#7A6A9A'][index % 4];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="760"><rect width="600" height="760" fill="#EFEDE6"/>
<path d="M60 760c20-170 130-220 240-220s220 50 240 220z" fill="${cloth}"/><ellipse cx="300" cy="330" rx="150" ry="195" fill="${skin}"/>
<path d="M145 300c0-180 310-180 310 0-40-90-270-90-310 0z" fill="#2E2A26"/><circle cx="245" cy="335" r="13"/><circle cx="355" cy="335" r="13"/>
<path d="M250 430c30 26 70 26 100 0" stroke="#8A4A3A" stroke-width="9" fill="none" stroke-linecap="round"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
};

/** Some residents agreed long ago; whoever plays the demo is not among them, and may agree now. */
const makeConsents = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  if (await reader.existsBy(FaceConsentEntity, { communityId })) return;
  const bound = await reader.find(BindingEntity, { where: { communityId, status: 'active' }, order: { id: 'ASC' } });
  const houses = await readHouseBriefs(
    reader,
    bound.map(({ houseId }) => houseId),
  );
  const labels = new Map(houses.map(({ id, label }) => [id, label]));
  const labelOf = ({ houseId }: { houseId: string }): string => labels.get(houseId) ?? '';
  const others = bound.filter((one) => labelOf(one) !== shownHouse);
  // Most of them live where the demo has a terminal in the lobby, too.
  const near = others.filter((one) => labelOf(one).startsWith(lobby)).slice(0, people - 2);
  const chosen = [...near, ...others.filter((one) => !labelOf(one).startsWith(lobby)).slice(0, people - near.length)];
  for (const [index, { accountId, houseId }] of chosen.entries()) {
    const givenAt = new Date(deps.clock.now().getTime() - (10 + index) * dayMs);
    const [consentId, photoId] = [newId(givenAt), newId(givenAt)];
    await putFacePhoto(deps, photoId, await prepareFacePhoto(await drawFace(index)));
    await inTransaction(deps.db, async (tx) => {
      await insertConsent(tx, {
        ...{ communityId, id: consentId, accountId, houseId, version: faceTexts.consent.version, givenAt, photoId },
        ...{ photoAt: givenAt, endedAt: null, endedWhy: null, goneAt: null, openKey: openKeyOf(accountId, houseId) },
        // Every other one agreed to the kiosk as well.
        ...(index % 2 === 0 ? { kioskVersion: faceTexts.kiosk.version, kioskAt: givenAt } : nowhere),
      });
      await insertPhoto(tx, { communityId, id: photoId, consentId, createdAt: givenAt });
      await planWatch(tx, deps, communityId);
    });
  }
};

/** The demo's face terminals are played by the simulator: where it listens, and what we sign in with there. */
export const installTerminals = async (deps: Deps, origin: string, all: readonly DeviceSummary[]): Promise<void> => {
  const terminals = all.filter((device) => isTerminal(device) && device.lifecycle === 'in-use');
  const answer = await fetch(`${origin}/simulators/hikvision/fleet`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      terminals: terminals.map(({ communityId, id, code, name }) => ({
        ...{ communityId, id, code, name, username, password: demoDeviceSecret(code) },
      })),
    }),
    signal: AbortSignal.timeout(5000),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the simulators answered ${answer.status}`);
  for (const { communityId, id, code } of terminals) {
    const login = { username, password: demoDeviceSecret(code) };
    const address = `${origin}/hikvision/${id}`;
    const known = await readDeviceLogin(deps, communityId, id);
    if (known?.address !== address || known.password !== login.password)
      await inTransaction(deps.db, (tx) =>
        saveDevice(tx, { communityId, id }, { address, loginEncrypted: sealLogin(deps, login) }),
      );
  }
  for (const communityId of new Set(terminals.map((device) => device.communityId))) {
    await makeConsents(deps, communityId);
    await makeDoorCards(deps, communityId);
    await inTransaction(deps.db, (tx) => planWatch(tx, deps, communityId));
  }
};
