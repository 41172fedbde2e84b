import type { TitleBody } from 'shared-types/invoice';
import { isTaxNumber, plainTaxNumber } from 'shared-types/taxNumber';
import type { Title } from './invoice.rules.js';

export const mostTitles = 20;

/** A title as it stands in the book: a company with its tax number, a person without one. */
export const titleFrom = ({ kind, name, taxNo }: TitleBody): Title | 'no-tax-number' | 'bad-tax-number' => {
  if (kind === 'personal') return { kind, name, taxNo: null };
  const number = plainTaxNumber(taxNo ?? '');
  if (number === '') return 'no-tax-number';
  return isTaxNumber(number) ? { kind, name, taxNo: number } : 'bad-tax-number';
};
