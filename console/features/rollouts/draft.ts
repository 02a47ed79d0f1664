import type { Input } from '../../../contract/address.ts';
import { Phase } from '../../../contract/rollouts.ts';
import type { PersonRef } from '../../../contract/shared.ts';

/** A wave as it is entered. `key` tells it from the others while they are moved about. */
export type WaveDraft = {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly departments: readonly string[];
  readonly positions: readonly string[];
  readonly people: readonly PersonRef[];
  readonly except: readonly PersonRef[];
  readonly manager: readonly PersonRef[];
  /** "2026-12-31". */
  readonly due: string;
};

/** A rollout as it is entered. */
export type RolloutDraft = {
  /** "POL-01@2"; empty until one is chosen. */
  readonly version: string;
  readonly title: string;
  readonly owner: readonly PersonRef[];
  readonly signers: Readonly<Record<Phase, readonly PersonRef[]>>;
  readonly waves: readonly WaveDraft[];
  readonly passed: number;
  readonly acknowledged: number;
};

const PASSED = 95;
const ACKNOWLEDGED = 98;

export const newWave = (key: string): WaveDraft => ({
  key,
  name: '',
  nameEn: '',
  departments: [],
  positions: [],
  people: [],
  except: [],
  manager: [],
  due: '',
});

export const newDraft = (version: string): RolloutDraft => ({
  version,
  title: '',
  owner: [],
  signers: { plan: [], build: [], train: [], supervise: [] },
  waves: [newWave('1')],
  passed: PASSED,
  acknowledged: ACKNOWLEDGED,
});

/** A field that names people and names nobody yet; the other fields are watched by the browser. */
export type Gap = { readonly kind: 'owner' } | { readonly kind: 'signers'; readonly phase: Phase } | WaveGap;
type WaveGap = { readonly kind: 'manager'; readonly wave: number };

export function gapsOf({ owner, signers, waves }: RolloutDraft): readonly Gap[] {
  return [
    ...(owner.length === 0 ? [{ kind: 'owner' } as const] : []),
    ...Phase.options.flatMap((phase) => (signers[phase].length === 0 ? [{ kind: 'signers', phase } as const] : [])),
    ...waves.flatMap(({ manager }, index) =>
      manager.length === 0 ? [{ kind: 'manager', wave: index + 1 } as const] : [],
    ),
  ];
}

type Body = Omit<Input<'createRollout'>['body'], 'requestId'>;

const idsOf = (people: readonly PersonRef[]) => people.map(({ id }) => id);

/** The same, as the API takes it. */
export function bodyOf(draft: RolloutDraft): Body {
  const [policy = '', version = ''] = draft.version.split('@');
  const { plan, build, train, supervise } = draft.signers;
  const ids = waveIds(draft.waves);
  return {
    policy,
    version: Number(version),
    title: draft.title,
    owner: draft.owner[0]?.id ?? '',
    signers: { plan: idsOf(plan), build: idsOf(build), train: idsOf(train), supervise: idsOf(supervise) },
    waves: draft.waves.map((wave, index) => ({
      id: ids[index] ?? '',
      name: { 'zh-CN': wave.name, en: wave.nameEn },
      audience: audienceOf(wave),
      manager: wave.manager[0]?.id ?? '',
      due: wave.due,
    })),
    thresholds: { passed: draft.passed, acknowledged: draft.acknowledged },
  };
}

/** Only what says something: an empty list is no rule. */
export function audienceOf({ departments, positions, people, except }: WaveDraft): Body['waves'][number]['audience'] {
  const rules = {
    departments: [...departments],
    positions: [...positions],
    people: idsOf(people),
    except: idsOf(except),
  };
  return Object.fromEntries(Object.entries(rules).filter(([, ids]) => ids.length > 0));
}

const ID_MAX = 40;

/** Ids that stay readable in addresses: "Pilot in Operations" → "pilot-in-operations", numbered when taken. */
function waveIds(waves: readonly WaveDraft[]): readonly string[] {
  const taken = new Set<string>();
  return waves.map(({ nameEn }, index) => {
    const slug = nameEn
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, ID_MAX - 4);
    const id = slug === '' || taken.has(slug) ? `${slug || 'wave'}-${index + 1}` : slug;
    taken.add(id);
    return id;
  });
}
