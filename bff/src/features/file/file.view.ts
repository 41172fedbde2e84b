import type { FileView } from 'shared-types/file';
import type { Deps } from '../../platform/deps.js';
import { signAddress } from '../../platform/storage/signedAddress.js';
import type { StoredFileEntity } from './file.entity.js';

const addressLivesSeconds = 3600;

export const presentFile = (deps: Deps, file: StoredFileEntity): FileView => {
  const sign = (key: string): string =>
    signAddress({ keys: deps.keys, realNow: deps.clock.realNow }, key, addressLivesSeconds);
  return {
    id: file.id,
    kind: file.kind,
    url: sign(file.storageKey),
    thumbUrl: file.thumbKey ? sign(file.thumbKey) : null,
    mime: file.mime,
    bytes: file.bytes,
    width: file.width,
    height: file.height,
    durationMs: file.durationMs,
    ...(file.heardText === null ? {} : { transcript: file.heardText }),
  };
};
