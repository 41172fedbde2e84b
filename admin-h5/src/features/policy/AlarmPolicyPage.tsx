import { useEffect, useState } from 'react';
import {
  type AlarmPolicy,
  type AlarmPolicyView,
  type AlarmRule,
  alarmSeverities,
  changeAlarmPolicy,
  previewAlarmPolicy,
  readAlarmPolicy,
  readAlarmPolicyVersion,
  type SaidFamily,
  type SaidRule,
  saidFamilies,
} from 'shared-types/alarmPolicy';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/alarmPolicy';
import { t as policyWords } from '../../locales/zh-CN/policy';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { AlarmRuleDialog } from './AlarmRuleDialog';
import {
  type DeadlineTexts,
  deadlineFields,
  freshRule,
  fromDeadlineTexts,
  isBadDeadline,
  type RuleForm,
  toDeadlineTexts,
  toRuleForm,
} from './alarmForm';
import { Line } from './fields';
import { VersionDialog } from './History';
import { PolicyRooms } from './PolicyRooms';
import { PolicySheet } from './PolicySheet';
import { Changes } from './Preview';
import { PreviewDialog } from './PreviewDialog';

const Version = ({ version, onClose }: { version: number; onClose: () => void }) => (
  <VersionDialog
    version={version}
    query={useRead(readAlarmPolicyVersion, { params: { version } }, { staleTime: 600_000 })}
    onClose={onClose}
  />
);

const Preview = ({ policy, basedOn, onClose }: { policy: AlarmPolicy; basedOn: number; onClose: () => void }) => {
  const preview = useCommand(previewAlarmPolicy, { quiet: true });
  const save = useCommand(changeAlarmPolicy, {
    quiet: true,
    refreshes: [readAlarmPolicy],
    done: policyWords.saved,
    onDone: onClose,
  });
  const ask = preview.mutate;
  useEffect(() => ask({ body: { policy } }), [ask, policy]);
  return (
    <PreviewDialog
      effects={
        preview.data && (
          <>
            <Changes changes={preview.data.changes} />
            {preview.data.rehearsals.map(({ ruleId, words }) => (
              <p key={ruleId} className="note">
                {words}
              </p>
            ))}
            <p className="note brand">{t.kept}</p>
          </>
        )
      }
      pending={preview.isPending}
      saving={save.isPending}
      error={preview.error ?? save.error}
      onSave={(reason) => save.mutate({ body: { policy, basedOn, reason } })}
      onClose={onClose}
    />
  );
};

const Deadlines = ({ texts, onTexts }: { texts: DeadlineTexts; onTexts: (texts: DeadlineTexts) => void }) => (
  <section className="card pad" aria-label={t.deadlines}>
    <h2 className="fs-m">{t.deadlines}</h2>
    <p className="t3">{t.deadlinesHint}</p>
    {alarmSeverities.flatMap((severity) =>
      deadlineFields.map((field) => (
        <Line
          key={`${severity}.${field}`}
          label={`${t.severities[severity]}：${t.fields[field]}`}
          bad={isBadDeadline(field, texts[severity][field]) ? t.minutesBad : undefined}
        >
          {(ids) => (
            <>
              <input
                className="inp"
                inputMode="numeric"
                maxLength={6}
                {...ids}
                value={texts[severity][field]}
                onChange={(event) =>
                  onTexts({ ...texts, [severity]: { ...texts[severity], [field]: event.target.value } })
                }
              />
              <span className="t2">{t.minutes}</span>
            </>
          )}
        </Line>
      )),
    )}
  </section>
);

interface SaidProps {
  family: SaidFamily;
  rules: Record<string, SaidRule>;
  typeName: (id: string) => string;
  onRule: (kind: string, rule: SaidRule) => void;
}

/** What becomes of what cameras, devices and meters say, each kind in a line. */
const Said = ({ family, rules, typeName, onRule }: SaidProps) => {
  const { title, hint, names } = t.said[family];
  return (
    <section className="card pad" aria-label={title}>
      <h2 className="fs-m">{title}</h2>
      <p className="t3">{hint}</p>
      {Object.entries(names).map(([kind, name]) => {
        const rule = rules[kind];
        return (
          rule && (
            <div key={kind} className="pf">
              <label className="check">
                <input
                  type="checkbox"
                  aria-label={t.saidOn(name)}
                  checked={rule.active}
                  onChange={(event) => onRule(kind, { ...rule, active: event.target.checked })}
                />
                {name}
                {rule.order && <span className="t3">{t.opensOrder(typeName(rule.order.problemTypeId))}</span>}
              </label>
              <span className="amount">
                <select
                  className="inp"
                  aria-label={t.severityOf(name)}
                  value={rule.severity}
                  onChange={(event) => onRule(kind, { ...rule, severity: event.target.value as SaidRule['severity'] })}
                >
                  {alarmSeverities.map((severity) => (
                    <option key={severity} value={severity}>
                      {t.severities[severity]}
                    </option>
                  ))}
                </select>
              </span>
            </div>
          )
        );
      })}
    </section>
  );
};

