import Router from '@koa/router';
import type { Context } from 'koa';
import type { AlipayWorld, Trade } from '../alipay/world.js';
import type { Invoice, InvoiceWorld } from '../invoice/world.js';
import { noticeWays } from '../notices.js';
import { deductEndings, type PapayWorld } from '../papay/world.js';
import { type Html, html } from './html.js';
import {
  alipayApis,
  deductStates,
  endingNames,
  invoiceApis,
  invoiceStates,
  noticeNames,
  papayApis,
  providerTexts as texts,
  tradeStates,
} from './locales/providers.js';
import { sendPage } from './pages.js';
import { pageHtml, poster } from './parts.js';
import { callCard, noticeCard, outageCard, tableCard, yuan } from './providerParts.js';

const shown = 100;

const tradeRow = (trade: Trade): Html => {
  const base = '/simulators/alipay';
  const { outTradeNo: no } = trade;
  const open = trade.state === 'WAIT_BUYER_PAY';
  return html`<tr><td>${no}</td><td>${trade.subject}</td><td class="num">${yuan(trade.amountFen)}</td>
<td>${trade.tradeNo ? tradeStates[trade.state] : texts.notScanned} <small>${texts.refunded(trade.refunds.length)}</small></td><td>${
    open &&
    html`${noticeWays.map((notice) =>
      poster(
        `pay-${no}-${notice}`,
        texts.payBy(noticeNames[notice]),
        `${base}/pay`,
        { outTradeNo: no, notice },
        'ghost',
      ),
    )}${!trade.tradeNo && poster(`scan-${no}`, texts.scan, `${base}/scan`, { outTradeNo: no }, 'ghost')}${
      trade.tradeNo && poster(`cancel-${no}`, texts.closeTrade, `${base}/cancel`, { outTradeNo: no }, 'ghost')
    }`
  }${trade.state === 'TRADE_SUCCESS' && poster(`finish-${no}`, texts.finish, `${base}/finish`, { outTradeNo: no }, 'ghost')}</td></tr>`;
};

const alipayPage = (world: AlipayWorld): string => {
  const base = '/simulators/alipay';
  const heads = [texts.about, texts.what, texts.amount, texts.state, texts.act];
  const held = world.state.value.holdRefunds;
  const rows = world.trades().slice(0, shown).map(tradeRow);
  const holding = html`<section class="card" id="hold" data-live><h2>${texts.holdRefunds}</h2><span class="seg">
${poster('hold-off', texts.holdOff, `${base}/hold`, { refunds: false }, '', !held)}
${poster('hold-on', texts.holdOn, `${base}/hold`, { refunds: true }, '', held)}</span></section>`;
  const cards = [
    tableCard('trades', texts.trades, '', texts.tradesEmpty, heads, rows),
    holding,
    outageCard(base, world.outages, alipayApis),
    noticeCard(base, world.notices.list()),
    callCard(world.outages, alipayApis),
  ];
  return pageHtml('alipay', texts.alipayIntro, html`${cards}`);
};

const invoiceRow = (invoice: Invoice): Html => {
  const { requestNo, title, totalFen } = invoice.request;
  return html`<tr><td>${requestNo}</td><td>${title.name}</td><td class="num">${yuan(totalFen)}</td>
<td>${invoiceStates[invoice.state]} <small>${invoice.reason ?? invoice.redInvoiceNo ?? invoice.invoiceNo ?? ''}</small></td>
<td>${invoice.invoiceNo && html`<a href="/simulators/invoice/paper?requestNo=${encodeURIComponent(requestNo)}">${texts.paper}</a>`}</td></tr>`;
};

const invoicePage = (world: InvoiceWorld): string => {
  const base = '/simulators/invoice';
  const { ending, seconds, refusedTitle } = world.mood;
  const heads = [texts.about, texts.title, texts.amount, texts.state, texts.act];
  const mood = html`<section class="card" aria-labelledby="mood-h"><h2 id="mood-h">${texts.mood}</h2>
<div id="ending" data-live><span class="seg">
${poster('good', texts.good, `${base}/mood`, { ending: 'good' }, '', ending === 'good')}
${poster('bad', texts.bad, `${base}/mood`, { ending: 'bad' }, '', ending === 'bad')}</span>
${poster('settle', texts.settle, `${base}/settle`, {}, 'ghost')}</div>
<form data-post="${base}/mood">
<label>${texts.seconds}<input name="seconds" type="number" min="0" max="86400" value="${seconds}" inputmode="numeric"></label>
<label>${texts.refusedTitle}<input name="refusedTitle" maxlength="40" autocomplete="off" value="${refusedTitle}"></label>
<button type="submit" class="sec">${texts.save}</button></form></section>`;
  const cards = [
    tableCard(
      'invoices',
      texts.invoices,
      '',
      texts.invoicesEmpty,
      heads,
      world.invoices().slice(0, shown).map(invoiceRow),
    ),
    mood,
    outageCard(base, world.outages, invoiceApis),
    callCard(world.outages, invoiceApis),
  ];
  return pageHtml('invoice', texts.invoiceIntro, html`${cards}`);
};

