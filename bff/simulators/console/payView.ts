import { clockTime, dayTime } from 'shared-types/time';
import { type Notice, type Order, planKinds, type Refund } from '../wechat-pay/book.js';
import type { PayResidents } from '../wechat-pay/control.js';
import { payApis, payFaultKinds } from '../wechat-pay/faults.js';
import { payerActs } from '../wechat-pay/payer.js';
import { keyModes } from '../wechat-pay/signing.js';
import type { PayCall, PayWorld } from '../wechat-pay/world.js';
import { type Html, html } from './html.js';
import * as zh from './locales/pay.js';
import { texts } from './locales/zh.js';
import { options, pageHtml, poster } from './parts.js';

const base = '/simulators/wechat-pay';
const t = zh.payTexts;

export interface Neighbourhood extends PayResidents {
  people: { id: string; name: string; openid: string }[];
}

const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
const at = (ms: number, world: PayWorld): string => dayTime(new Date(ms), world.now());

const orderLine = (order: Order, chosen: Order | null): Html => html`
<li><a href="?order=${order.outTradeNo}#order"${order.outTradeNo === chosen?.outTradeNo && html` aria-current="true"`}>
<b>${order.description}</b><span class="num">${yuan(order.totalFen)}</span>
<small class="num">${order.outTradeNo}</small><span class="${order.state === 'NOTPAY' ? 'bad' : 'ok'}">${
  order.billOnly ? t.billOnly : zh.orderStates[order.state]
}</span></a></li>`;

const orders = (world: PayWorld, chosen: Order | null): Html => html`
<section class="card" aria-labelledby="orders-h"><h2 id="orders-h">${t.orders}<small>${t.ordersHint}</small></h2>
<ul class="orders" id="orders" data-live>${world
  .orders()
  .slice(0, 100)
  .map((order) => orderLine(order, chosen))}</ul>
${world.orders().length === 0 && html`<p class="empty">${t.ordersEmpty}</p>`}</section>`;

const fact = (name: string, value: string | null): Html | null =>
  value === null ? null : html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;

/** A prepay_id is its owner's alone; a QR may be scanned by anybody. */
const payActs = (order: Order, near: Neighbourhood): Html => {
  const value = order.tokens.at(-1)?.value ?? '';
  const owner = near.people.find(({ openid }) => openid === order.orderedFor);
  const token = { JSAPI: { prepayId: value }, NATIVE: { codeUrl: value }, MWEB: { h5Url: value } }[order.kind];
  if (owner)
    return html`<h3>${t.payAs(owner.name)}</h3><div class="acts">${payerActs.map((act) =>
      poster(
        `pay-${act}`,
        zh.actNames[act],
        `${base}/pay`,
        { ...token, resident: owner.id, act },
        act === 'pay' ? 'pri' : 'ghost',
      ),
    )}</div>`;
  const [name] = Object.keys(token);
  return html`<form data-post="${base}/pay"><input type="hidden" name="${name ?? ''}" value="${value}">
<label>${t.scanAs}<select name="resident">${near.people.map(({ id, name: who }) => html`<option value="${id}">${who}</option>`)}</select></label>
<label>${t.act}<select name="act">${options(payerActs, zh.actNames)}</select></label>
<button type="submit" class="pri">${t.doIt}</button></form>`;
};

const refundLine = (refund: Refund): Html => html`
<li class="note"><header><b class="num">${yuan(refund.refundFen)}</b><span>${zh.refundStateNames[refund.status]}</span></header>
<small class="num">${refund.outRefundNo}</small>${
  (refund.status === 'PROCESSING' || refund.status === 'ABNORMAL') &&
  html`<div class="acts">${(['SUCCESS', 'CLOSED', 'ABNORMAL'] as const).map((status) =>
    poster(
      `end-${refund.outRefundNo}-${status}`,
      t.endAs[status],
      `${base}/refunds/end`,
      { outRefundNo: refund.outRefundNo, status },
      'ghost',
    ),
  )}</div>`
}</li>`;

