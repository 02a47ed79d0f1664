import { z } from 'zod';
import { operation } from './operation.ts';
import { Role } from './session.ts';
import { Done, LocalText, Moment, requested } from './shared.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

const Password = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);
const PersonId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

/** Shown once: the link's secret is kept only as a hash. */
const OneTimeLink = z.object({ url: z.string(), token: z.string(), expiresAt: Moment }).meta({ id: 'OneTimeLink' });

export const redeemLink = operation({
  method: 'post',
  path: '/links/redeem',
  tag: 'accounts',
  access: 'anybody',
  summary: 'Use a one-time link: set the company up, accept an invitation, or choose a new password',
  body: z
    .object({
      ...requested,
      token: z.string().min(20).max(200).meta({ description: '"setup-…", "invite-…" or "reset-…"' }),
      password: Password,
      /** Of the first administrator; set-up links only. */
      person: z.object({ id: PersonId, name: LocalText, login: z.string().trim().min(1).max(200) }).optional(),
    })
    .meta({ id: 'RedeemLink' }),
  result: z.object({ login: z.string() }).meta({ id: 'LinkRedeemed' }),
  refusals: ['link-spent', 'password-weak', 'too-many-tries'],
});

export const createInvite = operation({
  method: 'post',
  path: '/invites',
  tag: 'accounts',
  summary: 'Invite a person: makes the account and a one-time link to choose a password (administrators)',
  body: z
    .object({
      ...requested,
      person: z.object({ id: PersonId, name: LocalText, department: z.string().nullable() }),
      login: z.string().trim().min(1).max(200),
      roles: z.array(Role),
    })
    .meta({ id: 'CreateInvite' }),
  result: OneTimeLink,
});

export const createResetLink = operation({
  method: 'post',
  path: '/accounts/{person}/reset-link',
  tag: 'accounts',
  summary: 'A one-time link with which a person chooses a new password (administrators)',
  params: z.object({ person: z.string() }),
  body: z.object(requested).meta({ id: 'CreateResetLink' }),
  result: OneTimeLink,
  refusals: ['not-found'],
});

export const changePassword = operation({
  method: 'post',
  path: '/account/password',
  tag: 'accounts',
  summary: 'Change one’s own password; every other session of the person ends',
  body: z.object({ ...requested, current: z.string().min(1).max(500), next: Password }).meta({ id: 'ChangePassword' }),
  result: Done,
  refusals: ['sign-in-failed', 'password-weak', 'too-many-tries'],
});

export const disableAccount = operation({
  method: 'post',
  path: '/accounts/{person}/disabled',
  tag: 'accounts',
  summary: 'Disable an account, or enable it again; a disabled one is dead at once (administrators)',
  params: z.object({ person: z.string() }),
  body: z.object({ ...requested, disabled: z.boolean() }).meta({ id: 'DisableAccount' }),
  result: Done,
  refusals: ['not-found'],
});
