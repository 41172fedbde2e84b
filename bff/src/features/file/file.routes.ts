import { uploadFile } from 'shared-types/file';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { storeUpload } from './commands/storeUpload.js';
import { findFile } from './file.store.js';
import { presentFile } from './file.view.js';

export const fileRoutes: Route[] = [
  route(uploadFile, async (deps, call) => {
    const { id } = await storeUpload(deps, call, { ...call.upload, durationMs: call.query.durationMs ?? null });
    const file = await findFile(deps.db.reader, id);
    if (!file) throw new AppError('file.not_found');
    return presentFile(deps, file);
  }),
];
