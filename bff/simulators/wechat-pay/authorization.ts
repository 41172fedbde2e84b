import { createVerify } from 'node:crypto';
import type { PayKeys } from './keys.js';
import { invalidRequest, type PayRefusal, signError } from './refusals.js';

const scheme = 'WECHATPAY2-SHA256-RSA2048';
const windowSeconds = 300;
const shownBytes = 200;

/** Two generations of the platform answer differently (`wechat.md` 2.2). */
export type Generation = 'transactions' | 'other';

export interface SignedRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  body: string;
  header(name: string): string;
}

export interface AuthorizationRules {
  generation: Generation;
  /** Needs Accept and User-Agent, and looks at them first. */
  strictHeaders: boolean;
  keys: PayKeys;
  merchantKey: Parameters<ReturnType<typeof createVerify>['verify']>[0];
  now: Date;
}

const badFormat = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';

const readParts = (text: string): Map<string, string> | null => {
  const parts = new Map<string, string>();
  for (const part of text.split(',')) {
    const found = /^(mchid|nonce_str|signature|timestamp|serial_no)="([^"]+)"$/.exec(part);
    if (!found) return null;
    parts.set(found[1] ?? '', found[2] ?? '');
  }
  return parts.size === 5 && /^\d+$/.test(parts.get('timestamp') ?? '') ? parts : null;
};

/** Says what the platform read, so that a client's mistake is found at once. */
const wrongSignature = (request: SignedRequest, message: string, generation: Generation): PayRefusal => {
  if (generation === 'other') return signError('签名错误');
  return signError('错误的签名，验签失败', {
    detail: { issue: 'sign not match' },
    field: 'signature',
    location: 'authorization',
    sign_information: {
      method: request.method,
      sign_message_length: Buffer.byteLength(message),
      truncated_sign_message: message.slice(0, shownBytes),
      url: request.url,
    },
  });
};

/** The merchant that signed this request, or the platform's refusal; checks in the order of the live platform. */
export const authorize = (request: SignedRequest, rules: AuthorizationRules): { mchId: string } | PayRefusal => {
  const { generation, keys } = rules;
  if (rules.strictHeaders && (!request.header('accept') || !request.header('user-agent')))
    return invalidRequest('Http头缺少Accept或User-Agent');
  const given = request.header('authorization');
  const missing = (): PayRefusal => signError(generation === 'transactions' ? '签名信息错误，验签失败' : badFormat);
  if (!given || given.startsWith('Bearer ')) return missing();
  const space = given.indexOf(' ');
  if (given.slice(0, space) !== scheme) return signError('Http头Authorization认证类型不正确');
  const parts = readParts(given.slice(space + 1));
  if (!parts) return missing();
  const [mchId, timestamp, nonce] = [parts.get('mchid'), parts.get('timestamp'), parts.get('nonce_str')];
  if (Math.abs(rules.now.getTime() / 1000 - Number(timestamp)) > windowSeconds)
    return signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  if (mchId !== keys.mchId || parts.get('serial_no') !== keys.merchant.serial)
    return signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号');
  const message = `${request.method}\n${request.url}\n${timestamp}\n${nonce}\n${request.body}\n`;
  const verified = createVerify('RSA-SHA256')
    .update(message)
    .verify(rules.merchantKey, parts.get('signature') ?? '', 'base64');
  return verified ? { mchId } : wrongSignature(request, message, generation);
};
