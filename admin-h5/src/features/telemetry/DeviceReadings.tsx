import type { DeviceKind, DeviceProtocol } from 'shared-types/device';
import { DeviceChart } from './DeviceChart';
import { DeviceValues } from './DeviceValues';

/** What a device says by itself, on its page; nothing for one that does not speak MQTT. */
export const DeviceReadings = ({ device }: { device: { id: string; kind: DeviceKind; protocol: DeviceProtocol } }) => {
  if (device.protocol !== 'mqtt') return null;
  return (
    <>
      <DeviceValues device={device} />
      <DeviceChart device={device} />
    </>
  );
};
