import { clockTime, dayTime } from 'shared-types/time';
import { contentWords } from '../wechat/data.js';
import { apis, faultKinds } from '../wechat/faults.js';
import type { LoggedCall, ReceivedMessage, Resident, WechatWorld } from '../wechat/world.js';
import { Html, html } from './html.js';
import { apiNames, faultNames, texts } from './locales/zh.js';
import { chat, options, pageHtml, poster } from './parts.js';

const base = '/simulators/wechat';

const residentList = (world: WechatWorld, chosen: Resident): Html => html`
<ul class="people" id="people" data-live>${world.residents().map(
  (one) => html`<li><a href="?resident=${one.id}#phone"${one.id === chosen.id && new Html(' aria-current="true"')}>
    <span class="face" aria-hidden="true">${[...one.name][0]}</span>
    <span class="who"><b>${one.name}</b><span class="num">${one.phone}</span><small>${one.note}</small></span>
    ${world.messages(one.id).length > 0 && html`<em class="num">${world.messages(one.id).length}</em>`}</a></li>`,
)}</ul>`;

const messageCard = (message: ReceivedMessage, now: Date): Html => html`
<li class="note"><header>${chat}<b>${message.title}</b><time>${dayTime(message.at, now)}</time></header>
<dl>${message.fields.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${message.page && html`<footer>${texts.page} <code>${message.page}</code></footer>`}</li>`;

const switches = (world: WechatWorld, one: Resident): Html => {
  const now = world.now();
  const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const away = one.leftAt !== null;
  return html`
<div class="line"><span>${texts.popup}</span><span class="seg">
  ${poster('popup-accept', texts.accept, `${base}/popup`, { resident: one.id, answer: 'accept' }, '', one.popup === 'accept')}
  ${poster('popup-reject', texts.reject, `${base}/popup`, { resident: one.id, answer: 'reject' }, '', one.popup === 'reject')}
</span></div>
<div class="line"><span>${texts.presence}<small>${one.leftAt ? texts.leftAt(dayTime(one.leftAt, now)) : texts.presenceHint}</small></span>
<span class="seg">
  ${poster('present', texts.open, `${base}/active`, { resident: one.id, at: null }, '', !away)}
  ${poster('away', texts.left(3), `${base}/active`, { resident: one.id, at: hoursAgo(3) }, '', away)}
</span></div>`;
};

const quotas = (world: WechatWorld, one: Resident): Html => html`
<h3>${texts.quota}<small>${texts.quotaHint}</small></h3>
<ul class="quotas">${world.templates.map(({ id, title }, at) => {
  const count = world.quota(one.id, id);
  const change = (next: number): object => ({ resident: one.id, templateId: id, count: next });
  return html`<li><span>${title}</span><b class="num">${count}</b>
  ${poster(`zero-${at}`, html`<span class="vh">${title}：</span>${texts.zero}`, `${base}/quota`, change(0), 'ghost')}
  ${poster(`raise-${at}`, html`<span class="vh">${title}：</span>${texts.one}`, `${base}/quota`, change(count + 1), 'ghost')}</li>`;
})}</ul>`;

const phone = (world: WechatWorld, one: Resident): Html => {
  const received = world.messages(one.id);
  return html`
<section class="card" id="phone" data-live aria-labelledby="phone-h">
<h2 id="phone-h">${texts.phoneOf(one.name)}<small class="num">${one.phone}</small></h2>
${switches(world, one)}
${quotas(world, one)}
<h3>${texts.inbox}</h3>
${received.length === 0 ? html`<p class="empty">${texts.inboxEmpty}</p>` : html`<ul class="inbox">${received.slice(0, 30).map((message) => messageCard(message, world.now()))}</ul>`}
</section>`;
};

