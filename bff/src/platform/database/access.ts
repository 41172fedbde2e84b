import type { EntityManager } from 'typeorm';

export type Engine = 'sqlite' | 'mysql';

declare const readerBrand: unique symbol;
declare const txBrand: unique symbol;

/** May read. Outside a transaction it sees committed rows only. */
export type Reader = EntityManager & { readonly [readerBrand]: true };

/** May write. Only `transaction()` makes one, so writing outside a transaction does not compile. */
export type Tx = Reader & { readonly [txBrand]: true };
