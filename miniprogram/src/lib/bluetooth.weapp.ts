import Taro from '@tarojs/taro';
import { bluetoothService, bluetoothTell, bluetoothWrite, readAdvert } from 'shared-types/doorFrames';
import { type Bluetooth, type BluetoothConnection, BluetoothError, type BluetoothFault } from './platform';

const searchMs = 8_000;
/** After the first one that answers, others may be nearer. */
const compareMs = 500;
const connectMs = 8_000;

/** WeChat's numbers: 10001 is switched off, 10009 an old system, 10000–10013 all others of the connection itself. */
const faultOf = (error: unknown, otherwise: BluetoothFault): BluetoothError => {
  const { errCode, errMsg = '' } = (error ?? {}) as { errCode?: number; errMsg?: string };
  if (/location/i.test(errMsg)) return new BluetoothError('location');
  if (/auth|permission|privacy/i.test(errMsg)) return new BluetoothError('denied');
  if (errCode === 10001) return new BluetoothError('off');
  return new BluetoothError(errCode === 10009 ? 'unsupported' : otherwise);
};

const during = async <T>(act: Promise<T>, otherwise: BluetoothFault): Promise<T> => {
  try {
    return await act;
  } catch (error) {
    throw faultOf(error, otherwise);
  }
};

interface Found {
  deviceId: string;
  tag: string;
  rssi: number;
}

/** The strongest of those that advertise one of the tags. */
const search = (tags: readonly string[]): Promise<Found> =>
  new Promise((resolve, reject) => {
    let best: Found | null = null;
    let settling: ReturnType<typeof setTimeout> | null = null;
    const stop = (): void => {
      clearTimeout(giveUp);
      if (settling) clearTimeout(settling);
      Taro.offBluetoothDeviceFound(hear);
      void Taro.stopBluetoothDevicesDiscovery().catch(() => undefined);
    };
    const settle = (): void => {
      stop();
      if (best) resolve(best);
    };
    const hear = ({ devices }: { devices: { deviceId: string; RSSI: number; advertisData?: ArrayBuffer }[] }): void => {
      for (const { deviceId, RSSI: rssi, advertisData } of devices) {
        const tag = advertisData && readAdvert(new Uint8Array(advertisData));
        if (tag && tags.includes(tag) && (!best || rssi > best.rssi)) best = { deviceId, tag, rssi };
      }
      if (best) settling ??= setTimeout(settle, compareMs);
    };
    const giveUp = setTimeout(() => {
      stop();
      reject(new BluetoothError('far'));
    }, searchMs);
    Taro.onBluetoothDeviceFound(hear);
    Taro.startBluetoothDevicesDiscovery({ services: [bluetoothService], allowDuplicatesKey: true }).catch((error) => {
      stop();
      reject(faultOf(error, 'far'));
    });
  });

const sameId = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

/** Only the bytes themselves: a view may look at a part of something larger. */
const bufferOf = (frame: Uint8Array): ArrayBuffer => Uint8Array.from(frame).buffer;

const open = async ({ deviceId, tag }: Found): Promise<BluetoothConnection> => {
  await during(Taro.createBLEConnection({ deviceId, timeout: connectMs }), 'lost');
  const { services } = await during(Taro.getBLEDeviceServices({ deviceId }), 'lost');
  const serviceId = services.find(({ uuid }) => sameId(uuid, bluetoothService))?.uuid;
  if (!serviceId) throw new BluetoothError('lost');
  const { characteristics } = await during(Taro.getBLEDeviceCharacteristics({ deviceId, serviceId }), 'lost');
  const idOf = (wanted: string): string => {
    const found = characteristics.find(({ uuid }) => sameId(uuid, wanted))?.uuid;
    if (!found) throw new BluetoothError('lost');
    return found;
  };
  const [writeId, tellId] = [idOf(bluetoothWrite), idOf(bluetoothTell)];
  const told = { characteristicId: tellId, deviceId, serviceId, state: true };
  await during(Taro.notifyBLECharacteristicValueChange(told), 'lost');
  let tell: (frame: Uint8Array) => void = () => undefined;
  const hear = ({ characteristicId, value }: { characteristicId: string; value: ArrayBuffer }): void => {
    if (sameId(characteristicId, tellId)) tell(new Uint8Array(value));
  };
  Taro.onBLECharacteristicValueChange(hear);
  return {
    tag,
    onTold: (listener) => {
      tell = listener;
    },
    write: async (frame) => {
      const value = bufferOf(frame) as ArrayBuffer & unknown[];
      const where = { characteristicId: writeId, deviceId, serviceId };
      await during(Taro.writeBLECharacteristicValue({ ...where, value }), 'lost');
    },
    close: async () => {
      Taro.offBLECharacteristicValueChange(hear);
      await Taro.closeBLEConnection({ deviceId }).catch(() => undefined);
      await Taro.closeBluetoothAdapter().catch(() => undefined);
    },
  };
};

/** Doors by Bluetooth. Every call of the platform stands here; what is said over it does not. */
export const bluetooth: Bluetooth = {
  connect: async (tags) => {
    await during(Taro.openBluetoothAdapter(), 'unsupported');
    try {
      return await open(await search(tags));
    } catch (error) {
      await Taro.closeBluetoothAdapter().catch(() => undefined);
      throw error;
    }
  },
};
