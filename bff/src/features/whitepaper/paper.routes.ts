import * as api from 'shared-types/whitePaper';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { whitePaperTexts as t } from '../../locales/whitePaper.js';
import type { Actor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { listBehind, listSummaries, paperOf } from './paper.queries.js';
import { presentPaper } from './paper.view.js';
import { paperPdf } from './paperPdf.js';

/** Doors are for those who work with requests; everybody else reads buildings. */
const seesDoors = (actor: Actor): boolean => actor.kind === 'staff' && actor.permissions.has('request.read');

const viewOf = async (deps: Deps, actor: Actor, id: string): Promise<api.WhitePaperView> => {
  const paper = await paperOf(deps.db.reader, id);
  const community = await readCommunity(deps.db.reader, paper.communityId);
  return presentPaper(paper, community?.name ?? '', !seesDoors(actor));
};

export const whitePaperRoutes: Route[] = [
  route(api.listWhitePapers, async (deps, call) => {
    const house = call.actor.houses.find(({ houseId }) => houseId === call.params.houseId);
    if (!house) throw new AppError('house.not_found');
    return listSummaries(deps.db.reader, house.communityId, call.query);
  }),
  route(api.readWhitePaper, (deps, call) => viewOf(deps, call.actor, call.params.id)),
  route(api.printWhitePaper, async (deps, call) => {
    const view = await viewOf(deps, call.actor, call.params.id);
    return { bytes: await paperPdf(view), contentType: 'application/pdf', fileName: t.fileName(view.period) };
  }),
  route(api.listPaperRequests, async (deps, call) =>
    listBehind(deps.db.reader, await paperOf(deps.db.reader, call.params.id), call.query, !seesDoors(call.actor)),
  ),
  route(api.listStaffWhitePapers, (deps, call) => listSummaries(deps.db.reader, call.actor.communityId, call.query)),
];
