import QRCode from 'qrcode';
import { WechatError } from '../../adapters/wechat/wechat.errors.js';
import type { FileAnswer } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readKnownPlace } from './community.queries.js';

/** Where the mini-program opens when its code is scanned; the code arrives there as the scene. */
const page = 'tabs/home/index';

/** The mini-program code of a door or an area, to print and stick on. */
export const readPlaceCodeFile = async (deps: Deps, actor: StaffActor, code: string): Promise<FileAnswer> => {
  const place = await readKnownPlace(deps, actor, code);
  try {
    const { bytes, contentType } = await deps.wechat.placeCode({ scene: place.placeCode, page });
    return { bytes, contentType };
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    deps.log.warn({ error: error.message }, 'place code refused');
    throw new AppError('upstream.unavailable');
  }
};

/** The code alone, for the camera of a worker's web page: no address is in it, so it stays true when the site moves. */
export const readPlaceQrFile = async (deps: Deps, actor: StaffActor, code: string): Promise<FileAnswer> => {
  const { placeCode } = await readKnownPlace(deps, actor, code);
  const svg = await QRCode.toString(placeCode, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return { bytes: Buffer.from(svg), contentType: 'image/svg+xml' };
};
