import QRCode from 'qrcode';
import { WechatError } from '../../adapters/wechat/wechat.errors.js';
import type { FileAnswer } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { findDevice } from './device.store.js';

/** Where the mini-program opens when a label is scanned; the code arrives there as the scene. */
const page = 'tabs/home/index';

const codeOf = async (deps: Deps, communityId: string, id: string): Promise<string> => {
  const device = await findDevice(deps.db.reader, communityId, id);
  if (!device) throw new AppError('device.not_found');
  return device.qrCode;
};

/** The mini-program code of a device, to print and stick on. */
export const readDeviceCodeFile = async (deps: Deps, communityId: string, id: string): Promise<FileAnswer> => {
  const scene = await codeOf(deps, communityId, id);
  try {
    const { bytes, contentType } = await deps.wechat.placeCode({ scene, page });
    return { bytes, contentType };
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    deps.log.warn({ error: error.message }, 'device code refused');
    throw new AppError('upstream.unavailable');
  }
};

/** The code alone, for the camera of a web page. */
export const readDeviceQrFile = async (deps: Deps, communityId: string, id: string): Promise<FileAnswer> => {
  const svg = await QRCode.toString(await codeOf(deps, communityId, id), {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 2,
  });
  return { bytes: Buffer.from(svg), contentType: 'image/svg+xml' };
};
