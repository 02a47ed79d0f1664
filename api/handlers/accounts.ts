import type { z } from 'zod';
import type { redeemLink as redeemLinkOperation } from '../../contract/accounts.ts';
import { networkOf } from '../../domain/networkOf.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  accountOf,
  endSessions,
  findAccount,
  insertAccount,
  insertLink,
  type LinkKind,
  setDisabled,
  setPassword,
  spendLink,
} from '../../store/accounts.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Db } from '../../store/db.ts';
import { findPerson, insertPerson } from '../../store/people.ts';
import { answerRequest, beginRequest } from '../../store/requests.ts';
import { ensureDepartment, grantRoles } from '../../store/roles.ts';
import type { Handlers, Services } from '../handler.ts';
import { expiryOf, hashOfToken, tokenOf } from '../links.ts';
import { hashPassword, isPassword } from '../passwords.ts';
import { DetailedRefusal } from '../problem.ts';

const OK = 200;
const FIRST_DEPARTMENT = { id: 'company', name: { 'zh-CN': '公司', en: 'Company' } };

/** Whoever has the link is whom it was made for: there is no session yet. */
export const redeemLink: Handlers['redeemLink'] = async ({ body, web }, services) => {
  const { db, tries } = services;
  const tokenHash = hashOfToken(body.token);
  const address = networkOf(web.request.ip);
  await tries.begin(tokenHash, address);
  const state = await beginRequest(db, {
    requestId: body.requestId,
    actor: `link ${tokenHash}`,
    operation: 'redeemLink',
  });
  if (state.kind === 'answered') return state.answer as { login: string };
  return db.transaction(async (trx) => {
    const link = await spendLink(trx, tokenHash, new Date());
    if (!link) throw new Refusal('link-spent');
    await tries.succeeded(tokenHash, address);
    const answer = {
      login: link.person === null ? await setUp(trx, body) : await choose(trx, link.person, body.password),
    };
    await answerRequest(trx, body.requestId, OK, answer);
    return answer;
  });
};

export const createInvite: Handlers['createInvite'] = async ({ body, actor, at, authorize }, services) => {
  authorize('accounts.administer', undefined);
  const { db } = services;
  const { person, login, roles } = body;
  if (await findAccount(db, login)) throw taken('/body/login', login);
  if (await accountOf(db, person.id)) throw taken('/body/person/id', person.id);
  if (!(await findPerson(db, person.id))) {
    const department = person.department ?? actor.department;
    await insertPerson(db, { ...newcomer, id: person.id, name: person.name, department });
  }
  await insertAccount(db, { person: person.id, username: login, passwordHash: null });
  await grantRoles(db, person.id, roles);
  await note(db, actor.id, 'person-invited', person.id, { login, roles });
  return link(services, 'invite', person.id, body.requestId, at);
};

export const createResetLink: Handlers['createResetLink'] = async (
  { params, body, actor, at, authorize },
  services,
) => {
  authorize('accounts.administer', undefined);
  if (!(await accountOf(services.db, params.person))) throw new Refusal('not-found');
  await note(services.db, actor.id, 'reset-link-created', params.person);
  return link(services, 'reset', params.person, body.requestId, at);
};

export const changePassword: Handlers['changePassword'] = async ({ body, actor, web, authorize }, services) => {
  authorize('own', undefined);
  const { db, tries } = services;
  const account = await accountOf(db, actor.id);
  if (!account) throw new Refusal('sign-in-failed');
  const address = networkOf(web.request.ip);
  await tries.begin(account.username, address);
  if (!(await isPassword(body.current, account.passwordHash ?? undefined))) throw new Refusal('sign-in-failed');
  await tries.succeeded(account.username, address);
  await setPassword(db, actor.id, await hashPassword(body.next, account.username), new Date());
  await endSessions(db, actor.id, web.request.sessionID);
  await note(db, actor.id, 'password-changed', actor.id);
  return { done: true };
};

export const disableAccount: Handlers['disableAccount'] = async ({ params, body, actor, authorize }, { db }) => {
  authorize('accounts.administer', undefined);
  if (!(await setDisabled(db, params.person, body.disabled))) throw new Refusal('not-found');
  if (body.disabled) await endSessions(db, params.person);
  await note(db, actor.id, body.disabled ? 'account-disabled' : 'account-enabled', params.person);
  return { done: true };
};

const newcomer = { superior: null, locale: 'zh-CN', email: null, position: null, active: true } as const;

/** The answer's secret is filled in on its way out (api/secrets.ts): receipts keep none. */
async function link({ db, settings }: Services, kind: LinkKind, person: string, requestId: string, at: Date) {
  const expiresAt = expiryOf(kind, at);
  const tokenHash = hashOfToken(tokenOf(kind, requestId, settings.SESSION_SECRET));
  await insertLink(db, { tokenHash, kind, person, expiresAt });
  return { url: '', token: '', expiresAt: expiresAt.toISOString() };
}

type Redeem = z.output<typeof redeemLinkOperation.body>;

/** The first administrator of an empty company. */
async function setUp(db: Db, { person, password }: Redeem): Promise<string> {
  if (!person) throw missing('/body/person');
  const passwordHash = await hashPassword(password, person.login);
  await ensureDepartment(db, FIRST_DEPARTMENT);
  await insertPerson(db, { ...newcomer, id: person.id, name: person.name, department: FIRST_DEPARTMENT.id });
  await insertAccount(db, { person: person.id, username: person.login, passwordHash });
  await grantRoles(db, person.id, ['administrator', 'officer']);
  await note(db, person.id, 'company-set-up', person.id);
  return person.login;
}

/** Choosing a password for an account that is there; whoever was signed in with the old one is out. */
async function choose(db: Db, person: string, password: string): Promise<string> {
  const account = await accountOf(db, person);
  if (!account) throw new Refusal('link-spent');
  await setPassword(db, person, await hashPassword(password, account.username), new Date());
  await endSessions(db, person);
  await note(db, person, 'password-chosen', person);
  return account.username;
}

async function note(db: Db, actor: string, action: string, person: string, after?: unknown): Promise<void> {
  await appendAudit(db, [{ actor, action, subjectKind: 'account', subject: person, after }]);
}

const taken = (where: string, value: string) =>
  new DetailedRefusal('malformed', [{ where, code: 'taken', detail: value }]);
const missing = (where: string) => new DetailedRefusal('malformed', [{ where, code: 'missing', detail: where }]);
