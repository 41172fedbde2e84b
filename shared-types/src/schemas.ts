import * as z from 'zod/mini';

// WeChat has no `new Function`; classic zod would die where it is a silent no-op.
z.config({ jitless: true });

/** 26-character ULID, made by the BFF. */
export const Id = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/));
export type Id = z.infer<typeof Id>;

/** ISO 8601 with an offset; the BFF writes +08:00 (the community's time). */
export const Instant = z.iso.datetime({ offset: true });

/** A calendar day of the community, YYYY-MM-DD. */
export const Day = z.iso.date();

/** Text typed by a person: trimmed, not empty, at most `max` UTF-16 units. */
export const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

/** Text that may be left out or empty. */
export const optionalText = (max: number) => z.optional(z.string().check(z.trim(), z.maxLength(max)));

/** Cursor paging of every list: `?cursor=&limit=` (1..100, default 30). */
export const PageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 30),
};

export const page = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

/** Nothing but "it was done". */
export const Done = z.object({ done: z.literal(true) });

export { z };
