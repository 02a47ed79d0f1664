import type { LocalText } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { departments, dutyNames, peopleByIds } from '../store/people.ts';
import { sameText } from './refs.ts';

type Candidate = { readonly key: string; readonly name: LocalText };

/** Candidate keys as people read them: "duty:buyer/sales" is the buyer of Sales. */
export async function candidateNames(db: Db, keys: readonly string[]): Promise<Candidate[]> {
  const parts = keys.map(partsOf);
  const [duties, people, units] = await Promise.all([
    dutyNames(db, idsOf(parts, 'duty')),
    peopleByIds(db, idsOf(parts, 'person')),
    parts.some(({ unit }) => unit !== undefined) ? departments(db) : [],
  ]);
  const names = new Map([...duties, ...people].map(({ id, name }) => [id, name]));
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  return parts.map(({ key, id, unit }) => {
    const name = names.get(id) ?? sameText(id);
    return { key, name: unit === undefined ? name : within(name, unitNames.get(unit) ?? sameText(unit)) };
  });
}

type Parts = { readonly key: string; readonly kind: string; readonly id: string; readonly unit: string | undefined };

function partsOf(key: string): Parts {
  const [kind = '', rest = ''] = key.split(':', 2);
  const [id = '', unit] = kind === 'duty' ? rest.split('/', 2) : [rest];
  return { key, kind, id, unit };
}

const idsOf = (parts: readonly Parts[], kind: string) => parts.filter((it) => it.kind === kind).map(({ id }) => id);

function within(name: LocalText, unit: LocalText): LocalText {
  return { 'zh-CN': `${unit['zh-CN']} ${name['zh-CN']}`, en: `${name.en}, ${unit.en}` };
}
