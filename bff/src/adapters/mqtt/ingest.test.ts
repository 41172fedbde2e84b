import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { hasMosquitto, type OwnMosquitto, ownMosquitto } from '../../../test/factories/mqtt.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { newId } from '../../kernel/ids.js';
import { systemClock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { SlotEntity } from '../../platform/slot/slot.entity.js';
import { slotsOf } from '../../platform/slot/slots.js';
import { startIngest } from './ingest.js';

const family = 'anju-ingest';
const dead = `${family}-9`;
const topic = `anju/v1/${newId(new Date())}/${newId(new Date())}/telemetry`;

let t: TestDeps;
let broker: OwnMosquitto;
beforeEach(async () => {
  t = await testDeps();
  broker = await ownMosquitto();
});
afterEach(async () => {
  await broker.close();
  await t.close();
});

/** The session of a process that is gone, as the broker keeps it. */
const leaveSession = async (): Promise<void> => {
  const client = await mqtt.connectAsync(broker.url, {
    ...{ clientId: dead, protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 3600 } },
  });
  await client.subscribeAsync(`$share/anju/${topic}`, { qos: 1 });
  await client.endAsync();
};

const say = async (client: MqttClient, words: readonly string[]): Promise<void> => {
  for (const word of words) await client.publishAsync(topic, word, { qos: 1 });
};

const slotOf = (name: string): Promise<SlotEntity | null> => t.deps.db.reader.findOneBy(SlotEntity, { name });

if (hasMosquitto)
  test('the session of a dead process is emptied, and once more when the broker forgot that it was ended', async () => {
    await inTransaction(t.deps.db, (tx) =>
      tx.insert(SlotEntity, { name: dead, family, holder: 'gone', holdUntil: new Date(Date.now() - 1000) }),
    );
    await leaveSession();
    const device = await mqtt.connectAsync(broker.url, { clientId: 'device' });
    await say(device, ['1']);
    const heard: string[] = [];
    let renewed = 0;
    const ingest = await startIngest({
      url: broker.url,
      names: {
        ...slotsOf({ db: t.deps.db, clock: systemClock }, family, 1500),
        // The name of the dead is for the living to look after, not for this process to bear.
        claim: async () => `${family}-1`,
        renew: async (name) => {
          renewed += Number(name !== dead);
          return true;
        },
      },
      handlers: {
        admit: async () => true,
        take: async ({ payload }) => void heard.push(payload.toString()),
      },
      log: { warn: () => undefined },
      shared: true,
      everyMs: 200,
    });
    try {
      await until(async () => heard.includes('1'));
      const before = renewed;
      await until(async () => (await slotOf(dead))?.holder === '');
      // Our own name is ours all the while.
      expect(renewed - before).toBeGreaterThan(5);

      // Its power went before it had saved the end of the session.
      await leaveSession();
      const more = ['2', '3', '4', '5'];
      await say(device, more);
      await until(async () => more.every((word) => heard.includes(word)), 20_000);
      await until(async () => (await slotOf(dead)) === null, 30_000);
    } finally {
      await device.endAsync();
      await ingest.close();
    }
  }, 90_000);

/** A process that takes everything while it has the one name. */
const reader = async () => {
  const heard: string[] = [];
  const port = await startIngest({
    url: broker.url,
    names: slotsOf({ db: t.deps.db, clock: systemClock }, family, 1500),
    handlers: { admit: async () => true, take: async ({ payload }) => void heard.push(payload.toString()) },
    log: { warn: () => undefined },
    shared: false,
    everyMs: 200,
  });
  return { heard, close: () => port.close() };
};

if (hasMosquitto) {
  test('one takes everything, the other stands by and goes on where it ended', async () => {
    const first = await reader();
    const second = await reader();
    const device = await mqtt.connectAsync(broker.url, { clientId: 'device' });
    try {
      await until(async () => {
        await say(device, ['are you there?']);
        return first.heard.length > 0;
      });
      await say(device, ['1', '2', '3']);
      await until(async () => first.heard.includes('3'));
      expect(second.heard).toEqual([]);
      await first.close();
      await say(device, ['4', '5', '6']);
      await until(async () => second.heard.includes('6'));
      expect(second.heard.filter((word) => word !== 'are you there?')).toEqual(['4', '5', '6']);
    } finally {
      await device.endAsync();
      await second.close();
    }
  }, 60_000);

  test('what comes while the broker is back and none of us is yet: it waits', async () => {
    const first = await reader();
    // It saves every other second.
    await sleep(4000);
    await first.close();
    await sleep(3000);
    await broker.kill();
    await broker.start();
    const device = await mqtt.connectAsync(broker.url, { clientId: 'device' });
    const words = Array.from({ length: 100 }, (_, at) => String(at));
    await say(device, words);
    await device.endAsync();
    const next = await reader();
    await until(async () => next.heard.length === words.length);
    expect(next.heard).toEqual(words);
    await next.close();
  }, 60_000);
} else test('this machine has no Mosquitto', () => expect(hasMosquitto).toBe(false));
