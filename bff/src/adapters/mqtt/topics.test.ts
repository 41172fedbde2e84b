import { addressOf, commandTopic, inboundTopics, mayPublish, maySubscribe, readTopic } from './topics.js';

const communityId = '01KAXX00000000000000000001';
const deviceId = '01KAXX00000000000000000002';
const other = '01KAXX00000000000000000003';
const me = { communityId, deviceId };

test.each([
  [`${communityId}/${deviceId}`, me],
  [`${communityId}/${deviceId}/x`, null],
  [communityId, null],
  [`${communityId}/+`, null],
  [`#/${deviceId}`, null],
  ['', null],
  [undefined, null],
])('a device signs in as its community and itself: %s', (username, address) => {
  expect(addressOf(username)).toEqual(address);
});

test('a device writes on its own four topics only, and hears only what is its own', () => {
  expect(inboundTopics(me).every((topic) => mayPublish(me, topic))).toBe(true);
  const own = `anju/v1/${communityId}/${deviceId}`;
  const foreign = [
    `anju/v1/${communityId}/${other}/telemetry`,
    `anju/v1/${other}/${deviceId}/telemetry`,
    commandTopic(me),
    `${own}/telemetry/more`,
    `${own}`,
    `anju/v2/${communityId}/${deviceId}/telemetry`,
    '$SYS/broker',
  ];
  expect(foreign.filter((topic) => mayPublish(me, topic))).toEqual([]);
  expect([commandTopic(me), `${own}/#`].map((filter) => maySubscribe(me, filter))).toEqual([true, true]);
  const wide = ['#', 'anju/#', `anju/v1/${communityId}/+/command`, `$share/g/${own}/command`, `${own}x/command`];
  expect(wide.filter((filter) => maySubscribe(me, filter))).toEqual([]);
});

test('a topic tells whose it is and what it says', () => {
  expect(readTopic(`anju/v1/${communityId}/${deviceId}/command/ack`)).toEqual({ ...me, kind: 'command/ack' });
  expect(readTopic(commandTopic(me))).toBeNull();
});
