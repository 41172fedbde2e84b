import type { registerMandate as contract } from 'shared-types/autodebit';
import type { BodyOf } from 'shared-types/contract';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { autodebitTexts } from '../../../locales/autodebit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { lockHouse, readHouseBrief } from '../../community/community.door.js';
import { takeFiles } from '../../file/file.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { findOpenOfHouse, insertMandate } from '../autodebit.store.js';
import { blankMandate } from './signMandate.js';

/** Writes down a mandate that was signed on paper for the bank, with the form; name and number stand encrypted. */
export const registerMandate = (
  deps: Deps,
  call: Call<StaffActor>,
  input: BodyOf<typeof contract>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: registeredBy, name: registeredByName } = call.actor;
    const house = await readHouseBrief(tx, communityId, input.houseId);
    if (!house) throw new AppError('house.not_found');
    const policy = (await readMoneyPolicy(tx, communityId)).autoDebit;
    if (!policy.on) throw new AppError('autodebit.off');
    await lockHouse(tx, communityId, house.id);
    if (await findOpenOfHouse(tx, communityId, house.id))
      throw new AppError('autodebit.illegal_transition', { detail: autodebitTexts.houseTaken });
    const now = deps.clock.now();
    const id = newId(now);
    const card = input.cardNumber.replaceAll(' ', '');
    await insertMandate(tx, {
      ...blankMandate,
      communityId,
      id,
      houseId: house.id,
      kind: 'bank',
      status: 'active',
      limitFen: input.limitFen ?? policy.limitFen,
      createdAt: now,
      askedAt: now,
      signedAt: now,
      openKey: house.id,
      holderEncrypted: encryptField(deps.keys, input.holderName, 'holder'),
      cardEncrypted: encryptField(deps.keys, card, 'card'),
      cardTail: card.slice(-4),
      bankName: input.bankName,
      agreementNo: input.agreementNo,
      registeredBy,
      registeredByName,
    });
    const subject = { communityId, subjectKind: 'autodebit', subjectId: id };
    await takeFiles(tx, call.actor, input.fileIds, subject, ['image', 'document']);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'autodebit.registered',
      subjectKind: 'autodebit',
      subjectId: id,
      subject: autodebitTexts.subjectMandate(house.label, 'bank'),
    });
    return { id };
  });
