import { z } from 'zod';
import { operation } from './operation.ts';
import { Done, Locale, LocalText, PersonRef, requested } from './shared.ts';

export const Role = z
  .enum(['officer', 'manager', 'operator', 'hr', 'legal', 'worker-representative', 'ops', 'auditor', 'administrator'])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** Whoever is signed in, and what the console may offer them. */
export const Me = z
  .object({
    person: PersonRef,
    roles: z.array(Role),
    duties: z.array(z.object({ id: z.string(), name: LocalText, department: z.string().nullable() })),
    permissions: z.array(z.string()).meta({ description: 'Entitlements held now, e.g. "contract-sign"' }),
    credentials: z.array(z.string()).meta({ description: 'Credentials valid now' }),
    locale: Locale,
    mode: z.enum(['demo', 'company', 'production']),
    links: z.object({ temporalUi: z.string().nullable() }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const me = operation({
  method: 'get',
  path: '/session',
  tag: 'session',
  summary: 'Who is signed in',
  result: Me,
});

export const signIn = operation({
  method: 'post',
  path: '/session',
  tag: 'session',
  access: 'anybody',
  summary: 'Sign in with a local account',
  body: z
    .object({ ...requested, login: z.string().trim().min(1).max(200), password: z.string().min(1).max(500) })
    .meta({ id: 'SignIn' }),
  result: Me,
  refusals: ['sign-in-failed', 'too-many-tries'],
});

export const signOut = operation({
  method: 'post',
  path: '/session/end',
  tag: 'session',
  access: 'anybody',
  summary: 'Sign out; the session is gone at once',
  body: z.object(requested).meta({ id: 'SignOut' }),
  result: Done,
});

export const demoPeople = operation({
  method: 'get',
  path: '/demo/people',
  tag: 'session',
  access: 'anybody',
  summary: 'Whom one may sign in as: empty unless this is the demo on loopback',
  result: z
    .object({
      available: z.boolean(),
      people: z.array(
        z.object({
          id: z.string(),
          name: LocalText,
          department: LocalText.nullable(),
          duties: z.array(LocalText),
          roles: z.array(Role),
        }),
      ),
    })
    .meta({ id: 'DemoPeople' }),
});

export const signInAs = operation({
  method: 'post',
  path: '/demo/session',
  tag: 'session',
  access: 'anybody',
  summary: 'Sign in as a demo person: refused anywhere but in the demo on loopback',
  body: z.object({ ...requested, person: z.string().min(1).max(200) }).meta({ id: 'SignInAs' }),
  result: Me,
  refusals: ['sign-in-failed', 'not-allowed'],
});

export const setLocale = operation({
  method: 'post',
  path: '/session/locale',
  tag: 'session',
  summary: 'Choose the language of answers and notifications',
  body: z.object({ ...requested, locale: Locale }).meta({ id: 'SetLocale' }),
  result: Done,
});
