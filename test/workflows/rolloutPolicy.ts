import { randomUUID } from 'node:crypto';
import { putInForce, savePolicy } from '../../store/policies.ts';
import { clausesOf, wordingHashOf } from '../../store/policyDrafts.ts';
import type { World } from './world.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });

/** A policy of its own with version 1 in force and version 2 drafted: chapter 7 touches vital interests, chapter 12 does not. */
export async function seedPolicy({ db }: World, policy: string): Promise<void> {
  const clause = (number: string, vitalInterest: boolean, text: string) => ({
    id: `${policy}#${number}`,
    chapter: named(`chapter ${number}`),
    number,
    kind: 'PROCESS',
    binding: 'MUST' as const,
    vitalInterest,
    text: named(text),
    laws: [],
  });
  const clauses = [clause('7.1', true, 'old'), clause('12.1', false, 'old'), clause('13.1', false, 'kept')];
  await savePolicy(db, { id: policy, title: named(policy), version: 1, effectiveFrom: new Date(0), clauses });
  await db('policy_version').insert({
    policy_id: policy,
    version: 2,
    status: 'draft',
    content_hash: 'h2',
    based_on: 1,
  });
  const changed = [clause('7.1', true, 'new'), clause('12.1', false, 'new'), clause('13.1', false, 'kept')];
  await db('clause').insert(
    changed.map(({ vitalInterest, chapter, text, laws, ...rest }, position) => ({
      ...rest,
      policy_id: policy,
      version: 2,
      chapter: JSON.stringify(chapter),
      text: JSON.stringify(text),
      laws: JSON.stringify(laws),
      vital_interest: vitalInterest,
      position,
      since_version: 2,
    })),
  );
  for (const chapter of ['7', '12'])
    await db('course').insert({
      id: `${policy}.${chapter}`,
      hash: 'h',
      policy_id: policy,
      chapter,
      content: JSON.stringify({ title: named(chapter), lessons: [], quiz: { items: [] } }),
    });
}

/** What the review of chapters leaves behind. */
export async function chaptersReviewed({ db }: World, policy: string): Promise<void> {
  const reviewed = { policy_id: policy, version: 2, status: 'approved', instance_id: 'x' };
  await db('chapter_review').insert(['7', '12'].map((chapter_id) => ({ ...reviewed, chapter_id })));
}

/** What the consultation leaves behind. */
export async function consulted({ db }: World, policy: string): Promise<void> {
  const [clause] = await clausesOf(db, { policy, version: 2 });
  await db('consultation').insert({
    id: `consultation/${policy}`,
    policy_id: policy,
    version: 2,
    round: 1,
    mode: 'all-staff',
    status: 'concluded',
    draft_hash: 'h2',
    opened_at: new Date(),
    agreement: 'agreed',
    concluded_at: new Date(),
  });
  await db('consultation_clause').insert({
    consultation_id: `consultation/${policy}`,
    clause_id: clause?.id,
    text_hash: wordingHashOf(clause),
  });
}

/** What the release leaves behind: published and in force. */
export async function released({ db }: World, policy: string): Promise<void> {
  await db('publicity_notice').insert({
    id: randomUUID(),
    policy_id: policy,
    version: 2,
    channel: 'in-app',
    content_hash: 'h2',
    published_at: new Date(),
    audience: 5,
  });
  await db.transaction((trx) => putInForce(trx, { policy, version: 2, at: new Date() }));
}
