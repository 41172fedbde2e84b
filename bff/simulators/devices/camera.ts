import { randomUUID } from 'node:crypto';
import { fileState } from '../fileState.js';
import { createNotices, type Notice, type NoticeWay } from '../notices.js';
import { type CameraKind, drawScene } from './cameraScenes.js';

/** A camera as its installer set it up: where it pushes to, and as whom. */
export interface Camera {
  communityId: string;
  deviceId: string;
  secret: string;
  name: string;
}

interface Pushed {
  camera: string;
  eventId: string;
  kind: CameraKind;
  at: string;
  words: string;
  /** Another picture than a camera's: cut in the middle. */
  brokenPicture: boolean;
}

interface State {
  /** http://localhost:8080 */
  origin: string;
  cameras: Camera[];
  pushes: Notice<Pushed>[];
}

/** A camera that was not answered comes again after so many minutes. */
const ladderMinutes = [0.2, 1, 5, 15, 60];

const credentialsOf = ({ communityId, deviceId, secret }: Camera, forged: boolean): string =>
  `Basic ${Buffer.from(`${communityId}/${deviceId}:${forged ? 'forged' : secret}`).toString('base64')}`;

/** multipart/form-data as cameras write it: the event as JSON, then the picture. */
const multipart = (event: object, picture: Buffer): { contentType: string; body: Buffer<ArrayBuffer> } => {
  const boundary = `----camera${randomUUID()}`;
  const head = (name: string, more = '', type = ''): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n${type}\r\n`;
  const parts = [
    Buffer.from(`${head('event')}${JSON.stringify(event)}\r\n`),
    Buffer.from(head('picture', '; filename="event.jpg"', 'Content-Type: image/jpeg\r\n')),
    picture,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
};

export interface PushWish {
  deviceId: string;
  kind: CameraKind;
  way?: NoticeWay;
  words?: string;
  brokenPicture?: boolean;
  /** Minutes by which the camera's clock is wrong. */
  clockMinutes?: number;
}

/** Cameras that push events to the community, with a camera's patience: again until they are answered 204. */
export const createCameraWorld = ({ folder, now }: { folder: string | null; now: () => Date }) => {
  const state = fileState<State>(folder, 'cameras', () => ({ origin: '', cameras: [], pushes: [] }));
  const find = (deviceId: string): Camera | undefined =>
    state.value.cameras.find((camera) => camera.deviceId === deviceId);
  const pushes = createNotices<Pushed>({
    now,
    ladderMinutes,
    list: state.value.pushes,
    save: state.save,
    render: async ({ fields, way }) => {
      const camera = find(fields.camera);
      if (!camera) throw new Error('no such camera');
      const { eventId, kind, at, words } = fields;
      const picture = await drawScene(kind);
      const sent = fields.brokenPicture ? picture.subarray(0, 300) : picture;
      return {
        ...multipart({ eventId, kind, at, ...(words && { words }) }, sent),
        headers: { Authorization: credentialsOf(camera, way === 'forged') },
      };
    },
    taken: (status) => status === 204,
  });
  return {
    pushes,
    cameras: (): readonly Camera[] => state.value.cameras,
    /** What the installer typed in; known ones are set anew. */
    install: (origin: string, cameras: readonly Camera[]): void => {
      const others = state.value.cameras.filter(({ deviceId }) => !cameras.some((one) => one.deviceId === deviceId));
      Object.assign(state.value, { origin, cameras: [...others, ...cameras] });
      state.save();
    },
    /** Sees something; null: there is no such camera. */
    see: ({ deviceId, kind, way = 'normal', words = '', brokenPicture = false, clockMinutes = 0 }: PushWish) => {
      const camera = find(deviceId);
      if (!camera) return null;
      const eventId = randomUUID();
      const at = new Date(now().getTime() + clockMinutes * 60_000).toISOString();
      pushes.send({
        id: eventId,
        about: `${camera.name} ${kind}`,
        url: `${state.value.origin}/callbacks/devices/camera`,
        way,
        fields: { camera: deviceId, eventId, kind, at, words, brokenPicture },
      });
      return eventId;
    },
    calm: (): void => {
      state.value.pushes.length = 0;
      state.save();
    },
  };
};
export type CameraWorld = ReturnType<typeof createCameraWorld>;
