import { texts } from '../../catalog/index.ts';
import { type DemoPerson, demoPeople } from '../../store/views/demoPeople.ts';
import { locale, say } from '../say.ts';
import { setupLink, withDatabase } from './database.ts';
import type { Running } from './runFile.ts';

const NAMED_PEOPLE = 6;

/** Where everything is and who can sign in. */
export async function summaryOf({ addresses, mode, state }: Running): Promise<string> {
  const ready = state === 'ready';
  return [
    say('summary.addresses', { web: addresses.web, temporalUi: addresses.temporalUi }),
    ...(ready && mode === 'demo' ? signIn(await withDatabase(addresses.database, demoPeople)) : []),
    ...(ready && mode === 'company' ? setUp(await setupLink(addresses)) : []),
  ].join('\n');
}

/** As long as nobody has an account, every start gives a new link: the last one may be lost. */
function setUp(link: string | undefined): string[] {
  return link ? [say('summary.setUp', { link })] : [];
}

function signIn(people: readonly DemoPerson[]): string[] {
  const named = oneOfEachRole(people).map(({ name, roles }) => {
    const names = roles.map(roleName).join(say('summary.comma'));
    return say('summary.person', { chinese: name['zh-CN'], english: name.en, roles: names });
  });
  return [say('summary.signIn', { count: people.length }), ...named, ''];
}

function roleName(role: string): string {
  const roles = texts(locale())['terms']?.['roles'];
  const name = typeof roles === 'object' ? roles[role] : undefined;
  return typeof name === 'string' ? name : role;
}

/** A few people who between them see most of the product. */
function oneOfEachRole(people: readonly DemoPerson[]): DemoPerson[] {
  const roles = [...new Set(people.flatMap((person) => person.roles))];
  const first = roles.map((role) => people.find((person) => person.roles.includes(role)));
  return [...new Set(first)].filter((person) => person !== undefined).slice(0, NAMED_PEOPLE);
}
