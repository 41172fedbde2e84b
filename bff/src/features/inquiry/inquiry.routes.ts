import * as cannedApi from 'shared-types/cannedAnswer';
import * as houseApi from 'shared-types/houseInquiry';
import * as api from 'shared-types/inquiry';
import * as staffApi from 'shared-types/staffInquiry';
import { type Route, route } from '../../http/route.js';
import { listCannedViews, readCannedView } from './canned.queries.js';
import { askForHouse, askPersonForHouse } from './commands/houseActs.js';
import { changeArticle, createArticle, retireArticle } from './commands/keepArticle.js';
import { changeCanned, createCanned, removeCanned } from './commands/keepCanned.js';
import { ask, askForPerson, askInWriting, closeInquiry } from './commands/ownerActs.js';
import { endInquiry, handOverInquiry, sayInInquiry, takeInquiry, writeInquiry } from './commands/staffActs.js';
import {
  listArticleViews,
  listForDesk,
  listOfHouse,
  readArticleView,
  readCurrent,
  readForDesk,
  readOfHouse,
  readOwn,
} from './inquiry.queries.js';

const ownerRoutes: Route[] = [
  route(api.readCurrentInquiry, (deps, call) => readCurrent(deps, call.actor, call.params.id)),
  route(api.ask, async (deps, call) => readOwn(deps, call.actor, (await ask(deps, call, call.body)).id)),
  route(api.askForPerson, async (deps, call) =>
    readOwn(deps, call.actor, (await askForPerson(deps, call, call.params)).id),
  ),
  route(api.askInWriting, async (deps, call) =>
    readOwn(deps, call.actor, (await askInWriting(deps, call, call.params)).id),
  ),
  route(api.closeInquiry, async (deps, call) =>
    readOwn(deps, call.actor, (await closeInquiry(deps, call, call.params)).id),
  ),
];

const staffRoutes: Route[] = [
  route(staffApi.listInquiries, (deps, call) => listForDesk(deps, call.actor, call.query)),
  route(staffApi.readInquiry, (deps, call) => readForDesk(deps, call.actor, call.params.id)),
  route(staffApi.takeInquiry, async (deps, call) =>
    readForDesk(deps, call.actor, (await takeInquiry(deps, call, call.params)).id),
  ),
  route(staffApi.sayInInquiry, async (deps, call) =>
    readForDesk(deps, call.actor, (await sayInInquiry(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.handOverInquiry, async (deps, call) =>
    readForDesk(deps, call.actor, (await handOverInquiry(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.writeInquiry, async (deps, call) =>
    readForDesk(deps, call.actor, (await writeInquiry(deps, call, call.params)).id),
  ),
  route(staffApi.endInquiry, async (deps, call) =>
    readForDesk(deps, call.actor, (await endInquiry(deps, call, call.params)).id),
  ),
  route(staffApi.listArticles, (deps, call) => listArticleViews(deps, call.actor, call.query.q)),
  route(staffApi.createArticle, async (deps, call) =>
    readArticleView(deps, call.actor, (await createArticle(deps, call, call.body)).id),
  ),
  route(staffApi.changeArticle, async (deps, call) =>
    readArticleView(deps, call.actor, (await changeArticle(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.retireArticle, (deps, call) => retireArticle(deps, call, call.params)),
];

/** At the kiosk, with staff beside. */
const houseRoutes: Route[] = [
  route(houseApi.listHouseInquiries, (deps, call) => listOfHouse(deps, call.actor, call.params.id)),
  route(houseApi.readHouseInquiry, (deps, call) => readOfHouse(deps, call.actor, call.params.id)),
  route(houseApi.askForHouse, async (deps, call) => {
    const { id } = await askForHouse(deps, call, { houseId: call.params.id, ...call.body });
    return readOfHouse(deps, call.actor, id);
  }),
  route(houseApi.askPersonForHouse, async (deps, call) =>
    readOfHouse(deps, call.actor, (await askPersonForHouse(deps, call, call.params)).id),
  ),
];

const cannedRoutes: Route[] = [
  route(cannedApi.listCanned, (deps, call) => listCannedViews(deps, call.actor)),
  route(cannedApi.createCanned, async (deps, call) =>
    readCannedView(deps, call.actor, (await createCanned(deps, call, call.body)).id),
  ),
  route(cannedApi.changeCanned, async (deps, call) =>
    readCannedView(deps, call.actor, (await changeCanned(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(cannedApi.removeCanned, (deps, call) => removeCanned(deps, call, call.params)),
];

export const inquiryRoutes: Route[] = [...ownerRoutes, ...staffRoutes, ...houseRoutes, ...cannedRoutes];
