import { type DeviceMessage, type InboundKind, inboundKinds } from './mqtt.port.js';

const root = 'anju/v1';
const id = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export interface DeviceAddress {
  communityId: string;
  deviceId: string;
}

/** `<community>/<device>`, as a device signs in; null: nobody's. */
export const addressOf = (username: string | undefined): DeviceAddress | null => {
  const [communityId = '', deviceId = '', ...more] = (username ?? '').split('/');
  return more.length === 0 && id.test(communityId) && id.test(deviceId) ? { communityId, deviceId } : null;
};

export const usernameOf = ({ communityId, deviceId }: DeviceAddress): string => `${communityId}/${deviceId}`;

/** anju/v1/<community>/<device>/ */
const prefixOf = (address: DeviceAddress): string => `${root}/${usernameOf(address)}/`;

export const commandTopic = (address: DeviceAddress): string => `${prefixOf(address)}command`;

/** The four topics on which a device speaks. */
export const inboundTopics = (address: DeviceAddress): string[] =>
  inboundKinds.map((kind) => `${prefixOf(address)}${kind}`);

/** What all devices say, for a subscription; a `group` shares it among several processes. */
export const inboundFilters = (group: string | null): string[] =>
  inboundKinds.map((kind) => `${group ? `$share/${group}/` : ''}${root}/+/+/${kind}`);

/** Whom a topic is about, and what it says; null: it is none of a device's. */
export const readTopic = (topic: string): Omit<DeviceMessage, 'payload'> | null => {
  const [a, b, communityId = '', deviceId = '', ...rest] = topic.split('/');
  const kind = rest.join('/') as InboundKind;
  if (`${a}/${b}` !== root || !inboundKinds.includes(kind)) return null;
  return id.test(communityId) && id.test(deviceId) ? { communityId, deviceId, kind } : null;
};

/** Whether a device may write here: on its own four topics. */
export const mayPublish = (address: DeviceAddress, topic: string): boolean => {
  const said = readTopic(topic);
  return said?.communityId === address.communityId && said.deviceId === address.deviceId;
};

/** Whether a device may listen here: to nothing but what lies below its own topics. */
export const maySubscribe = (address: DeviceAddress, filter: string): boolean => filter.startsWith(prefixOf(address));
