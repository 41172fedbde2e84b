import { readMedia as readMediaContract, recogniseText } from 'shared-types/recognition';
import { type Route, route } from '../../http/route.js';
import { readMedia } from './commands/readMedia.js';
import { limitRecognition } from './recognition.limits.js';
import { readRecognition } from './recognition.queries.js';

export const recognitionRoutes: Route[] = [
  route(recogniseText, async (deps, call) => {
    await limitRecognition(deps, call.actor.id);
    return readRecognition(deps, call.actor, call.body.text);
  }),
  route(readMediaContract, (deps, call) => readMedia(deps, call, call.body.fileId)),
];
