import { useMemo, useState } from 'react';
import {
  type MoneyPolicy,
  type MoneyPolicyView,
  readMoneyPolicy,
  readMoneyPolicyVersion,
} from 'shared-types/moneyPolicy';
import { useRead } from '../../lib/query';
import { t as money } from '../../locales/zh-CN/moneyPolicy';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { VersionDialog } from './History';
import { MoneyGroups } from './MoneyGroups';
import { MoneyPreview } from './MoneyPreview';
import { fromMoneyForm, type MoneyForm, toMoneyForm } from './moneyForm';
import { PolicyRooms } from './PolicyRooms';
import { PolicySheet } from './PolicySheet';

const Version = ({ version, onClose }: { version: number; onClose: () => void }) => (
  <VersionDialog
    version={version}
    query={useRead(readMoneyPolicyVersion, { params: { version } }, { staleTime: 600_000 })}
    onClose={onClose}
  />
);

const Editor = ({ view }: { view: MoneyPolicyView }) => {
  const start = useMemo(() => toMoneyForm(view.policy), [view.policy]);
  const [form, setForm] = useState<MoneyForm>(start);
  const [asked, setAsked] = useState<MoneyPolicy | null>(null);
  const [said, setSaid] = useState<Record<string, string>>({});
  const { policy, bad } = useMemo(() => fromMoneyForm(form), [form]);
  const changed = policy === null || JSON.stringify(policy) !== JSON.stringify(fromMoneyForm(start).policy);
  const set = (part: Partial<MoneyForm>) => {
    setSaid({});
    setForm((old) => ({ ...old, ...part }));
  };
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
        onReset={() => set(start)}
      >
        <MoneyGroups edit={{ form, set, bad, said }} />
      </PolicySheet>
      {asked && (
        <MoneyPreview
          policy={asked}
          basedOn={view.version}
          onClose={() => setAsked(null)}
          onFaults={(faults) => {
            setSaid(faults);
            setAsked(null);
          }}
        />
      )}
    </>
  );
};

/** 收费规则: every day, amount and frequency of money, as a form. */
export const MoneyPolicyPage = () => {
  const query = useRead(readMoneyPolicy);
  return (
    <Page title={money.title} tools={<PolicyRooms />}>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {(view) => <Editor key={view.version} view={view} />}
      </Loaded>
    </Page>
  );
};
