// What WeChat knows of its user, asked of the WeChat simulator behind the host.
import { fire } from '../engine.mjs';
import { answer, refuse, sim } from '../sim.mjs';

const ask = async (path, init) => {
  if (!sim.online) throw new Error('network is down');
  const response = await fetch(`/simulators/wechat/${path}`, init);
  if (!response.ok) throw new Error(`simulator answered ${response.status}`);
  return response.json();
};
const resident = () => encodeURIComponent(sim.resident);

const asking = (name, options, question) =>
  question().then(
    (result) => answer(name, options, result),
    (error) => refuse(name, options, error.message),
  );

const results = (templateIds) => async () => {
  const body = JSON.stringify({ resident: sim.resident, templateIds });
  const { results: found } = await ask('subscribe', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return found;
};

const requestSubscribeMessage = (options) => {
  if (!sim.inTap)
    return refuse('requestSubscribeMessage', options, 'can only be invoked by user TAP gesture.', { errCode: 10001 });
  const { tmplIds = [] } = options;
  if (tmplIds.length === 0 || tmplIds.length > 3)
    return refuse('requestSubscribeMessage', options, 'tmplIds count is wrong', { errCode: 20003 });
  return asking('requestSubscribeMessage', options, results(tmplIds));
};

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button[open-type="getPhoneNumber"]');
  if (!button || button.disabled) return;
  if (sim.refused.phone) return fire(button, 'getphonenumber', { errMsg: 'getPhoneNumber:fail user deny' });
  ask(`phone-code?resident=${resident()}`).then(
    ({ code }) => fire(button, 'getphonenumber', { code, errMsg: 'getPhoneNumber:ok' }),
    (error) => fire(button, 'getphonenumber', { errMsg: `getPhoneNumber:fail ${error.message}` }),
  );
});

const scopes = { 'scope.record': 'record' };

export const identity = {
  login: (options) => asking('login', options, () => ask(`code?resident=${resident()}`)),
  checkSession: (options) => answer('checkSession', options),
  requestSubscribeMessage,
  authorize: (options) =>
    sim.refused[scopes[options.scope]] ? refuse('authorize', options, 'auth deny') : answer('authorize', options),
  getSetting: (options) =>
    answer('getSetting', options, {
      authSetting: { 'scope.record': !sim.refused.record },
      subscriptionsSetting: { mainSwitch: true },
    }),
  openSetting: (options) => answer('openSetting', options, { authSetting: { 'scope.record': !sim.refused.record } }),
  getPrivacySetting: (options) =>
    answer('getPrivacySetting', options, { needAuthorization: false, privacyContractName: '用户隐私保护指引' }),
  requirePrivacyAuthorize: (options) => answer('requirePrivacyAuthorize', options),
  onNeedPrivacyAuthorization() {},
  openPrivacyContract: (options) => answer('openPrivacyContract', options),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'release', version: '' } }),
};
