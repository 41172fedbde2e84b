import { listRepairs, readRepair, readRepairBoard } from 'shared-types/staffRepair';
import { followEscalation, listEscalations } from 'shared-types/supervision';
import { useCommand } from '../lib/query';
import { t } from '../locales/zh-CN/handling';
import { ReasonDialog } from './ReasonDialog';

/** "我来跟": who says so follows the request until it is closed. */
export const FollowDialog = ({ escalationId, onClose }: { escalationId: string; onClose: () => void }) => {
  const follow = useCommand(followEscalation, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listEscalations],
    done: t.followed,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={t.followTitle}
      action={t.follow}
      label={t.followNote}
      optional
      busy={follow.isPending}
      maxLength={300}
      onClose={onClose}
      onConfirm={(note) => follow.mutate({ params: { id: escalationId }, body: note ? { note } : {} })}
    >
      <p>{t.followWhat}</p>
    </ReasonDialog>
  );
};
