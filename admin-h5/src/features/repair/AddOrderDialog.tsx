import { useState } from 'react';
import { listDispatches } from 'shared-types/dispatch';
import { departments } from 'shared-types/permissions';
import { listSkills } from 'shared-types/staff';
import { addRepairOrder, listRepairs, readRepair, readRepairBoard } from 'shared-types/staffRepair';
import { useCommand, useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/handling';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';

/** A further department joins in. */
export const AddOrderDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [department, setDepartment] = useState('security');
  const [skill, setSkill] = useState('');
  const [task, setTask] = useState('');
  const skills = useRead(listSkills, {}, { staleTime: 600_000 });
  const add = useCommand(addRepairOrder, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listDispatches],
    done: t.orderAdded,
    onDone: onClose,
  });
  const of = departments.find((one) => one === department);
  return (
    <Confirm
      title={t.addOrderTitle}
      action={t.addOrder}
      busy={add.isPending}
      disabled={!of || !skill || !task.trim()}
      onConfirm={() => of && add.mutate({ params: { id }, body: { department: of, skill, task } })}
      onClose={onClose}
    >
      <p>{t.addOrderWhat}</p>
      <SelectField
        label={t.department}
        value={department}
        onValue={setDepartment}
        choices={departments.map((one) => ({ value: one, label: common.departments[one] }))}
      />
      <SelectField
        label={t.skill}
        value={skill}
        onValue={setSkill}
        choices={[
          { value: '', label: t.skill },
          ...(skills.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      <TextField label={t.task} placeholder={t.taskHint} value={task} onValue={setTask} maxLength={60} />
    </Confirm>
  );
};
