import { z } from 'zod';

/** The purposes that WeChat's content check knows; it judges each a little differently. */
export const checkScenes = { profile: 1, comment: 2, forum: 3, social: 4 } as const;
export type CheckScene = keyof typeof checkScenes;

export interface PhoneNumber {
  /** With the country code in front when it is not a mainland number. */
  phoneNumber: string;
  purePhoneNumber: string;
  countryCode: string;
}

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** Page to open, with its query, without a leading slash. */
  page?: string;
  /** Template key (`thing1`) -> value; made by `subscribeValues`. */
  data: Record<string, string>;
}

/** `refused` is final: repeating the same message cannot help. Anything that could is thrown. */
export type SendOutcome = 'sent' | { refused: 'no_subscription' | 'user_unknown' | 'content_refused' };

export interface TextVerdict {
  suggest: 'pass' | 'review' | 'risky';
  label: number;
  traceId: string;
}

export interface PlaceCode {
  bytes: Buffer;
  contentType: string;
}

/** What we ask of WeChat. Every method rejects with `WechatError` and nothing else. */
export interface WechatPort {
  /** The code of wx.login: five minutes, once. */
  exchangeLoginCode(code: string): Promise<{ openid: string; unionid?: string }>;
  /** The code of the phone button: five minutes, once. */
  phoneNumber(code: string): Promise<PhoneNumber>;
  /** Kind `unknown` means that it may have arrived: the caller decides whether twice is worse than never. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<SendOutcome>;
  /** A mini-program code; `scene` is 1 to 32 of WeChat's characters. */
  placeCode(place: { scene: string; page: string }): Promise<PlaceCode>;
  /** `inactive_user` and failures are no verdict: the text waits for a person. */
  checkText(text: { openid: string; content: string; scene: CheckScene }): Promise<TextVerdict>;
}

/** Every JSON answer of WeChat's, success or not, fits this. */
export const Envelope = z.object({ errcode: z.number().int().default(0) });

export const SessionAnswer = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() });

export const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export const PhoneAnswer = z.object({
  phone_info: z.object({
    phoneNumber: z.string().min(1),
    purePhoneNumber: z.string().min(1),
    countryCode: z.coerce.string().min(1),
    watermark: z.object({ timestamp: z.coerce.number(), appid: z.string() }),
  }),
});

export const CheckAnswer = z.object({
  trace_id: z.coerce.string(),
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']), label: z.coerce.number().int() }),
});
