import { feeKinds } from 'shared-types/billing';
import { houseKinds, listBuildings } from 'shared-types/community';
import { useRead } from '../../lib/query';
import { t as billing } from '../../locales/zh-CN/billing';
import { t } from '../../locales/zh-CN/fee';
import { Picks, SelectField, TextField } from '../../ui/Field';
import { Discounts } from './Discounts';
import type { Edit } from './edit';
import { type FeeForm, waysOf, withKind } from './feeForm';
import { RuleFields } from './RuleFields';

const Basics = ({ edit }: { edit: Edit }) => {
  const { form, set } = edit;
  return (
    <section className="card pad col g3" aria-label={t.basics}>
      <h2 className="fs-m">{t.basics}</h2>
      <div className="pairs">
        <TextField
          label={t.name}
          hint={t.nameHint}
          maxLength={20}
          value={form.name}
          onValue={(name) => set({ name })}
          error={edit.bad('name')}
        />
        <SelectField
          label={t.kind}
          value={form.kind}
          onValue={(kind) => set(withKind(form, kind as FeeForm['kind']))}
          choices={feeKinds.map((value) => ({ value, label: billing.kinds[value] }))}
        />
      </div>
      <div className="pairs">
        <TextField
          label={t.validFrom}
          type="month"
          value={form.validFrom}
          onValue={(validFrom) => set({ validFrom })}
          error={edit.bad('validFrom')}
        />
        <TextField
          label={t.validTo}
          type="month"
          value={form.validTo}
          onValue={(validTo) => set({ validTo })}
          error={edit.bad('validTo')}
        />
      </div>
    </section>
  );
};

const Reckoning = ({ edit }: { edit: Edit }) => {
  const { form, set } = edit;
  return (
    <section className="card pad col g3" aria-label={t.how}>
      <h2 className="fs-m">{t.how}</h2>
      <fieldset className="opt" aria-label={t.how}>
        {waysOf(form).map((how) => (
          <button
            key={how}
            type="button"
            className={form.how === how ? 'on' : ''}
            aria-pressed={form.how === how}
            onClick={() => set({ how })}
          >
            {t.hows[how]}
          </button>
        ))}
      </fieldset>
      <p className="t2">{t.howHints[form.how]}</p>
      <RuleFields edit={edit} />
    </section>
  );
};

const Scope = ({ edit }: { edit: Edit }) => {
  const { form, set } = edit;
  const buildings = useRead(listBuildings);
  return (
    <section className="card pad col g3" aria-label={t.scope}>
      <h2 className="fs-m">{t.scope}</h2>
      <p className="t2">{t.scopeHint}</p>
      <Picks
        label={t.buildings}
        picked={form.buildingIds}
        onPicked={(buildingIds) => set({ buildingIds })}
        choices={(buildings.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      />
      <Picks
        label={t.kinds}
        picked={form.houseKinds}
        onPicked={(picked) => set({ houseKinds: picked as FeeForm['houseKinds'] })}
        choices={houseKinds.map((value) => ({ value, label: t.houseKinds[value] }))}
      />
      <TextField
        label={t.usages}
        hint={t.usagesHint}
        maxLength={100}
        value={form.usages}
        onValue={(usages) => set({ usages })}
      />
    </section>
  );
};

const usualLate = { perDay: '0.05', cap: '10', grace: '0' };

const Late = ({ edit }: { edit: Edit }) => {
  const { late } = edit.form;
  return (
    <section className="card pad col g3" aria-label={t.late}>
      <h2 className="fs-m">{t.late}</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={late !== null}
          onChange={(event) => edit.set({ late: event.target.checked ? usualLate : null })}
        />
        {t.lateOn}
      </label>
      {late && (
        <div className="pairs">
          {(['perDay', 'cap', 'grace'] as const).map((field) => (
            <TextField
              key={field}
              label={t[field]}
              inputMode="decimal"
              maxLength={6}
              value={late[field]}
              onValue={(value) => edit.set({ late: { ...late, [field]: value } })}
              error={edit.bad(`late.${field}`)}
            />
          ))}
        </div>
      )}
    </section>
  );
};

/** Everything that a fee says. */
export const FeeFields = ({ edit }: { edit: Edit }) => (
  <>
    <Basics edit={edit} />
    <Reckoning edit={edit} />
    {edit.form.how !== 'one-off' && (
      <>
        <Scope edit={edit} />
        <Discounts edit={edit} />
      </>
    )}
    <Late edit={edit} />
  </>
);
