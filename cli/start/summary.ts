import { type DemoPerson, demoPeople } from '../../store/views/demoPeople.ts';
import { withDatabase } from './database.ts';
import type { Running } from './runFile.ts';

const NAMED_PEOPLE = 6;

/** Where everything is and who can sign in. */
export async function summaryOf({ addresses, mode, state }: Running): Promise<string> {
  const people = mode === 'demo' && state === 'ready' ? await withDatabase(addresses.database, demoPeople) : [];
  return [
    '',
    `  Console      ${addresses.web}`,
    `  API docs     ${addresses.web}/api/docs`,
    `  Temporal UI  ${addresses.temporalUi}`,
    '',
    ...(people.length > 0 ? signIn(people) : []),
  ].join('\n');
}

function signIn(people: readonly DemoPerson[]): string[] {
  return [
    `  Sign in as anybody of the demo company's ${people.length} people, without a password. For instance:`,
    ...oneOfEachRole(people).map(({ name, roles }) => `    ${name['zh-CN']}  ${name.en} (${roles.join(', ')})`),
    '',
  ];
}

/** A few people who between them see most of the product. */
function oneOfEachRole(people: readonly DemoPerson[]): DemoPerson[] {
  const roles = [...new Set(people.flatMap((person) => person.roles))];
  const first = roles.map((role) => people.find((person) => person.roles.includes(role)));
  return [...new Set(first)].filter((person) => person !== undefined).slice(0, NAMED_PEOPLE);
}
