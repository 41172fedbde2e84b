import {
  changeStaffPassword as changeStaffPasswordContract,
  giveWechatPhone as giveWechatPhoneContract,
  readOwner,
  readStaffSelf,
  signInStaff as signInStaffContract,
  signInWithWechat as signInWithWechatContract,
  signOut as signOutContract,
  stepUpStaff as stepUpStaffContract,
} from 'shared-types/auth';
import * as bindings from 'shared-types/binding';
import * as staff from 'shared-types/staff';
import { toInstant } from 'shared-types/time';
import { type Route, route } from '../../http/route.js';
import { skillTrades } from '../../locales/staff.js';
import { applyForBinding } from './commands/applyForBinding.js';
import { approveBinding } from './commands/approveBinding.js';
import { changeStaffPassword } from './commands/changeStaffPassword.js';
import { createShift } from './commands/createShift.js';
import { createStaff } from './commands/createStaff.js';
import { deleteShift } from './commands/deleteShift.js';
import { endBinding } from './commands/endBinding.js';
import { endBindingByStaff } from './commands/endBindingByStaff.js';
import { giveWechatPhone } from './commands/giveWechatPhone.js';
import { rejectBinding } from './commands/rejectBinding.js';
import { resetStaffPassword } from './commands/resetStaffPassword.js';
import { setStaffActive } from './commands/setStaffActive.js';
import { signInStaff } from './commands/signInStaff.js';
import { signInWithWechat } from './commands/signInWithWechat.js';
import { signOut } from './commands/signOut.js';
import { stepUpStaff } from './commands/stepUpStaff.js';
import { updateStaff } from './commands/updateStaff.js';
import { presentSkills } from './identity.view.js';
import {
  limitApplications,
  limitOwnerSignIn,
  limitPasswordChange,
  limitPhoneCodes,
  limitStaffSignIn,
  limitStepUp,
} from './limits.js';
import { listMemberViews, listOwnBindingViews, readOwnBindingView, readOwnerView } from './owner.queries.js';
import { listReviewViews, readReviewView } from './review.queries.js';
import {
  type CountOpenOrders,
  listMembers,
  listShiftViews,
  readMember,
  readSelfView,
  readShiftView,
} from './staff.queries.js';

const done = { done: true as const };

const ownerRoutes: Route[] = [
  route(signInWithWechatContract, async (deps, call) => {
    await limitOwnerSignIn(deps, call.ip);
    const { accountId, token } = await signInWithWechat(deps, call, call.body);
    return { token, owner: await readOwnerView(deps, accountId) };
  }),
  route(giveWechatPhoneContract, async (deps, call) => {
    await limitPhoneCodes(deps, call.actor.id);
    const { newlyBound } = await giveWechatPhone(deps, call, call.body);
    return { owner: await readOwnerView(deps, call.actor.id), newlyBound };
  }),
  route(readOwner, (deps, call) => readOwnerView(deps, call.actor.id)),
  route(bindings.applyForBinding, async (deps, call) => {
    await limitApplications(deps, call.actor.id);
    const { id } = await applyForBinding(deps, call, call.body);
    return readOwnBindingView(deps, id);
  }),
  route(bindings.listOwnBindings, async (deps, call) => ({ items: await listOwnBindingViews(deps, call.actor) })),
  route(bindings.endBinding, async (deps, call) => {
    await endBinding(deps, call, call.params);
    return done;
  }),
  route(bindings.listHouseMembers, async (deps, call) => ({
    items: await listMemberViews(deps, call.actor, call.params.id),
  })),
];

const reviewRoutes: Route[] = [
  route(bindings.listBindings, (deps, call) => listReviewViews(deps, call.actor, call.query)),
  route(bindings.approveBinding, async (deps, call) => {
    const { id } = await approveBinding(deps, call, call.params);
    return readReviewView(deps, call.actor, id);
  }),
  route(bindings.rejectBinding, async (deps, call) => {
    const { id } = await rejectBinding(deps, call, { ...call.params, ...call.body });
    return readReviewView(deps, call.actor, id);
  }),
  route(bindings.endBindingByStaff, async (deps, call) => {
    const { id } = await endBindingByStaff(deps, call, { ...call.params, ...call.body });
    return readReviewView(deps, call.actor, id);
  }),
];

const selfRoutes: Route[] = [
  route(signInStaffContract, async (deps, call) => {
    await limitStaffSignIn(deps, call.ip);
    const { token, actor } = await signInStaff(deps, call, call.body);
    return { token, staff: await readSelfView(deps, actor) };
  }),
  route(readStaffSelf, (deps, call) => readSelfView(deps, call.actor)),
  route(changeStaffPasswordContract, async (deps, call) => {
    await limitPasswordChange(deps, call.actor.id);
    await changeStaffPassword(deps, call, call.body);
    return done;
  }),
  route(stepUpStaffContract, async (deps, call) => {
    await limitStepUp(deps, call.actor.id);
    const { validUntil } = await stepUpStaff(deps, call, call.body);
    return { validUntil: toInstant(validUntil) };
  }),
  route(signOutContract, async (deps, call) => {
    await signOut(deps, call);
    return done;
  }),
];

const memberRoutes = (countOpenOrders: CountOpenOrders): Route[] => [
  route(staff.listSkills, async () => ({ items: presentSkills(Object.keys(skillTrades)) })),
  route(staff.listStaff, (deps, call) => listMembers(deps, call.actor, call.query, countOpenOrders)),
  route(staff.createStaff, async (deps, call) => {
    const { id, firstPassword } = await createStaff(deps, call, call.body);
    return { member: await readMember(deps, call.actor, id, countOpenOrders), firstPassword };
  }),
  route(staff.updateStaff, async (deps, call) => {
    const { id } = await updateStaff(deps, call, { ...call.params, ...call.body });
    return readMember(deps, call.actor, id, countOpenOrders);
  }),
  route(staff.setStaffActive, async (deps, call) => {
    const { id } = await setStaffActive(deps, call, { ...call.params, ...call.body });
    return readMember(deps, call.actor, id, countOpenOrders);
  }),
  route(staff.resetStaffPassword, (deps, call) => resetStaffPassword(deps, call, call.params)),
];

const shiftRoutes: Route[] = [
  route(staff.listShifts, async (deps, call) => ({ items: await listShiftViews(deps, call.actor, call.query) })),
  route(staff.createShift, async (deps, call) => {
    const { staffId, startsAt, endsAt } = call.body;
    const { id } = await createShift(deps, call, {
      staffId,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    });
    return readShiftView(deps, call.actor, id);
  }),
  route(staff.deleteShift, (deps, call) => deleteShift(deps, call, call.params)),
];

/** Open orders are counted by the feature that owns them; the registry hands its count in. */
export const identityRoutes = (from: { countOpenOrders: CountOpenOrders }): Route[] => [
  ...ownerRoutes,
  ...reviewRoutes,
  ...selfRoutes,
  ...memberRoutes(from.countOpenOrders),
  ...shiftRoutes,
];
