import { type Locale, type TextTree, texts } from '../../catalog/index.ts';
import type { Db } from '../../store/db.ts';
import { findEffect, saveEffect } from '../../store/jobEffects.ts';
import type { LocalText } from '../../store/localText.ts';
import { notify } from '../../store/notifications.ts';
import type { Person } from '../../store/people.ts';
import type { Mailer } from './mailer.ts';

/** Something to be told, once to each person, however often the job runs. */
export type Tidings = {
  /** Names the text in catalog/texts/<language>/notifications.json. */
  readonly kind: string;
  /** A value in both languages is told in the reader's. */
  readonly params: Readonly<Record<string, string | LocalText>>;
  readonly instance: string;
  readonly token: string;
  readonly attempt: number;
  /** Where it leads to, when neither to a task nor to an instance: "/learn". */
  readonly page?: string;
  readonly task?: { readonly id: string; readonly process: string; readonly node: string; readonly name: string };
};

/** Where people are told things: always in the app, by mail too when the company has a mail server. */
export type Telling = {
  readonly db: Db;
  readonly mailer?: Mailer | undefined;
  readonly consoleUrl: string;
  /** Is told of a letter that was not worth failing for. */
  readonly onLostLetter?: (error: unknown) => void;
};

/** The same, where a letter that cannot be sent is no reason to fail: what is said stands in the app as well. */
export function leniently({ mailer, onLostLetter, ...telling }: Telling): Telling {
  if (!mailer) return telling;
  return {
    ...telling,
    mailer: async (mail) => {
      try {
        await mailer(mail);
      } catch (error) {
        onLostLetter?.(error);
      }
    },
  };
}

/** Tells each of these people, in their own language. */
export async function tell({ db, mailer, consoleUrl }: Telling, people: readonly Person[], tidings: Tidings) {
  const { kind, params, instance, token, attempt, task, page } = tidings;
  const at = new Date();
  await notify(
    db,
    people.map(({ id }) => ({
      id: `${instance}|${token}|${attempt}/${kind}/${id}`,
      person: id,
      kind,
      ...(page === undefined ? { instance } : {}),
      ...(task === undefined ? {} : { task: task.id }),
      params: task === undefined ? params : { ...params, task: task.name },
      at,
    })),
  );
  if (!mailer) return;
  for (const person of people) if (person.email !== null) await mailOnce(person, person.email);

  async function mailOnce({ id, locale }: Person, to: string): Promise<void> {
    const key = { instance, token: `${token}/mail/${id}`, attempt };
    if (await findEffect(db, key)) return;
    const { subject, text } = letter(tidings, locale, consoleUrl);
    await mailer?.({ to, subject, text, key: JSON.stringify([key, kind]) });
    await saveEffect(db, { ...key, type: 'mail', result: {} });
  }
}

/** The sentence as subject; below it, where to go: to the task, or to what the person has started. */
function letter({ kind, params, task, page = '/inbox?box=started' }: Tidings, locale: Locale, consoleUrl: string) {
  const pattern = textOf(texts(locale)['notifications']?.[kind]) ?? '{title}';
  const given = task === undefined ? params : { ...params, task: nameOf(task, locale) };
  const sentence = pattern.replace(/\{(\w+)\}/g, (gap, name: string) => inLanguage(given[name], locale) ?? gap);
  const link = `${consoleUrl}${task === undefined ? page : `/tasks/${encodeURIComponent(task.id)}`}`;
  return { subject: sentence, text: `${sentence}\n\n${link}\n` };
}

const inLanguage = (value: string | LocalText | undefined, locale: Locale) =>
  typeof value === 'object' ? value[locale] : value;

const textOf = (tree: string | TextTree | undefined): string | undefined =>
  typeof tree === 'string' ? tree : undefined;

/** A task goes by the name of its step in the reader's language. */
function nameOf({ process, node, name }: NonNullable<Tidings['task']>, locale: Locale): string {
  const steps = texts(locale)['processes']?.[process];
  return (typeof steps === 'object' ? textOf(steps[node]) : undefined) ?? name;
}
