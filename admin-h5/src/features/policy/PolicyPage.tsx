import { useMemo, useState } from 'react';
import { type PolicyView, readPolicy, type ServicePolicy } from 'shared-types/policy';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/policy';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { ChainRules } from './ChainRules';
import { Groups } from './groups';
import { History } from './History';
import { Preview } from './Preview';
import { fromForm, type PolicyForm, toForm } from './policyForm';

const Editor = ({ view }: { view: PolicyView }) => {
  const start = useMemo(() => toForm(view.policy), [view.policy]);
  const [form, setForm] = useState<PolicyForm>(start);
  const [asked, setAsked] = useState<ServicePolicy | null>(null);
  const mayChange = view.actions.includes('change');
  const { policy, bad } = useMemo(() => fromForm(form), [form]);
  const wrong = Object.keys(bad).length;
  const changed = policy === null || JSON.stringify(policy) !== JSON.stringify(fromForm(start).policy);
  const edit = { form, bad, set: (part: Partial<PolicyForm>) => setForm((old) => ({ ...old, ...part })) };
  return (
    <>
      <p className="t2">
        {t.version(view.version)}
        {!mayChange && `。${t.readOnly}`}
      </p>
      <fieldset className="pol" disabled={!mayChange}>
        <Groups edit={edit} />
        <ChainRules edit={edit} />
      </fieldset>
      <History history={view.history} />
      {mayChange && (
        <div className="savebar">
          <button
            type="button"
            className="btn pri"
            disabled={!policy || !changed}
            onClick={() => policy && setAsked(policy)}
          >
            {wrong > 0 ? t.bad.left(wrong) : changed ? t.preview : t.unchanged}
          </button>
          {changed && (
            <button type="button" className="btn ghost" onClick={() => setForm(start)}>
              {t.reset}
            </button>
          )}
        </div>
      )}
      {asked && (
        <Preview policy={asked} basedOn={view.version} onClose={() => setAsked(null)} onSaved={() => setAsked(null)} />
      )}
    </>
  );
};

/** 规则: every duration, threshold and frequency of the loop, as a form. */
export const PolicyPage = () => {
  const query = useRead(readPolicy);
  return (
    <Page title={t.title}>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {(view) => <Editor key={view.version} view={view} />}
      </Loaded>
    </Page>
  );
};
