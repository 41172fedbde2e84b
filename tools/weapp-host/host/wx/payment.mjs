// wx.requestPayment: the phone's own sheet; the WeChat Pay simulator behind the host checks the signature and takes the money.
import { sheet } from '../overlay.mjs';
import { answer, refuse, sim } from '../sim.mjs';

const fields = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'];
const acts = [
  ['确认支付', 'pay'],
  ['余额不足', 'insufficient'],
  ['取消支付', 'cancel'],
];

const tell = async (payment, act) => {
  if (!sim.online) throw new Error('network is down');
  const response = await fetch('/simulators/wechat-pay/pay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ payment, resident: sim.resident, act }),
  });
  if (!response.ok) throw new Error(`simulator answered ${response.status}`);
  return response.json();
};

const finish = (options, payment, act) =>
  tell(payment, act).then(
    ({ errMsg }) =>
      errMsg.endsWith(':ok')
        ? answer('requestPayment', options)
        : refuse('requestPayment', options, errMsg.replace(/^requestPayment:fail /, '')),
    (error) => refuse('requestPayment', options, error.message),
  );

const requestPayment = (options = {}) => {
  const missing = fields.find((field) => typeof options[field] !== 'string');
  if (missing) return refuse('requestPayment', options, `parameter error: parameter.${missing} should be String`);
  const payment = Object.fromEntries(fields.map((field) => [field, options[field]]));
  const scripted = sim.answers.shift();
  if (scripted !== undefined) return finish(options, payment, scripted);
  return new Promise((resolve, reject) => {
    sheet(
      acts.map(([word]) => word),
      (index) => void Promise.resolve(finish(options, payment, acts[index][1])).then(resolve, reject),
    );
  });
};

export const payment = { requestPayment };
