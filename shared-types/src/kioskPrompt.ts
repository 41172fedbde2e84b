import { contract } from './contract.js';
import { FileView } from './file.js';
import { Done, Id, Instant, z } from './schemas.js';

/**
 * What a kiosk says aloud, spoken by the property's own people: for browsers without a Chinese voice, and for places whose
 * dialect no browser speaks. Which words each is stands in the front end that shows them.
 */
export const promptKeys = [
  'welcome',
  'card',
  'card-or-face',
  'face-which',
  'which',
  'what',
  'where',
  'say',
  'done',
  'pay-what',
  'pay-nothing',
  'pay-scan-wechat',
  'pay-scan-alipay',
  'pay-confirming',
  'pay-done',
  'pay-ended',
  'cash-sign',
  'complain-what',
  'complain-say',
  'complain-done',
  'ask-what',
  'ask-answered',
  'ask-unsure',
  'ask-waiting',
  'ask-written',
  'asked',
  'asked-none',
  'guest-host',
  'guest-name',
  'guest-day',
  'guest-part',
  'guest-stay',
  'guest-car',
  'guest-plate',
  'guest-uses',
  'guest-check',
  'guest-done',
] as const;
export type PromptKey = (typeof promptKeys)[number];

const Key = z.enum(promptKeys);
const managing = { as: ['staff'], may: 'kiosk.manage' } as const;
const Params = z.object({ key: Key });

export const PromptView = z.object({
  key: Key,
  recording: FileView,
  recordedAt: Instant,
  byName: z.string(),
});
export type PromptView = z.infer<typeof PromptView>;

export const PromptsView = z.object({
  /** Played even where the browser has a Chinese voice of its own. */
  preferRecorded: z.boolean(),
  items: z.array(PromptView),
});

export const listKioskPrompts = contract({
  name: 'listKioskPrompts',
  summary: '自助机的录音提示',
  method: 'GET',
  path: '/staff/kiosk-prompts',
  auth: managing,
  response: PromptsView,
  errors: [],
});

/** The caller's own upload; what was recorded before is gone. */
export const keepKioskPrompt = contract({
  name: 'keepKioskPrompt',
  summary: '录一句提示',
  method: 'PUT',
  path: '/staff/kiosk-prompts/:key',
  auth: managing,
  params: Params,
  body: z.object({ fileId: Id }),
  response: PromptsView,
  idempotent: true,
  errors: ['file.not_yours'],
});

/** Twice is once. */
export const removeKioskPrompt = contract({
  name: 'removeKioskPrompt',
  summary: '删掉一句提示',
  method: 'DELETE',
  path: '/staff/kiosk-prompts/:key',
  auth: managing,
  params: Params,
  response: Done,
  idempotent: true,
  errors: [],
});

export const preferKioskPrompts = contract({
  name: 'preferKioskPrompts',
  summary: '先放录音，还是先用浏览器的声音',
  method: 'PUT',
  path: '/staff/kiosk-prompts',
  auth: managing,
  body: z.object({ preferRecorded: z.boolean() }),
  response: PromptsView,
  idempotent: true,
  errors: [],
});

/** For the machine, which keeps what it has fetched: the file of a recording never changes. */
export const readKioskPrompts = contract({
  name: 'readKioskPrompts',
  summary: '这台自助机的录音提示',
  method: 'GET',
  path: '/kiosk/prompts',
  auth: { as: ['kiosk'] },
  response: z.object({
    preferRecorded: z.boolean(),
    items: z.array(z.object({ key: Key, fileId: Id, url: z.string() })),
  }),
  errors: [],
});