const orderCard = (world: PayWorld, near: Neighbourhood, order: Order | null): Html => {
  if (!order) return html`<section class="card" id="order" data-live><p class="empty">${t.chooseOrder}</p></section>`;
  const refusal = world.whyNotPayable(order, order.tokens.at(-1)?.value ?? null);
  const refunds = world.refunds().filter(({ outTradeNo }) => outTradeNo === order.outTradeNo);
  return html`
<section class="card" id="order" data-live aria-labelledby="order-h"><h2 id="order-h">${order.description}<small class="num">${yuan(order.totalFen)} · ${zh.orderStates[order.state]}</small></h2>
<dl class="facts">${fact(t.number, order.outTradeNo)}${fact(t.kind, zh.kindNames[order.kind])}${fact(t.placed, at(order.createdAtMs, world))}
${fact(t.expires, order.expireAtMs === null ? null : dayTime(new Date(order.expireAtMs), world.wallNow()))}${fact(t.transaction, order.transactionId)}
${fact(t.payer, order.payer === null ? null : (near.nameOf(order.payer) ?? order.payer))}${fact(t.refusal, order.state === 'NOTPAY' ? refusal : null)}</dl>
${refusal === null && payActs(order, near)}
${refunds.length > 0 && html`<h3>${t.refunds}</h3><ul class="inbox">${refunds.map(refundLine)}</ul>`}</section>`;
};

const noticeLine = (notice: Notice, world: PayWorld): Html => {
  const last = notice.tries.at(-1);
  const answer = last ? ` · ${last.status === null ? t.noAnswer : `HTTP ${last.status}`}` : '';
  const next = notice.nextAtMs === null ? '' : ` · ${at(notice.nextAtMs, world)}`;
  return html`
<li><span><b>${notice.summary}</b> ${zh.noticeStates[notice.state]}<small class="num">${notice.outTradeNo} · ${t.tries(notice.tries.length)}${answer}${next}</small></span>
<span class="acts">${notice.state === 'held' && poster(`release-${notice.id}`, t.release, `${base}/notices/release`, { id: notice.id }, 'ghost')}
${poster(`resend-${notice.id}`, t.resend, `${base}/notices/resend`, { id: notice.id }, 'ghost')}
${poster(`resend5-${notice.id}`, t.resendMany, `${base}/notices/resend`, { id: notice.id, times: 5 }, 'ghost')}</span></li>`;
};

const notices = (world: PayWorld): Html => html`
<section class="card wide" id="notices" data-live aria-labelledby="notices-h"><h2 id="notices-h">${t.notices}</h2>${
  world.notices().length === 0
    ? html`<p class="empty">${t.noticesEmpty}</p>`
    : html`<ul class="quotas">${world
        .notices()
        .slice(0, 12)
        .map((notice) => noticeLine(notice, world))}</ul>`
}</section>`;

const plans = (world: PayWorld): Html => html`
<section class="card" aria-labelledby="plans-h"><h2 id="plans-h">${t.plans}<small>${t.plansHint}</small></h2>
<div id="plans" data-live>${
  world.plans().length > 0 &&
  html`<p class="empty">${t.planned(world.plans().map(({ kind }) => zh.planNames[kind]))}
  <button type="button" class="ghost" id="clear-plans" data-delete="${base}/plans">${t.clearPlans}</button></p>`
}</div>
<form data-post="${base}/plans"><label>${t.plan}<select name="kind">${options(planKinds, zh.planNames)}</select></label>
<label data-for="late">${t.delaySeconds}<input name="delaySeconds" type="number" min="1" max="604800" value="60" inputmode="numeric"></label>
<label data-for="duplicate">${t.times}<input name="times" type="number" min="2" max="50" value="5" inputmode="numeric"></label>
<button type="submit" class="sec">${t.addPlan}</button></form></section>`;

const switches = (world: PayWorld): Html => {
  const { ends, delayMs } = world.refundPlan();
  const choices = [
    ['success', { ends: 'SUCCESS', delaySeconds: 3 }],
    ['abnormal', { ends: 'ABNORMAL', delaySeconds: 3 }],
    ['closed', { ends: 'CLOSED', delaySeconds: 3 }],
    ['processing', { ends: 'SUCCESS', delaySeconds: null }],
  ] as const;
  return html`
<section class="card" id="switches" data-live aria-labelledby="keys-h"><h2 id="keys-h">${t.keys}<small>${t.keysHint}</small></h2>
<span class="seg" role="group" aria-labelledby="keys-h">${keyModes.map((mode) =>
    poster(`keys-${mode}`, zh.modeNames[mode], `${base}/keys`, { mode }, '', world.mode() === mode),
  )}</span>
<h3 id="ends-h">${t.refundEnds}<small>${t.refundEndsHint}</small></h3><span class="seg" role="group" aria-labelledby="ends-h">${choices.map(
    ([name, plan]) =>
      poster(
        `refund-${name}`,
        t.refundPlans[name],
        `${base}/refund-plan`,
        plan,
        '',
        plan.delaySeconds === null ? delayMs === null : delayMs !== null && ends === plan.ends,
      ),
  )}</span></section>`;
};

