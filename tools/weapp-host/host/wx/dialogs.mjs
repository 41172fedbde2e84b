import { choices, overlay, sheet } from '../overlay.mjs';
import { answer, refuse, sim } from '../sim.mjs';

const place = document.getElementById('overlay');
let toast = null;

const hideToast = () => {
  toast?.remove();
  toast = null;
};

const showToast = (name, options) => {
  hideToast();
  toast = document.createElement('div');
  toast.className = 'wx-toast';
  toast.setAttribute('role', 'status');
  toast.textContent = options.title;
  sim.toast = options.title;
  place.append(toast);
  const mine = toast;
  if (name === 'showToast') setTimeout(() => mine.remove(), options.duration ?? 1500);
  return answer(name, options);
};

const showModal = (options = {}) => {
  const result = (confirm, content) => answer('showModal', options, { confirm, cancel: !confirm, content });
  const scripted = sim.answers.shift();
  if (scripted !== undefined) return result(scripted === 'confirm');
  const buttons = options.showCancel === false ? [] : [options.cancelText ?? '取消'];
  buttons.push(options.confirmText ?? '确定');
  const close = overlay('<div class="wx-modal" role="dialog"><h3></h3><p></p><div class="wx-choices"></div></div>');
  const mask = place.lastElementChild;
  mask.querySelector('h3').textContent = options.title ?? '';
  mask.querySelector('p').textContent = options.content ?? '';
  let field = null;
  if (options.editable) {
    field = document.createElement('input');
    field.placeholder = options.placeholderText ?? '';
    field.value = options.content ?? '';
    mask.querySelector('p').replaceWith(field);
  }
  return new Promise((resolve, reject) => {
    choices(mask.querySelector('.wx-choices'), buttons, buttons.length - 1, (index) => {
      close();
      Promise.resolve(result(index === buttons.length - 1, field?.value ?? null)).then(resolve, reject);
    });
  });
};

const showActionSheet = (options) => {
  const chosen = (index) => answer('showActionSheet', options, { tapIndex: index });
  const scripted = sim.answers.shift();
  if (scripted === 'cancel') return refuse('showActionSheet', options, 'cancel');
  if (scripted !== undefined) return chosen(Number(scripted));
  return new Promise((resolve, reject) => {
    sheet([...options.itemList, '取消'], (index) => {
      const done = index === options.itemList.length ? refuse('showActionSheet', options, 'cancel') : chosen(index);
      Promise.resolve(done).then(resolve, reject);
    });
  });
};

export const dialogs = {
  showToast: (options) => showToast('showToast', options),
  showLoading: (options) => showToast('showLoading', options),
  hideToast: (options) => {
    hideToast();
    return answer('hideToast', options);
  },
  hideLoading: (options) => {
    hideToast();
    return answer('hideLoading', options);
  },
  showModal,
  showActionSheet,
  makePhoneCall: (options) => {
    sim.phoneCalls.push(options.phoneNumber);
    return answer('makePhoneCall', options);
  },
  setClipboardData: (options) => {
    sim.clipboard = options.data;
    return answer('setClipboardData', options);
  },
  getClipboardData: (options) => answer('getClipboardData', options, { data: sim.clipboard }),
};
