/** Who calls on /callbacks/devices/…: the user name is community/device, the password the device's secret. */
export interface DeviceCredential {
  communityId: string;
  deviceId: string;
  secret: string;
}

const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** HTTP Basic, which every reader and camera can do; null: it is none. */
export const readCredential = (authorization: string | undefined): DeviceCredential | null => {
  const [, packed = ''] = /^Basic ([A-Za-z0-9+/=]{1,400})$/.exec(authorization ?? '') ?? [];
  const [, user = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(packed, 'base64').toString('utf8')) ?? [];
  const [communityId = '', deviceId = ''] = user.split('/');
  return ulid.test(communityId) && ulid.test(deviceId) && secret ? { communityId, deviceId, secret } : null;
};