const forgery = (world: PayWorld, order: Order | null): Html | null =>
  order &&
  html`
<section class="card" aria-labelledby="forge-h"><h2 id="forge-h">${t.forge}<small>${t.forgeHint}</small></h2>
<form data-post="${base}/forge"><input type="hidden" name="outTradeNo" value="${order.outTradeNo}">
<label>${t.forgery}<select name="forgery"><option value="all">${t.forgeAll}</option>${options(world.forgeries, zh.forgeryNames)}</select></label>
<button type="submit" class="sec">${t.send}</button></form></section>`;

const faults = (world: PayWorld): Html => html`
<section class="card" aria-labelledby="faults-h"><h2 id="faults-h">${t.faults}</h2>
<div id="faults" data-live>${
  world.faults.list().length === 0
    ? html`<p class="empty">${t.faultsEmpty}</p>`
    : html`<ul class="faults">${world.faults.list().map(
        ({ id, api, kind, times, ms }) =>
          html`<li><span><b>${zh.payFaultNames[kind]}</b><small>${zh.payApiNames[api]} · ${texts.times(times)}${kind === 'late' ? ` · ${ms} ms` : ''}</small></span>
<button type="button" class="ghost" id="drop-${id}" data-delete="${base}/faults?id=${id}">${texts.cancel}</button></li>`,
      )}</ul>`
}</div>
<form data-post="${base}/faults"><label>${texts.faultApi}<select name="api">${options([...payApis, '*'] as const, zh.payApiNames)}</select></label>
<label>${texts.faultKind}<select name="kind">${options(payFaultKinds, zh.payFaultNames)}</select></label>
<label>${texts.faultTimes}<select name="times" data-number>${[1, 2, 3, 10].map((n) => html`<option value="${n}">${texts.times(n)}</option>`)}<option value="">${texts.times(null)}</option></select></label>
<label data-for="late">${texts.faultMs}<input name="ms" type="number" min="1" max="120000" value="15000" inputmode="numeric"></label>
<button type="submit" class="sec">${texts.addFault}</button></form></section>`;

const bill = (): Html => html`
<section class="card" aria-labelledby="bill-h"><h2 id="bill-h">${t.bill}<small>${t.billHint}</small></h2>
<details><summary>${t.addBillOnly}</summary><form data-post="${base}/bill-only">
<label>${t.amount}<input name="amountFen" type="number" min="1" value="100" inputmode="numeric"></label>
<label>${t.words}<input name="description" maxlength="60" autocomplete="off"></label>
<button type="submit" class="sec">${t.add}</button></form></details></section>`;

const callLine = (call: PayCall): Html => html`
<tr><td><time class="num">${clockTime(call.at)}:${call.at.slice(17, 19)}</time></td><td>${zh.payApiNames[call.api]}</td><td class="num">${call.number}</td>
<td class="${call.status < 300 ? 'ok' : 'bad'}">${call.status < 300 ? texts.ok : `${call.status} ${call.code}`}${
  call.fault && html` <small class="cause">${texts.byFault}：${zh.payFaultNames[call.fault]}</small>`
}</td><td class="num r">${call.ms} ms</td></tr>`;

const calls = (world: PayWorld): Html => html`
<section class="card wide" id="calls" data-live aria-labelledby="calls-h"><h2 id="calls-h">${t.calls}<small>${t.callsHint}</small></h2>${
  world.calls().length === 0
    ? html`<p class="empty">${t.callsEmpty}</p>`
    : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="calls-h"><table><thead><tr><th>${texts.time}</th><th>${texts.api}</th>
<th>${t.concern}</th><th>${texts.answer}</th><th class="r">${texts.ms}</th></tr></thead><tbody>${world.calls().slice(0, 50).map(callLine)}</tbody></table></div>`
}</section>`;

/** The console of WeChat Pay, with one order in hand. */
export const payHtml = (world: PayWorld, near: Neighbourhood, order: Order | null): string =>
  pageHtml(
    'wechat-pay',
    t.intro,
    html`<div class="col">${orders(world, order)}</div>
<div class="col">${orderCard(world, near, order)}${switches(world)}${plans(world)}</div>
<div class="col">${forgery(world, order)}${faults(world)}${bill()}</div>${notices(world)}${calls(world)}`,
  );