const faults = (world: WechatWorld): Html => {
  const active = world.faults.list();
  return html`
<section class="card" aria-labelledby="faults-h"><h2 id="faults-h">${texts.faults}</h2>
<div id="faults" data-live>${
    active.length === 0
      ? html`<p class="empty">${texts.faultsEmpty}</p>`
      : html`<ul class="faults">${active.map(
          (fault) =>
            html`<li><span><b>${faultNames[fault.kind]}</b><small>${apiNames[fault.api]} · ${texts.times(fault.times)}${
              fault.kind === 'late' ? ` · ${fault.ms} ms` : fault.kind === 'errcode' ? ` · ${fault.errcode}` : ''
            }</small></span><button type="button" class="ghost" id="drop-${fault.id}" data-delete="${base}/faults?id=${fault.id}">${texts.cancel}</button></li>`,
        )}</ul>`
  }</div>
<form data-post="${base}/faults">
<label>${texts.faultApi}<select name="api">${options([...apis, '*'] as const, apiNames)}</select></label>
<label>${texts.faultKind}<select name="kind">${options(faultKinds, faultNames)}</select></label>
<label>${texts.faultTimes}<select name="times" data-number>
  ${[1, 2, 3, 10].map((n) => html`<option value="${n}">${texts.times(n)}</option>`)}<option value="">${texts.times(null)}</option></select></label>
<label data-for="late">${texts.faultMs}<input name="ms" type="number" min="1" max="120000" value="15000" inputmode="numeric"></label>
<label data-for="errcode">${texts.faultErrcode}<input name="errcode" type="number" value="48001" inputmode="numeric"></label>
<button type="submit" class="pri">${texts.addFault}</button></form></section>`;
};

const words = (): Html => html`
<section class="card" aria-labelledby="words-h"><h2 id="words-h">${texts.words}<small>${texts.wordsHint}</small></h2>
<ul class="words">${contentWords.map(
  ({ word, suggest, label, meaning }) =>
    html`<li><b>${word}</b><span class="${suggest}">${texts[suggest]}</span><small>${meaning} ${label}</small></li>`,
)}</ul></section>`;

const newcomer = (): Html => html`
<details><summary>${texts.newcomer}</summary><form data-post="${base}/residents" aria-label="${texts.newcomer}">
<label>${texts.name}<input name="name" required maxlength="20" autocomplete="off"></label>
<label>${texts.phone}<input name="phone" required pattern="1[0-9]{10}" inputmode="numeric" autocomplete="off"></label>
<label>${texts.note}<input name="note" maxlength="60" autocomplete="off"></label>
<button type="submit" class="sec">${texts.add}</button></form></details>`;

const answerText = ({ errcode, status }: LoggedCall): string => {
  if (errcode === 0) return texts.ok;
  return errcode === null ? `${status === 200 ? texts.noJson : `HTTP ${status}`}` : String(errcode);
};

const callRow = (call: LoggedCall): Html => html`
<tr><td><time class="num">${clockTime(call.at)}:${call.at.slice(17, 19)}</time></td><td>${apiNames[call.api]}</td>
<td>${call.resident}</td><td class="${call.errcode === 0 ? 'ok' : 'bad'}">${answerText(call)}${
  call.fault && html` <small class="cause">${texts.byFault}：${faultNames[call.fault]}</small>`
}</td><td class="num r">${call.ms} ms</td></tr>`;

const calls = (world: WechatWorld): Html => html`
<section class="card wide" id="calls" data-live aria-labelledby="calls-h"><h2 id="calls-h">${texts.calls}<small>${texts.callsHint}</small></h2>
${
  world.calls().length === 0
    ? html`<p class="empty">${texts.callsEmpty}</p>`
    : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="calls-h"><table><thead><tr>
<th>${texts.time}</th><th>${texts.api}</th><th>${texts.who}</th><th>${texts.answer}</th><th class="r">${texts.ms}</th></tr></thead>
<tbody>${world.calls().slice(0, 50).map(callRow)}</tbody></table></div>`
}</section>`;

/** The console of WeChat, with one resident's phone in hand. */
export const consoleHtml = (world: WechatWorld, chosen: Resident): string =>
  pageHtml(
    'wechat',
    texts.intro,
    html`<div class="col"><section class="card" aria-labelledby="people-h"><h2 id="people-h">${texts.residents}<small>${texts.residentsHint}</small></h2>
${residentList(world, chosen)}${newcomer()}</section></div>
<div class="col">${phone(world, chosen)}</div><div class="col">${faults(world)}${words()}</div>${calls(world)}`,
  );