interface RulesProps {
  view: AlarmPolicyView;
  rules: readonly AlarmRule[];
  mayChange: boolean;
  onRules: (rules: AlarmRule[]) => void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const Rules = ({ view, rules, mayChange, onRules }: RulesProps) => {
  const now = useNow();
  const [editing, setEditing] = useState<RuleForm | null>(null);
  const keep = (rule: AlarmRule): void => {
    const known = rules.some(({ id }) => id === rule.id);
    onRules(known ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule]);
    setEditing(null);
  };
  return (
    <section className="card pad whole" aria-label={t.rules}>
      <h2 className="fs-m">{t.rules}</h2>
      <p className="t3">{t.rulesHint}</p>
      <ul className="alarm-rules">
        {rules.map((rule) => {
          const at = view.policy.rules.findIndex(({ id }) => id === rule.id);
          const inForce = at >= 0 && same(view.policy.rules[at], rule);
          return (
            <li key={rule.id}>
              <div className="col g1 grow" style={{ minWidth: 0 }}>
                <span className="row g2 wrap">
                  <b>{rule.name}</b>
                  {!rule.active && <Chip name="void">{t.off}</Chip>}
                  {!inForce && <span className="tm">{at < 0 ? t.fresh : t.changed}</span>}
                </span>
                {inForce && <span className="t2">{view.sentences[at]}</span>}
              </div>
              {mayChange && (
                <span className="row g2">
                  <button
                    type="button"
                    className="btn ghost sm"
                    aria-label={t.edit(rule.name)}
                    onClick={() => setEditing(toRuleForm(rule))}
                  >
                    {t.editShort}
                  </button>
                  <button
                    type="button"
                    className="btn plain sm"
                    aria-label={t.remove(rule.name)}
                    onClick={() => onRules(rules.filter(({ id }) => id !== rule.id))}
                  >
                    {t.removeShort}
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {mayChange && (
        <button type="button" className="btn sec sm" onClick={() => setEditing(freshRule(now))}>
          {t.add}
        </button>
      )}
      {editing && (
        <AlarmRuleDialog start={editing} choices={view.choices} onDone={keep} onClose={() => setEditing(null)} />
      )}
    </section>
  );
};

const saidOf = ({ camera, told, found }: AlarmPolicy): Pick<AlarmPolicy, SaidFamily> => ({ camera, told, found });

const Editor = ({ view }: { view: AlarmPolicyView }) => {
  const [texts, setTexts] = useState(() => toDeadlineTexts(view.policy));
  const [said, setSaid] = useState(() => saidOf(view.policy));
  const [rules, setRules] = useState<AlarmRule[]>(view.policy.rules);
  const [asked, setAsked] = useState<AlarmPolicy | null>(null);
  const deadlines = fromDeadlineTexts(texts);
  const policy = deadlines && { deadlines, ...said, rules };
  const wrong = deadlines
    ? 0
    : alarmSeverities.flatMap((severity) =>
        deadlineFields.filter((field) => isBadDeadline(field, texts[severity][field])),
      ).length;
  const mayChange = view.actions.includes('change');
  const typeName = (id: string): string => view.choices.problemTypes.find((type) => type.id === id)?.name ?? id;
  return (
    <>
      <p className="t2">{t.what}</p>
      <PolicySheet
        version={view.version}
        mayChange={mayChange}
        changed={!same(policy, view.policy)}
        wrong={wrong}
        history={view.history}
        Version={Version}
        onAsk={() => setAsked(policy)}
        onReset={() => {
          setTexts(toDeadlineTexts(view.policy));
          setSaid(saidOf(view.policy));
          setRules(view.policy.rules);
        }}
      >
        <Rules view={view} rules={rules} mayChange={mayChange} onRules={setRules} />
        <Deadlines texts={texts} onTexts={setTexts} />
        {saidFamilies.map((family) => (
          <Said
            key={family}
            family={family}
            rules={said[family]}
            typeName={typeName}
            onRule={(kind, rule) => setSaid({ ...said, [family]: { ...said[family], [kind]: rule } })}
          />
        ))}
      </PolicySheet>
      {asked && <Preview policy={asked} basedOn={view.version} onClose={() => setAsked(null)} />}
    </>
  );
};

/** 报警规则: what is abnormal, how heavy it is, and by when somebody has to be there. */
export const AlarmPolicyPage = () => {
  const query = useRead(readAlarmPolicy);
  return (
    <Page title={t.title} tools={<PolicyRooms />}>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {(view) => <Editor key={view.version} view={view} />}
      </Loaded>
    </Page>
  );
};
