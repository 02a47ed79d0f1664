import { type DemoPerson, demoPeople } from '../../store/views/demoPeople.ts';
import { setupLink, withDatabase } from './database.ts';
import type { Running } from './runFile.ts';

const NAMED_PEOPLE = 6;

/** Where everything is and who can sign in. */
export async function summaryOf({ addresses, mode, state }: Running): Promise<string> {
  const ready = state === 'ready';
  return [
    '',
    `  Console      ${addresses.web}`,
    `  API docs     ${addresses.web}/api/docs`,
    `  Temporal UI  ${addresses.temporalUi}`,
    '',
    ...(ready && mode === 'demo' ? signIn(await withDatabase(addresses.database, demoPeople)) : []),
    ...(ready && mode === 'company' ? setUp(await setupLink(addresses)) : []),
  ].join('\n');
}

/** As long as nobody has an account, every start gives a new link: the last one may be lost. */
function setUp(link: string | undefined): string[] {
  return link
    ? ['  Nobody has an account yet. The first administrator sets the company up here, once:', `    ${link}`, '']
    : [];
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
