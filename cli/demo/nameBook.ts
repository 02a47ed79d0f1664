import type { Locale } from '../../catalog/index.ts';
import type { Person } from './person.ts';

/** Names of people and steps by id; what has no name stands for itself. */
export async function nameBook(reader: Person, language: Locale): Promise<(id: string) => string> {
  const [{ people }, ...processes] = await Promise.all([
    reader.call('demoPeople', {}),
    ...['procurement', 'supplierQualification', 'bankChangeCheck'].map((process) =>
      reader.call('getProcess', { params: { process } }),
    ),
  ]);
  const names = new Map(
    [...people, ...processes.flatMap(({ outline }) => outline.map(({ node, name }) => ({ id: node, name })))].map(
      ({ id, name }) => [id, name[language]],
    ),
  );
  return (id) => names.get(id) ?? id;
}
