import type { Me, Role } from '../../contract/session.ts';
import { networkOf } from '../../domain/networkOf.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findAccount } from '../../store/accounts.ts';
import { appendAudit } from '../../store/audit.ts';
import { dutiesOf, findPerson, rolesOf, setLocale as saveLocale } from '../../store/people.ts';
import { credentialsOf, permissionsOf } from '../../store/standing.ts';
import { findActor } from '../../store/views/actor.ts';
import { demoPeople as listDemoPeople } from '../../store/views/demoPeople.ts';
import { isDemoHere } from '../demo.ts';
import type { Handlers, Services } from '../handler.ts';
import { isPassword } from '../passwords.ts';
import { refOf } from '../refs.ts';
import { beginSession, endSession } from '../session.ts';

export const me: Handlers['me'] = async ({ actor, authorize }, services) => {
  authorize('own', undefined);
  return meOf(services, actor.id);
};

export const signIn: Handlers['signIn'] = async ({ body, web }, services) => {
  const { db, tries } = services;
  const address = networkOf(web.request.ip);
  await tries.begin(body.login, address);
  const account = await findAccount(db, body.login);
  const isRight = await isPassword(body.password, account?.passwordHash ?? undefined);
  if (!account || !isRight || !(await findActor(db, account.person))) {
    // What was typed may be a password in the wrong field: only a login that exists is written down.
    await noteSignIn(services, 'signIn', account?.person ?? null, 'sign-in-failed');
    throw new Refusal('sign-in-failed');
  }
  await tries.succeeded(body.login, address);
  return begin(services, web.request, 'signed-in', account.person);
};

export const signOut: Handlers['signOut'] = async ({ actor, web }, services) => {
  await endSession(web.request);
  if (actor) await noteSignIn(services, 'signed-out', actor.id);
  return { done: true };
};

export const demoPeople: Handlers['demoPeople'] = async ({ web }, services) => {
  if (!isDemoHere(services, web.request)) return { available: false, people: [] };
  const people = await listDemoPeople(services.db);
  return { available: true, people: people.map((person) => ({ ...person, roles: person.roles as Role[] })) };
};

export const signInAs: Handlers['signInAs'] = async ({ body, web }, services) => {
  if (!isDemoHere(services, web.request)) {
    await noteSignIn(services, 'signInAs', null, 'not-allowed');
    throw new Refusal('not-allowed');
  }
  if (!(await findActor(services.db, body.person))) throw new Refusal('sign-in-failed');
  return begin(services, web.request, 'signed-in-as', body.person);
};

export const setLocale: Handlers['setLocale'] = async ({ actor, body, authorize }, { db }) => {
  authorize('own', undefined);
  await saveLocale(db, actor.id, body.locale);
  return { done: true };
};

async function begin(
  services: Services,
  request: Parameters<typeof beginSession>[0],
  action: string,
  person: string,
): Promise<Me> {
  await beginSession(request, person);
  await noteSignIn(services, action, person);
  return meOf(services, person);
}

async function noteSignIn({ db }: Services, action: string, person: string | null, refused?: string): Promise<void> {
  await appendAudit(db, [
    { actor: person, action, subjectKind: 'account', subject: person ?? '', refused: refused ?? null },
  ]);
}

async function meOf({ db, settings }: Services, id: string): Promise<Me> {
  const now = new Date();
  const [person, roles, duties, permissions, credentials] = await Promise.all([
    findPerson(db, id),
    rolesOf(db, id),
    dutiesOf(db, id),
    permissionsOf(db, id, now),
    credentialsOf(db, id, now),
  ]);
  if (!person) throw new Error(`the person ${id} is signed in and unknown`);
  const held = roles.map(({ role }) => role as Role);
  return {
    person: refOf(person),
    roles: [...new Set(held)],
    duties: duties.map((duty) => ({ id: duty.id, name: duty.name, department: duty.department })),
    permissions,
    credentials,
    locale: person.locale,
    mode: settings.ZHIDU_MODE,
    links: {
      temporalUi: held.some((role) => role === 'ops' || role === 'administrator') ? settings.TEMPORAL_UI_URL : null,
    },
  };
}
