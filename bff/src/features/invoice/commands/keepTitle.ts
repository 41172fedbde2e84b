import type { TitleBody } from 'shared-types/invoice';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { invoiceTexts } from '../../../locales/invoice.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { InvoiceTitleEntity } from '../invoice.entity.js';
import type { Title } from '../invoice.rules.js';
import { deleteTitle, insertTitle, lockTitles, saveTitle } from '../invoice.store.js';
import { mostTitles, titleFrom } from '../title.rules.js';

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

const parse = (body: TitleBody): Title => {
  const title = titleFrom(body);
  if (title === 'no-tax-number') throw invalid('taxNo', invoiceTexts.noTaxNo);
  if (title === 'bad-tax-number') throw invalid('taxNo', invoiceTexts.badTaxNo);
  return title;
};

/** One of a book is the default, as long as there is any. */
const makeDefault = async (tx: Tx, book: readonly InvoiceTitleEntity[], id: string | undefined): Promise<void> => {
  for (const title of book)
    if (title.isDefault !== (title.id === id)) await saveTitle(tx, title.id, { isDefault: title.id === id });
};

export const createTitle = (deps: Deps, call: Call<OwnerActor>, body: TitleBody): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const title = parse(body);
    const { id: accountId } = call.actor;
    const book = await lockTitles(tx, accountId);
    if (book.length >= mostTitles) throw invalid('name', invoiceTexts.tooMany(mostTitles));
    const createdAt = deps.clock.now();
    const isDefault = body.isDefault || book.length === 0;
    const kept: InvoiceTitleEntity = { id: newId(createdAt), accountId, ...title, isDefault, createdAt };
    await insertTitle(tx, kept);
    if (isDefault) await makeDefault(tx, book, kept.id);
    return { id: kept.id };
  });

const mustFind = (book: readonly InvoiceTitleEntity[], id: string): InvoiceTitleEntity => {
  const title = book.find((one) => one.id === id);
  if (!title) throw new AppError('title.not_found');
  return title;
};

export const changeTitle = (
  deps: Deps,
  call: Call<OwnerActor>,
  { id, ...body }: TitleBody & { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const title = parse(body);
    const book = await lockTitles(tx, call.actor.id);
    const before = mustFind(book, id);
    await saveTitle(tx, id, { ...title });
    if (body.isDefault) await makeDefault(tx, book, id);
    else if (before.isDefault) await makeDefault(tx, book, (book.find((one) => one.id !== id) ?? before).id);
    return { id };
  });

export const removeTitle = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const book = await lockTitles(tx, call.actor.id);
    const gone = mustFind(book, id);
    await deleteTitle(tx, id);
    const rest = book.filter((one) => one.id !== id);
    if (gone.isDefault) await makeDefault(tx, rest, rest[0]?.id);
    return { done: true };
  });
