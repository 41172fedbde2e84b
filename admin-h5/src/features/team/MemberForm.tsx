import { useState } from 'react';
import { listBuildings } from 'shared-types/community';
import { departments, staffRoles } from 'shared-types/permissions';
import { createStaff, listSkills, listStaff, type StaffMemberView, updateStaff } from 'shared-types/staff';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/team';
import { Confirm } from '../../ui/Dialog';
import { Picks, SelectField, TextField } from '../../ui/Field';
import { CertificateFields } from './Certificates';

type Fields = Pick<StaffMemberView, 'name' | 'department' | 'roles' | 'certificates'> & {
  /** As it is typed; empty: the community's default. */
  orderLimit: string;
  username: string;
  phone: string;
  skills: string[];
  areaIds: string[];
};

const start = (member: StaffMemberView | null): Fields => ({
  username: member?.username ?? '',
  name: member?.name ?? '',
  phone: '',
  department: member?.department ?? 'engineering',
  roles: member?.roles ?? [],
  skills: member?.skills.map((skill) => skill.id) ?? [],
  areaIds: member?.areas.map((area) => area.id) ?? [],
  orderLimit: member?.orderLimit?.toString() ?? '',
  certificates: member?.certificates ?? [],
});

const mostOrders = 50;

/** Null: none of their own; NaN: no number that may stand there. */
const limitOf = (text: string): number | null => {
  if (!text.trim()) return null;
  const limit = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return limit >= 1 && limit <= mostOrders ? limit : Number.NaN;
};

interface MemberFormProps {
  member: StaffMemberView | null;
  onClose: () => void;
  /** The first password of a new member, to be told once; null when they have an account already. */
  onCreated: (name: string, password: string | null) => void;
}

/** New or changed: the same fields. */
export const MemberForm = ({ member, onClose, onCreated }: MemberFormProps) => {
  const { may } = useMe();
  const [fields, setFields] = useState(() => start(member));
  const skills = useRead(listSkills);
  const buildings = useRead(listBuildings, {}, { enabled: may('house.read') });
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const create = useCommand(createStaff, {
    quiet: true,
    refreshes: [listStaff],
    onDone: ({ member: made, firstPassword }) => onCreated(made.name, firstPassword),
  });
  const update = useCommand(updateStaff, { quiet: true, refreshes: [listStaff], done: t.saved, onDone: onClose });
  const command = member ? update : create;
  const bad = fieldsOf(command.error);
  const limit = limitOf(fields.orderLimit);
  const send = () => {
    const { username, phone, orderLimit: _typed, ...rest } = fields;
    const body = { ...rest, orderLimit: limit, name: rest.name.trim(), ...(phone.trim() ? { phone } : {}) };
    if (member) update.mutate({ params: { id: member.id }, body });
    else create.mutate({ body: { username: username.trim(), ...body } });
  };
  return (
    <Confirm
      title={member ? t.form.title(member.name) : t.form.create}
      action={common.save}
      busy={command.isPending}
      disabled={
        !fields.name.trim() ||
        fields.roles.length === 0 ||
        Number.isNaN(limit) ||
        fields.certificates.some((one) => !one.number.trim() || !one.validUntil) ||
        (!member && !/^[a-z][a-z0-9._-]{2,31}$/.test(fields.username.trim()))
      }
      onConfirm={send}
      onClose={onClose}
    >
      <TextField
        label={t.form.name}
        value={fields.name}
        onValue={(name) => set({ name })}
        maxLength={30}
        error={bad.name}
      />
      {!member && (
        <TextField
          label={t.form.username}
          hint={t.form.usernameHint}
          value={fields.username}
          onValue={(username) => set({ username })}
          maxLength={32}
          autoCapitalize="none"
          autoComplete="off"
          error={bad.username}
        />
      )}
      <TextField
        label={t.form.phone}
        hint={member ? t.form.phoneHint : undefined}
        placeholder={member?.phoneMasked ?? ''}
        value={fields.phone}
        onValue={(phone) => set({ phone })}
        inputMode="tel"
        maxLength={30}
        error={bad.phone}
      />
      <SelectField
        label={t.form.department}
        value={fields.department}
        onValue={(v) => set({ department: v as Fields['department'] })}
        choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
      />
      <Picks
        label={t.form.roles}
        choices={staffRoles.map((r) => ({ value: r, label: common.roles[r] }))}
        picked={fields.roles}
        onPicked={(roles) => set({ roles: roles as Fields['roles'] })}
      />
      {(skills.data?.items.length ?? 0) > 0 && (
        <Picks
          label={t.form.skills}
          choices={(skills.data?.items ?? []).map((s) => ({ value: s.id, label: s.name }))}
          picked={fields.skills}
          onPicked={(picked) => set({ skills: picked })}
        />
      )}
      {(buildings.data?.items.length ?? 0) > 0 && (
        <Picks
          label={t.form.areas}
          choices={(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name }))}
          picked={fields.areaIds}
          onPicked={(areaIds) => set({ areaIds })}
        />
      )}
      <TextField
        label={t.form.orderLimit}
        hint={t.form.orderLimitHint}
        value={fields.orderLimit}
        onValue={(orderLimit) => set({ orderLimit })}
        inputMode="numeric"
        maxLength={2}
        error={Number.isNaN(limit) ? t.form.orderLimitBad : bad.orderLimit}
      />
      <CertificateFields certificates={fields.certificates} onCertificates={(certificates) => set({ certificates })} />
      {command.error && (
        <p className="td" role="alert">
          {wordsOf(command.error)}
        </p>
      )}
    </Confirm>
  );
};
