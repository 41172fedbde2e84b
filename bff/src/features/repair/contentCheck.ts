import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import type { Moderation } from './repair.entity.js';

/**
 * WeChat's content security for what an owner writes (wechat.md 3.7): risky is refused, doubtful goes to a person, a
 * failure holds. An emergency is never refused by a machine: it goes to a person with the words held back.
 * Called before the transaction: nothing calls out with one open.
 */
export const checkContent = async (
  deps: Deps,
  input: { openid: string | null; text: string; emergency: boolean },
): Promise<Moderation> => {
  if (input.text.trim() === '') return 'passed';
  if (!input.openid) return 'review';
  try {
    const verdict = await deps.wechat.checkText({ openid: input.openid, content: input.text, scene: 'comment' });
    if (verdict.suggest === 'pass') return 'passed';
    if (verdict.suggest === 'review' || input.emergency) return 'review';
  } catch (error) {
    const kind = (error as { kind?: string }).kind;
    deps.log.warn({ kind }, 'content check failed, held');
    return kind === 'inactive_user' ? 'review' : 'pending';
  }
  throw new AppError('repair.content_refused');
};
