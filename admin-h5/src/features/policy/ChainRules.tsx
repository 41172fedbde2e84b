import { useState } from 'react';
import { type Department, departments } from 'shared-types/permissions';
import type { ChainRule } from 'shared-types/policy';
import { listProblemTypes } from 'shared-types/repair';
import { listSkills } from 'shared-types/staff';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/policy';
import { type Choice, Picks, SelectField, TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { badWords } from './badWords';
import type { Edit } from './fields';
import { Card } from './groups';
import { newRuleId } from './policyForm';

const w = t.chain;
const mostOpens = 5;
const mostWords = 30;
const mostRules = 50;

const Words = ({ words, onWords }: { words: readonly string[]; onWords: (words: string[]) => void }) => {
  const [text, setText] = useState('');
  const add = () => {
    const word = text.trim();
    if (word && !words.includes(word) && words.length < mostWords) onWords([...words, word]);
    setText('');
  };
  return (
    <fieldset className="field" aria-label={w.words}>
      <span>{w.words}</span>
      <div className="opt">
        {words.map((word) => (
          <button
            key={word}
            type="button"
            className="on"
            aria-label={w.removeWord(word)}
            title={w.removeWord(word)}
            onClick={() => onWords(words.filter((one) => one !== word))}
          >
            {word}
            <Icon name="close" size={14} />
          </button>
        ))}
        <input
          className="inp"
          style={{ width: 132 }}
          aria-label={w.word}
          placeholder={w.word}
          maxLength={20}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        {text.trim() && (
          <button type="button" onClick={add}>
            {w.addWord}
          </button>
        )}
      </div>
    </fieldset>
  );
};

interface OpensProps {
  opens: ChainRule['opens'];
  skills: readonly Choice[];
  taskBad: (i: number) => string | undefined;
  onOpens: (opens: ChainRule['opens']) => void;
}

const Opens = ({ opens, skills, taskBad, onOpens }: OpensProps) => {
  const change = (i: number, part: Partial<ChainRule['opens'][number]>) =>
    onOpens(opens.map((one, at) => (at === i ? { ...one, ...part } : one)));
  return (
    <div className="col g2">
      <span className="t2">{w.opens}</span>
      {opens.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own while they are typed
        <div key={i} className="opens">
          <SelectField
            label={w.department}
            value={one.department}
            onValue={(v) => change(i, { department: v as Department })}
            choices={departments.map((d) => ({ value: d, label: common.departments[d] }))}
          />
          <SelectField
            label={w.skill}
            value={one.skill}
            onValue={(skill) => change(i, { skill })}
            choices={
              skills.some((s) => s.value === one.skill) ? skills : [{ value: one.skill, label: one.skill }, ...skills]
            }
          />
          <TextField
            label={w.task}
            value={one.task}
            onValue={(task) => change(i, { task })}
            maxLength={60}
            error={taskBad(i)}
          />
          {opens.length > 1 && (
            <button
              type="button"
              className="btn plain sm"
              aria-label={w.removeOpen(one.task)}
              onClick={() => onOpens(opens.filter((_, at) => at !== i))}
            >
              {w.removeShort}
            </button>
          )}
        </div>
      ))}
      {opens.length < mostOpens && (
        <button
          type="button"
          className="btn plain sm"
          style={{ alignSelf: 'start' }}
          onClick={() => onOpens([...opens, { department: 'security', skill: skills[0]?.value ?? '', task: '' }])}
        >
          {w.addOpen}
        </button>
      )}
    </div>
  );
};

interface RuleProps {
  rule: ChainRule;
  types: readonly Choice[];
  skills: readonly Choice[];
  bad: (field: string) => string | undefined;
  onRule: (part: Partial<ChainRule>) => void;
  onRemove: () => void;
}

const Rule = ({ rule, types, skills, bad, onRule, onRemove }: RuleProps) => {
  const on = (part: Partial<ChainRule['on']>) => onRule({ on: { ...rule.on, ...part } });
  return (
    <section className="rule" aria-label={rule.name}>
      <div className="row g3 wrap" style={{ alignItems: 'flex-end' }}>
        <div className="grow" style={{ minWidth: 180 }}>
          <TextField
            label={w.name}
            value={rule.name}
            onValue={(name) => onRule({ name })}
            maxLength={40}
            error={bad('name')}
          />
        </div>
        <SelectField
          label={w.urgency}
          value={rule.on.urgency}
          onValue={(v) => on({ urgency: v as ChainRule['on']['urgency'] })}
          choices={(['any', 'general', 'emergency'] as const).map((u) => ({ value: u, label: w.urgencies[u] }))}
        />
        <label className="check">
          <input type="checkbox" checked={rule.active} onChange={(event) => onRule({ active: event.target.checked })} />
          {w.active}
        </label>
        <button type="button" className="btn plain sm" aria-label={w.remove(rule.name)} onClick={onRemove}>
          {w.removeShort}
        </button>
      </div>
      <Picks
        label={w.types}
        choices={types}
        picked={rule.on.problemTypeIds}
        onPicked={(problemTypeIds) => on({ problemTypeIds })}
      />
      {bad('on.problemTypeIds') && (
        <p className="td" role="alert">
          {bad('on.problemTypeIds')}
        </p>
      )}
      <Words words={rule.on.words} onWords={(words) => on({ words })} />
      <Opens
        opens={rule.opens}
        skills={skills}
        taskBad={(i) => bad(`opens.${i}.task`)}
        onOpens={(opens) => onRule({ opens })}
      />
    </section>
  );
};

/** Which requests call further departments by themselves. */
export const ChainRules = ({ edit }: { edit: Edit }) => {
  const { may } = useMe();
  const types = useRead(listProblemTypes, {}, { staleTime: 600_000 });
  const skills = useRead(listSkills, {}, { staleTime: 600_000, enabled: may('staff.read') });
  const typeChoices = (types.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  const skillChoices = (skills.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  const { rules } = edit.form;
  const change = (i: number, part: Partial<ChainRule>) =>
    edit.set({ rules: rules.map((rule, at) => (at === i ? { ...rule, ...part } : rule)) });
  const add = () =>
    edit.set({
      rules: [
        ...rules,
        {
          id: newRuleId(rules),
          name: w.newName,
          on: { problemTypeIds: [], words: [], urgency: 'any' },
          opens: [{ department: 'security', skill: skillChoices[0]?.value ?? '', task: '' }],
          active: true,
        },
      ],
    });
  return (
    <Card name="chain" whole>
      <div style={{ maxWidth: 240, marginTop: 8 }}>
        <SelectField
          label={w.when}
          value={edit.form.chainWhen}
          onValue={(v) => edit.set({ chainWhen: v as typeof edit.form.chainWhen })}
          choices={(['at-once', 'on-take'] as const).map((when) => ({ value: when, label: w.whens[when] }))}
        />
      </div>
      {rules.length === 0 && <p className="t2">{w.none}</p>}
      {rules.map((rule, i) => (
        <Rule
          key={rule.id}
          rule={rule}
          types={typeChoices}
          skills={skillChoices}
          bad={(field) => badWords(edit.bad[`chain.rules.${i}.${field}`], (bound) => `${bound}`)}
          onRule={(part) => change(i, part)}
          onRemove={() => edit.set({ rules: rules.filter((one) => one.id !== rule.id) })}
        />
      ))}
      {rules.length < mostRules && (
        <button type="button" className="btn sec sm" onClick={add}>
          <Icon name="plus" size={18} />
          {w.add}
        </button>
      )}
    </Card>
  );
};
