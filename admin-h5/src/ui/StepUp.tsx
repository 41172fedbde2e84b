import { useState } from 'react';
import { stepUpStaff } from 'shared-types/auth';
import { wordsOf } from '../lib/api';
import { useCommand } from '../lib/query';
import { stepUpAsking } from '../lib/stepUp';
import { useStore } from '../lib/store';
import { t } from '../locales/zh-CN/money';
import { Dialog } from './Dialog';
import { TextField } from './Field';

const Ask = ({ answer }: { answer: (confirmed: boolean) => void }) => {
  const [password, setPassword] = useState('');
  const confirm = useCommand(stepUpStaff, { quiet: true, onDone: () => answer(true) });
  return (
    <Dialog title={t.stepUp.title} onClose={() => answer(false)}>
      <p>{t.stepUp.why}</p>
      <form
        className="col g3"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate({ body: { password } });
        }}
      >
        <TextField
          label={t.stepUp.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          error={confirm.error ? wordsOf(confirm.error) : undefined}
        />
        <button type="submit" className="btn pri" disabled={password === '' || confirm.isPending}>
          {t.stepUp.go}
        </button>
      </form>
    </Dialog>
  );
};

/** 再输一次密码: stands over whatever asked for it, and lets it go on. */
export const StepUp = () => {
  const asking = useStore(stepUpAsking);
  return asking && <Ask answer={asking.answer} />;
};
