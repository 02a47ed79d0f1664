import type { Input } from '../../../contract/address.ts';
import type { CitedLaw } from '../../../contract/policies.ts';
import type { Clause } from './reading.ts';

type Edit = Input<'editClause'>['body']['edit'];
type Put = Extract<Edit, { readonly kind: 'put' }>;

/** A law as it is entered; the articles in one line. */
export type LawEntry = { readonly law: string; readonly articles: string; readonly certainty: CitedLaw['certainty'] };

/** What is typed into the form of a clause. */
export type Wording = {
  readonly zh: string;
  readonly en: string;
  readonly kind: Clause['kind'];
  readonly binding: Clause['binding'];
  readonly vitalInterest: boolean;
  readonly laws: readonly LawEntry[];
  readonly class: Put['class'];
  readonly reasonZh: string;
  readonly reasonEn: string;
};

const separators = /[,，、;；\s]+/;

const blank: Wording = {
  zh: '',
  en: '',
  kind: 'GENERAL',
  binding: 'MUST',
  vitalInterest: false,
  laws: [],
  class: 'SUBSTANTIVE',
  reasonZh: '',
  reasonEn: '',
};

/** A clause as the form shows it; a new one starts blank. */
export function wordingOf(clause: Clause | undefined): Wording {
  if (!clause) return blank;
  const { text, kind, binding, vitalInterest, laws, change } = clause;
  return {
    zh: text['zh-CN'],
    en: text.en,
    kind,
    binding,
    vitalInterest,
    laws: laws.map(({ law, articles, certainty }) => ({ law, articles: articles.join(', '), certainty })),
    class: change?.class ?? blank.class,
    reasonZh: change?.reason?.['zh-CN'] ?? '',
    reasonEn: change?.reason?.en ?? '',
  };
}

/** The form as the API takes it. */
export function editOf(wording: Wording): Put {
  const { zh, en, kind, binding, vitalInterest, laws, reasonZh, reasonEn } = wording;
  const links = laws.filter(({ law }) => law !== '');
  return {
    kind: 'put',
    clause: {
      kind,
      binding,
      vitalInterest,
      text: { 'zh-CN': zh, en },
      laws: links.map((it) => ({ ...it, articles: it.articles.split(separators).filter(Boolean) })),
    },
    class: wording.class,
    reason: { 'zh-CN': reasonZh, en: reasonEn },
  };
}
