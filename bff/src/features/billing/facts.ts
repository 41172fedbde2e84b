import type { MeterKind } from 'shared-types/reading';

/** A discount that was given: its name, basis points, and fen taken off. */
export interface GivenDiscount {
  n: string;
  bp: number;
  f: number;
}

/** One tier of a tariff as it was used: its lower and upper end (thousandths), price (1/10000 yuan), use, fen. */
export type UsedTier = [from: number, upTo: number | null, price: number, used: number, fen: number];

interface Base {
  /** Fen before discounts. */
  b: number;
  d?: GivenDiscount;
}

/**
 * The numbers of which a bill was made, as it keeps them: short keys, since there are millions. The words are made of
 * them when somebody reads (bill.words.ts).
 */
export type Facts = Base &
  (
    | { k: 'area'; a: number; p: number; m: number }
    | { k: 'house'; p: number; m: number }
    | {
        k: 'meter';
        t: MeterKind;
        /** Opening and closing value. */
        o: number;
        c: number;
        u: number;
        /** The new meter's start, when it was replaced. */
        n?: number;
        e?: 1;
        s: UsedTier[];
      }
    | {
        k: 'pool';
        by: 'area' | 'house';
        total: number;
        /** This house's weight, of all; how many share. */
        w: number;
        all: number;
        n: number;
        /** The building that shares; none: the community. */
        at?: string;
        /** What this house bears of the rest. */
        r?: number;
        /** Who bears all of the rest, by label, and how much. */
        to?: [label: string, fen: number];
      }
    | { k: 'parking'; s: [number: string, monthFen: number][]; m: number }
    | { k: 'fixed' }
  );

/** A house as billing sees it. */
export interface BillableHouse {
  id: string;
  buildingId: string;
  label: string;
  kind: 'house' | 'shop';
  areaHundredths: number | null;
  usage: string | null;
  occupancy: 'self' | 'let' | 'vacant' | 'unknown';
  vacantSince: string | null;
}
