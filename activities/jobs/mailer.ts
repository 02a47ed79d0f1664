import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';

/** One letter to one person. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same letter: a mail server or client that sees it twice shows it once. */
  readonly key: string;
};

/** Sends a letter, or throws. */
export type Mailer = (mail: Mail) => Promise<void>;

const TIMEOUT_MS = 10_000;
const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
const SUBJECT_LENGTH = 200;
const address = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/;

/** Mail through a company's SMTP server, "smtps://user:secret@host". */
export function createMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...timeouts }, { from });
  return async ({ to, subject, text, key }) => {
    await transport.sendMail({
      to: { name: '', address: deliverable(to) },
      subject: oneLine(subject),
      text,
      messageId: `<${createHash('sha256').update(key).digest('hex')}@zhidu>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
}

/** Nothing that could begin another header or another recipient. */
function deliverable(to: string): string {
  if (!address.test(to)) throw new Error(`${JSON.stringify(to)} is no mail address`);
  return to;
}

const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ').slice(0, SUBJECT_LENGTH);
