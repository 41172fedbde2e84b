// The phone's radio: the air is the simulated doors' (bff/simulators/devices), asked behind the host.
import { answer, channel, refuse, sim } from '../sim.mjs';

const doors = '/simulators/doors';
const service = '0000A10E-0000-1000-8000-00805F9B34FB';
const characteristics = [
  { uuid: '0000A10F-0000-1000-8000-00805F9B34FB', properties: { write: true, notify: false } },
  { uuid: '0000A110-0000-1000-8000-00805F9B34FB', properties: { write: false, notify: true } },
];
const mostOfWrite = 20;

const found = channel();
const told = channel();
const states = channel();
let isOpen = false;
let isSearching = false;
/** Device id -> connection at the simulator, and whether it may tell. */
const connections = new Map();

const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const base64Of = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

const ask = async (path, body) => {
  const init = body
    ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    : undefined;
  const response = await fetch(`${doors}${path}`, init);
  if (!response.ok) throw new Error(`simulator answered ${response.status}`);
  return response.json();
};

const failed = (name, options, errCode, reason) => refuse(name, options, reason, { errCode });

const openBluetoothAdapter = (options) => {
  if (sim.refused.bluetooth) return refuse('openBluetoothAdapter', options, 'auth deny', { errno: 103 });
  if (!sim.bluetooth.on) return failed('openBluetoothAdapter', options, 10001, 'not available');
  isOpen = true;
  return answer('openBluetoothAdapter', options);
};

const closeBluetoothAdapter = (options) => {
  isOpen = false;
  isSearching = false;
  connections.clear();
  return answer('closeBluetoothAdapter', options);
};

/** Phones of one make give their own name for a device, never its address. */
const deviceIdOf = (code) => `sim-${code}`;
const codeOf = (deviceId) => deviceId.replace(/^sim-/, '');

const hear = async () => {
  const { items } = await ask('/air');
  items.forEach(({ code, name, advert }, index) => {
    if (!isSearching) return;
    const RSSI = sim.bluetooth.nearest === name ? -30 : -60 - index;
    const advertisData = bytesOf(advert).buffer;
    found.tell({
      devices: [
        { deviceId: deviceIdOf(code), name, localName: name, RSSI, advertisData, advertisServiceUUIDs: [service] },
      ],
    });
  });
};

const startBluetoothDevicesDiscovery = (options) => {
  const name = 'startBluetoothDevicesDiscovery';
  if (!isOpen) return failed(name, options, 10000, 'not init');
  if (!sim.bluetooth.location) return failed(name, options, -1, 'location permission is denied');
  isSearching = true;
  setTimeout(() => void hear().catch(() => undefined), 20);
  return answer(name, options, { isDiscovering: true });
};

const stopBluetoothDevicesDiscovery = (options) => {
  isSearching = false;
  return answer('stopBluetoothDevicesDiscovery', options);
};

const createBLEConnection = (options) => {
  const { deviceId } = options;
  return ask('/air/connect', { code: codeOf(deviceId) }).then(
    ({ connection }) => {
      connections.set(deviceId, { connection, notifies: false });
      states.tell({ deviceId, connected: true });
      return answer('createBLEConnection', options);
    },
    () => failed('createBLEConnection', options, 10003, 'connection fail'),
  );
};

const connected = (name, options, act) => {
  const line = connections.get(options.deviceId);
  return line ? act(line) : failed(name, options, 10006, 'no connection');
};

const closeBLEConnection = (options) =>
  connected('closeBLEConnection', options, () => {
    connections.delete(options.deviceId);
    return answer('closeBLEConnection', options);
  });

const getBLEDeviceServices = (options) =>
  connected('getBLEDeviceServices', options, () =>
    answer('getBLEDeviceServices', options, { services: [{ uuid: service, isPrimary: true }] }),
  );

const getBLEDeviceCharacteristics = (options) =>
  connected('getBLEDeviceCharacteristics', options, () =>
    options.serviceId === service
      ? answer('getBLEDeviceCharacteristics', options, { characteristics })
      : failed('getBLEDeviceCharacteristics', options, 10004, 'no service'),
  );

const notifyBLECharacteristicValueChange = (options) =>
  connected('notifyBLECharacteristicValueChange', options, (line) => {
    line.notifies = options.state;
    return answer('notifyBLECharacteristicValueChange', options);
  });

const writeBLECharacteristicValue = (options) =>
  connected('writeBLECharacteristicValue', options, (line) => {
    const { deviceId, serviceId, characteristicId, value } = options;
    const name = 'writeBLECharacteristicValue';
    if (!(value instanceof ArrayBuffer)) return failed(name, options, 10013, 'value is no ArrayBuffer');
    if (characteristicId !== characteristics[0].uuid) return failed(name, options, 10005, 'no characteristic');
    if (value.byteLength > mostOfWrite) return failed(name, options, 10008, 'more than 20 bytes');
    sim.bluetooth.writes.push(value.byteLength);
    // The air swallows some: nobody is told.
    if (sim.bluetooth.lose > 0) {
      sim.bluetooth.lose -= 1;
      return answer(name, options);
    }
    return ask('/air/write', { connection: line.connection, frame: base64Of(value) }).then(
      ({ told: frames }) => {
        for (const frame of line.notifies ? frames : [])
          told.tell({ deviceId, serviceId, characteristicId: characteristics[1].uuid, value: bytesOf(frame).buffer });
        return answer(name, options);
      },
      () => failed(name, options, 10006, 'no connection'),
    );
  });

export const bluetooth = {
  openBluetoothAdapter,
  closeBluetoothAdapter,
  startBluetoothDevicesDiscovery,
  stopBluetoothDevicesDiscovery,
  onBluetoothDeviceFound: found.on,
  offBluetoothDeviceFound: found.off,
  createBLEConnection,
  closeBLEConnection,
  getBLEDeviceServices,
  getBLEDeviceCharacteristics,
  notifyBLECharacteristicValueChange,
  onBLECharacteristicValueChange: told.on,
  offBLECharacteristicValueChange: told.off,
  onBLEConnectionStateChange: states.on,
  offBLEConnectionStateChange: states.off,
  writeBLECharacteristicValue,
};
