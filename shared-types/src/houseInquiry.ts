import { contract } from './contract.js';
import { InquiryView, inquiryStatuses } from './inquiry.js';
import { Id, Instant, text, z } from './schemas.js';

/**
 * 问一问 at the kiosk (C4, C7): a house asks, with a member of staff beside, who stands in the record. Who may read and
 * answer what owners ask may ask for them.
 */

const helping = { as: ['staff'], may: 'inquiry.answer' } as const;
const ofHouse = { ...helping, on: { param: 'id', of: 'house', within: 'community' } } as const;
const ofInquiry = { ...helping, on: { param: 'id', of: 'inquiry', within: 'community' } } as const;
const Params = z.object({ id: Id });

export const HouseInquiryRow = z.object({
  id: Id,
  /** What was asked first. */
  question: z.string(),
  /** What was answered last; null: nothing yet. */
  answer: z.nullable(z.string()),
  status: z.enum(inquiryStatuses),
  statusName: z.string(),
  at: Instant,
});
export type HouseInquiryRow = z.infer<typeof HouseInquiryRow>;

/** The last four that were asked at a kiosk for this house; what somebody asked on their telephone is not among them. */
export const listHouseInquiries = contract({
  name: 'listHouseInquiries',
  summary: '这户在自助机问过的',
  method: 'GET',
  path: '/staff/houses/:id/inquiries',
  auth: ofHouse,
  params: Params,
  response: z.object({
    items: z.array(HouseInquiryRow),
    suggestions: z.array(z.string()),
    /** What is said aloud becomes words here: a provider of speech is set up. */
    hears: z.boolean(),
  }),
  errors: [],
});

export const readHouseInquiry = contract({
  name: 'readHouseInquiry',
  summary: '自助机上的一次咨询',
  method: 'GET',
  path: '/staff/house-inquiries/:id',
  auth: ofInquiry,
  params: Params,
  response: InquiryView,
  errors: ['inquiry.not_found'],
});

/** Begins a conversation, or goes on with the one that is named. */
export const askForHouse = contract({
  name: 'askForHouse',
  summary: '帮业主问一问',
  method: 'POST',
  path: '/staff/houses/:id/inquiries',
  auth: ofHouse,
  params: Params,
  body: z.object({ inquiryId: z.optional(Id), text: text(500) }),
  response: InquiryView,
  idempotent: true,
  errors: ['house.not_found', 'inquiry.not_found', 'inquiry.illegal_transition', 'rate.limited'],
});

/** To a colleague who is at work, or to paper. Twice is once. */
export const askPersonForHouse = contract({
  name: 'askPersonForHouse',
  summary: '帮业主找人工',
  method: 'POST',
  path: '/staff/house-inquiries/:id/person',
  auth: ofInquiry,
  params: Params,
  body: z.object({}),
  response: InquiryView,
  idempotent: true,
  errors: ['inquiry.not_found', 'inquiry.illegal_transition'],
});
