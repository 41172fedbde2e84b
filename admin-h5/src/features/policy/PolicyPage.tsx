import { useMemo, useState } from 'react';
import { type PolicyView, readPolicy, readPolicyVersion, type ServicePolicy } from 'shared-types/policy';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/policy';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { ChainRules } from './ChainRules';
import { Groups } from './groups';
import { VersionDialog } from './History';
import { PolicyRooms } from './PolicyRooms';
import { PolicySheet } from './PolicySheet';
import { Preview } from './Preview';
import { fromForm, type PolicyForm, toForm } from './policyForm';

const Version = ({ version, onClose }: { version: number; onClose: () => void }) => (
  <VersionDialog
    version={version}
    query={useRead(readPolicyVersion, { params: { version } }, { staleTime: 600_000 })}
    onClose={onClose}
  />
);

const Editor = ({ view }: { view: PolicyView }) => {
  const start = useMemo(() => toForm(view.policy), [view.policy]);
  const [form, setForm] = useState<PolicyForm>(start);
  const [asked, setAsked] = useState<ServicePolicy | null>(null);
  const { policy, bad } = useMemo(() => fromForm(form), [form]);
  const changed = policy === null || JSON.stringify(policy) !== JSON.stringify(fromForm(start).policy);
  const edit = { form, bad, set: (part: Partial<PolicyForm>) => setForm((old) => ({ ...old, ...part })) };
  return (
    <>
      <PolicySheet
        version={view.version}
        mayChange={view.actions.includes('change')}
        changed={changed}
        wrong={Object.keys(bad).length}
        history={view.history}
        Version={Version}
        onAsk={() => setAsked(policy)}
        onReset={() => setForm(start)}
      >
        <Groups edit={edit} />
        <ChainRules edit={edit} />
      </PolicySheet>
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
    <Page title={t.title} tools={<PolicyRooms />}>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {(view) => <Editor key={view.version} view={view} />}
      </Loaded>
    </Page>
  );
};
