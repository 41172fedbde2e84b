import { useState } from 'react';
import { signInStaff } from 'shared-types/auth';
import { queryClient, wordsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { setSession } from '../../lib/session';
import { t } from '../../locales/zh-CN/common';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Skyline } from '../../ui/Skyline';

export const SignIn = () => {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useCommand(signInStaff, {
    quiet: true,
    onDone: ({ token, staff }) => {
      queryClient.clear();
      setSession({ token, self: staff, communityId: staff.community.id });
    },
    onFailed: () => setPassword(''),
  });
  return (
    <main className="sign">
      <Skyline />
      <form
        className="card"
        aria-label={t.signIn.submit}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ body: { username: username.trim(), password } });
        }}
      >
        <div className="row g3">
          <img src="/staff/icon.svg" width={44} height={44} alt="" />
          <div>
            <h1 className="fs-l">{t.brand}</h1>
            <div className="t2">{t.signIn.title}</div>
          </div>
        </div>
        <TextField
          label={t.signIn.username}
          value={username}
          onValue={setUsername}
          autoComplete="username"
          autoCapitalize="none"
          required
        />
        <TextField
          label={t.signIn.password}
          value={password}
          onValue={setPassword}
          type="password"
          autoComplete="current-password"
          required
        />
        {signIn.error && (
          <p className="note danger" role="alert">
            <Icon name="key" size={20} />
            {wordsOf(signIn.error)}
          </p>
        )}
        <button type="submit" className="btn pri big" disabled={signIn.isPending || !username || !password}>
          {signIn.isPending ? t.signIn.working : t.signIn.submit}
        </button>
      </form>
    </main>
  );
};
