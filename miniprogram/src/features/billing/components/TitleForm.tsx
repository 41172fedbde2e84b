import { Input, Text, View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import {
  changeTitle,
  createTitle,
  deleteTitle,
  type TitleKind,
  type TitleView,
  titleKinds,
} from 'shared-types/invoice';
import { isTaxNumber, plainTaxNumber } from 'shared-types/taxNumber';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { zh } from '../../../locales/zh-CN';
import { invoiceWords } from '../../../locales/zh-CN/invoice';
import { fieldLabel } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Option } from '../../../ui/Option';
import { Sheet } from '../../../ui/Sheet';
import { Toggle } from '../../../ui/Toggle';

const words = invoiceWords.titles;

const Field = (props: { title: string; value: string; hint: string; onChange: (value: string) => void }) => (
  <>
    <View className="step-h">
      <Text>{props.title}</Text>
    </View>
    <Input
      className="field"
      value={props.value}
      maxlength={100}
      placeholder={props.hint}
      {...fieldLabel(props.title)}
      onInput={({ detail }) => props.onChange(detail.value)}
    />
  </>
);

const missing = (kind: TitleKind, name: string, taxNo: string): string | null => {
  if (name.trim() === '') return words.noName;
  return kind === 'company' && !isTaxNumber(plainTaxNumber(taxNo)) ? words.badTaxNo : null;
};

/** One title, new (null) or there already. `onDone` says what became of it. */
export const TitleForm = ({ title, onDone }: { title: TitleView | null; onDone: (said: string) => void }) => {
  const [kind, setKind] = useState<TitleKind>(title?.kind ?? 'personal');
  const [name, setName] = useState(title?.name ?? '');
  const [taxNo, setTaxNo] = useState(title?.taxNo ?? '');
  const [isDefault, setDefault] = useState(title?.isDefault ?? false);
  const [removing, setRemoving] = useState(false);
  const { busy, run } = useCommand();
  const tried = useRef({ key: '', said: '' });
  const lacks = missing(kind, name, taxNo);
  const save = (): void => {
    void run(async () => {
      const body = { kind, name: name.trim(), taxNo: kind === 'company' ? plainTaxNumber(taxNo) : null, isDefault };
      const said = JSON.stringify(body);
      if (tried.current.said !== said) tried.current = { key: newKey(), said };
      if (title) await call(changeTitle, { params: { id: title.id }, body });
      else await call(createTitle, { body, idempotencyKey: tried.current.key });
      onDone(words.saved);
    });
  };
  const remove = (id: string): void => {
    void run(async () => {
      await call(deleteTitle, { params: { id } });
      onDone(words.removed);
    });
  };
  return (
    <>
      <View className="step-h">
        <Text>{words.kind}</Text>
      </View>
      <View className="opts">
        {titleKinds.map((one) => (
          <Option key={one} word={words.kinds[one]} on={one === kind} onTap={() => setKind(one)} />
        ))}
      </View>
      <Field title={words.name} value={name} hint={words.nameHint[kind]} onChange={setName} />
      {kind === 'company' ? (
        <Field title={words.taxNo} value={taxNo} hint={words.taxNoHint} onChange={setTaxNo} />
      ) : null}
      <View className="card rows">
        <Toggle
          icon="tick"
          word={words.byDefault}
          why={words.byDefaultWhy}
          on={isDefault}
          onTap={() => setDefault(!isDefault)}
        />
      </View>
      <Button
        word={busy ? zh.sending : (lacks ?? words.save)}
        kind="pri"
        size="big"
        className="block invoice-acts"
        disabled={busy || lacks !== null}
        onTap={save}
      />
      {title ? (
        <Button word={words.remove} kind="ghost" className="block" disabled={busy} onTap={() => setRemoving(true)} />
      ) : null}
      {title && removing ? (
        <Sheet
          title={words.remove}
          words={words.removeAsk}
          yes={{ word: words.remove, danger: true, disabled: busy, onTap: () => remove(title.id) }}
          no={{ word: zh.cancel, onTap: () => setRemoving(false) }}
        />
      ) : null}
    </>
  );
};
