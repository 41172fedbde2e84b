import { connect, type Socket } from 'node:net';

/** Devices that publish as fast as they are acknowledged, written by hand: a client library would cost more than a broker. */
export interface LoadDevice {
  communityId: string;
  id: string;
  secret: string;
}

export interface Load {
  url: string;
  devices: LoadDevice[];
  /** Of each device. */
  from: number;
  count: number;
  /** Not acknowledged at once, of each device. */
  window: number;
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

const packet = (type: number, body: Buffer): Buffer => {
  const length: number[] = [];
  let rest = body.length;
  do {
    const part = rest % 128;
    rest = rest >> 7;
    length.push(rest > 0 ? part | 128 : part);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([type, ...length]), body]);
};

const connectPacket = ({ communityId, id, secret }: LoadDevice): Buffer =>
  packet(
    0x10,
    Buffer.concat([text('MQTT'), Buffer.from([4, 0xc2, 0, 0]), text(id), text(`${communityId}/${id}`), text(secret)]),
  );

const publishPacket = (topic: Buffer, messageId: number, payload: string): Buffer =>
  packet(0x32, Buffer.concat([topic, Buffer.from([messageId >> 8, messageId & 255]), Buffer.from(payload)]));

const base = Date.now() - 3_600_000;

const runDevice = (device: LoadDevice, { url, from, count, window }: Load): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket: Socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    socket.setNoDelay(true);
    const topic = text(`anju/v1/${device.communityId}/${device.id}/telemetry`);
    let sent = 0;
    let acknowledged = 0;
    let held = Buffer.alloc(0);
    const fill = (): void => {
      const packets: Buffer[] = [];
      for (; sent < count && sent - acknowledged < window; sent++) {
        const seq = from + sent;
        const values = { energy: 1000 + seq / 100, power: 350 + (seq % 100), voltage: 228 };
        packets.push(publishPacket(topic, (sent % 65_535) + 1, JSON.stringify({ ts: base + seq * 10, seq, values })));
      }
      if (packets.length > 0) socket.write(Buffer.concat(packets));
    };
    socket.on('data', (chunk) => {
      held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      const whole = held.length - (held.length % 4);
      // CONNACK and PUBACK are four bytes each; nothing else comes.
      for (let at = 0; at < whole; at += 4) if (held[at] === 0x40) acknowledged += 1;
      held = held.subarray(whole);
      if (acknowledged === count) socket.end(() => resolve());
      else if (sent === acknowledged || sent - acknowledged < window / 2) fill();
    });
    socket.on('error', reject);
    socket.on('close', () => (acknowledged < count ? reject(new Error('cut off')) : resolve()));
    socket.write(connectPacket(device));
  });

process.on('message', (load: Load) => {
  const begun = performance.now();
  Promise.all(load.devices.map((device) => runDevice(device, load))).then(
    () => process.send?.({ ms: performance.now() - begun }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
