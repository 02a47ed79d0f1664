import { z } from 'zod';

/** How many rows a page may have, and has when nobody says. */
const PAGE_MAX = 100;
const PAGE_DEFAULT = 20;
/** Counts stop here; the console shows "999+". */
export const COUNT_CAP = 1001;
const TEXT_MAX = 4000;

/** Chosen by the caller, the same on every retry of the same request: the same id gives the same answer. */
export const RequestId = z.uuid().meta({ description: 'Chosen by the caller; repeat it to repeat the request safely' });
export const requested = { requestId: RequestId };

/** A moment, ISO 8601 in UTC. */
export const Moment = z.iso.datetime();

/** Text in both of the languages that the product speaks: `text[locale]`. */
export const LocalText = z.object({ 'zh-CN': z.string(), en: z.string() }).meta({ id: 'LocalText' });
export type LocalText = z.infer<typeof LocalText>;

export const Locale = z.enum(['zh-CN', 'en']).meta({ id: 'Locale' });
export type Locale = z.infer<typeof Locale>;

export const PersonRef = z
  .object({ id: z.string(), name: LocalText, department: z.string().nullable() })
  .meta({ id: 'PersonRef' });
export type PersonRef = z.infer<typeof PersonRef>;

/** What a person writes to explain: never empty. */
export const Reason = z.string().trim().min(1).max(TEXT_MAX);
export const Comment = z.string().trim().max(TEXT_MAX);

/** Values of a form or of a process, by name. */
export const Variables = z.record(z.string(), z.unknown());

/** What every list takes: where the page before ended, and how much to give. */
export const paging = {
  cursor: z.string().max(500).optional().meta({ description: 'The `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
};

/** A page of a list; `next` is null on the last one. */
export const pageOf = <T extends z.ZodType>(id: string, item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).meta({ id });

export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' });
