import type { Gates } from '../../http/route.js';
import { findCanned } from './canned.store.js';
import { findArticle, findInquiry, findInquiryById } from './inquiry.store.js';

/** Conversations of whoever asked; all of the community in which the staff act, and what it knows. */
export const inquiryGates: Gates = {
  inquiry: async (deps, actor, id) =>
    actor.kind === 'staff'
      ? (await findInquiry(deps.db.reader, actor.communityId, id)) !== null
      : (await findInquiryById(deps.db.reader, id))?.accountId === actor.id,
  canned_answer: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findCanned(deps.db.reader, actor.communityId, id)) !== null,
  article: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findArticle(deps.db.reader, actor.communityId, id)) !== null,
};