const papayMood = (world: PapayWorld, base: string): Html => html`
<section class="card" aria-labelledby="mood-h"><h2 id="mood-h">${texts.deductMood}</h2>
<div id="ending" data-live><span class="seg">${deductEndings.map((ending) =>
  poster(`end-${ending}`, endingNames[ending], `${base}/mood`, { ending }, '', world.mood.ending === ending),
)}</span><h3>${texts.notice}</h3><span class="seg">${noticeWays.map((notice) =>
  poster(`way-${notice}`, noticeNames[notice], `${base}/mood`, { notice }, '', world.mood.notice === notice),
)}</span>${poster('settle', texts.settle, `${base}/settle`, {}, 'ghost')}</div>
<form data-post="${base}/mood">
<label>${texts.deductSeconds}<input name="seconds" type="number" min="0" max="86400" value="${world.mood.seconds}" inputmode="numeric"></label>
<button type="submit" class="sec">${texts.save}</button></form></section>`;

const bankCard = (base: string): Html => html`
<section class="card" aria-labelledby="bank-h"><h2 id="bank-h">${texts.bank}<small>${texts.bankHint}</small></h2>
<form data-post="${base}/bank" data-download="${texts.resultName}">
<label>${texts.file}<input name="text" type="file" accept=".csv,text/csv" required></label>
<label>${texts.failEvery}<input name="failEvery" type="number" min="0" max="1000" value="3" inputmode="numeric"></label>
<button type="submit" class="sec">${texts.makeResult}</button></form></section>`;

const papayPage = (world: PapayWorld): string => {
  const base = '/simulators/papay';
  const contracts = world
    .contracts()
    .slice(0, shown)
    .map(
      ({
        contractId,
        contractCode,
        displayAccount,
        state,
      }) => html`<tr><td>${contractCode}</td><td>${displayAccount}</td>
<td>${texts[state]}</td><td>${
        state === 'signed' && poster(`end-${contractId}`, texts.terminate, `${base}/terminate`, { contractId }, 'ghost')
      }</td></tr>`,
    );
  const deductions = world
    .deductions()
    .slice(0, shown)
    .map(
      (one) => html`<tr><td>${one.outTradeNo}</td><td>${one.description}</td><td class="num">${yuan(one.fen)}</td>
<td>${deductStates[one.state]} <small>${one.errCode ?? ''}</small></td></tr>`,
    );
  const contractHeads = [texts.about, texts.what, texts.state, texts.act];
  const deductHeads = [texts.about, texts.what, texts.amount, texts.state];
  const cards = [
    tableCard('contracts', texts.contracts, '', texts.contractsEmpty, contractHeads, contracts),
    tableCard('deductions', texts.deductions, '', texts.deductionsEmpty, deductHeads, deductions),
    papayMood(world, base),
    bankCard(base),
    outageCard(base, world.outages, papayApis),
    noticeCard(base, world.notices.list()),
    callCard(world.outages, papayApis),
  ];
  return pageHtml('papay', texts.papayIntro, html`${cards}`);
};

/** `/simulators/alipay`, `/simulators/invoice` and `/simulators/papay`. */
export const providerPages = (worlds: { alipay: AlipayWorld; invoice: InvoiceWorld; papay: PapayWorld }): Router => {
  const router = new Router({ sensitive: true, strict: true });
  const show = (path: string, page: () => string): void => {
    router.get(path, (ctx: Context) => sendPage(ctx, page()));
  };
  show('/simulators/alipay', () => alipayPage(worlds.alipay));
  show('/simulators/invoice', () => invoicePage(worlds.invoice));
  show('/simulators/papay', () => papayPage(worlds.papay));
  return router;
};
