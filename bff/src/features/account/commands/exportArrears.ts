import type { QueryOf } from 'shared-types/contract';
import type { exportArrears as exportContract } from 'shared-types/staffAccount';
import type { FileAnswer } from '../../../http/route.js';
import { arrearsTexts } from '../../../locales/arrears.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { arrearsWorkbook } from '../arrears.queries.js';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Who owes what, as a table. Audited: it leaves the house. */
export const exportArrears = async (
  deps: Deps,
  call: Call<StaffActor>,
  filter: QueryOf<typeof exportContract>,
): Promise<FileAnswer> => {
  const { communityId } = call.actor;
  const { bytes, rows } = await arrearsWorkbook(deps, communityId, filter);
  await transaction(deps, { ...call, idempotency: null }, (tx) =>
    audit(tx, deps.clock, call, {
      communityId,
      action: 'arrears.exported',
      subjectKind: 'community',
      subjectId: communityId,
      subject: arrearsTexts.exportAudit(rows),
    }),
  );
  return { bytes, contentType: workbookType, fileName: `${arrearsTexts.sheet}.xlsx` };
};
