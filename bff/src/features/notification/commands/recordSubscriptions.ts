import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { addQuota, clearQuota } from '../notification.store.js';

interface PopupResult {
  templateId: string;
  result: 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio';
}

/** One acceptance is one message; a refusal in the pop-up leaves what was accepted before. Only our own templates count. */
export const recordSubscriptions = (
  deps: Deps,
  call: Call<OwnerActor>,
  results: PopupResult[],
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const ours = new Set(Object.values(deps.settings.subscribeTemplates).filter(Boolean));
    for (const { templateId, result } of results) {
      if (!ours.has(templateId)) continue;
      if (result === 'accept' || result === 'acceptWithAudio')
        await addQuota(tx, call.actor.id, templateId, deps.clock.realNow());
      else if (result === 'ban') await clearQuota(tx, call.actor.id, templateId);
    }
    return { done: true };
  });
