import fc from 'fast-check';
import type { Process } from '../../../engine/bpmn/model.ts';
import {
  after,
  and,
  boundary,
  call,
  catching,
  type Draft,
  end,
  every,
  message,
  process,
  race,
  script,
  service,
  start,
  sub,
  user,
  xor,
} from './build.ts';

/** A sound piece of a process: one way in, one way out, and whatever happens, out it comes. */
export type Block =
  | { readonly kind: 'user' | 'service' | 'script' | 'call' | 'timer' | 'message' | 'many' }
  | { readonly kind: 'sequence' | 'either' | 'both'; readonly parts: readonly Block[] }
  | { readonly kind: 'sub' | 'loop' | 'eachOf' | 'guarded' | 'race' | 'watched' | 'reminded'; readonly part: Block };

const leaf: fc.Arbitrary<Block> = fc
  .constantFrom('user', 'user', 'service', 'script', 'call', 'timer', 'message', 'many')
  .map((kind) => ({ kind }) as Block);

/** Any block, nested a few levels deep. */
export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('sequence', 'sequence', 'either', 'both', 'both'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constantFrom('sub', 'loop', 'eachOf', 'guarded', 'race', 'watched', 'reminded'),
      part: tie('block'),
    }) as fc.Arbitrary<Block>,
  ),
})).block;

/** The process that a block stands for. */
export function processOf(whole: Block): Process {
  const builder = new Builder();
  builder.draft(start('begin'));
  const [first, last] = builder.place(whole, 'p');
  builder.draft(end('finish'));
  builder.paths.push(`begin > ${first}`, `${last} > finish`);
  return process('p', builder.drafts, builder.paths);
}

type Ends = readonly [first: string, last: string];

class Builder {
  readonly drafts: Draft[] = [];
  readonly paths: string[] = [];
  private count = 0;

  draft(draft: Draft): string {
    this.drafts.push(draft);
    return draft.id;
  }

  /** Puts a block into a scope and gives its first and its last node. */
  place(it: Block, scope: string): Ends {
    if ('parts' in it) return this.parts(it.kind, it.parts, scope);
    if ('part' in it) return this.part(it.kind, it.part, scope);
    const id = this.draft(this.leaf(it.kind, scope));
    return [id, id];
  }

  private name(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count}`;
  }

  private leaf(kind: string, scope: string): Draft {
    const id = this.name(kind);
    switch (kind) {
      case 'service':
        return service(id, { scope });
      case 'script':
        return script(id, { scope, script: '1' });
      case 'call':
        return call(id, { scope, calls: 'child' });
      case 'timer':
        return catching(id, { scope, event: after('PT20M') });
      case 'message':
        return catching(id, { scope, event: message(id) });
      case 'many':
        return user(id, { scope, multi: { cardinality: '2', output: { collection: 'out', element: 'loopCounter' } } });
      default:
        return user(id, { scope, due: { duration: 'PT1H', remindBefore: 'PT30M', escalate: 'superior' } });
    }
  }

  private parts(kind: string, parts: readonly Block[], scope: string): Ends {
    const placed = parts.map((part) => this.place(part, scope));
    return kind === 'sequence' ? this.chain(placed) : this.fork(kind === 'both', placed, scope);
  }

  private chain(placed: readonly Ends[]): Ends {
    for (const [index, [first]] of placed.entries()) {
      const before = placed[index - 1];
      if (before !== undefined) this.paths.push(`${before[1]} > ${first}`);
    }
    return [placed[0]?.[0] ?? '', placed.at(-1)?.[1] ?? ''];
  }

  private fork(isParallel: boolean, placed: readonly Ends[], scope: string): Ends {
    const [fork, join] = [this.name('fork'), this.name('join')];
    const gateway = isParallel ? and : xor;
    this.draft(gateway(fork, { scope, ...(isParallel ? {} : { fallback: `${fork}-${placed[0]?.[0]}` }) }));
    this.draft(gateway(join, { scope }));
    for (const [index, [first, last]] of placed.entries()) {
      const condition = isParallel || index === 0 ? '' : ` [way = ${index}]`;
      this.paths.push(`${fork} > ${first}${condition}`, `${last} > ${join}`);
    }
    return [fork, join];
  }

  private part(kind: string, part: Block, scope: string): Ends {
    switch (kind) {
      case 'sub':
      case 'eachOf':
      case 'guarded':
        return this.inside(kind, part, scope);
      case 'loop':
        return this.loop(part, scope);
      case 'race':
        return this.race(part, scope);
      default:
        return this.watched(kind === 'watched', part, scope);
    }
  }

  /** A subprocess: plain, once for each of two, or with a timer that ends it. */
  private inside(kind: string, part: Block, scope: string): Ends {
    const id = this.name(kind);
    this.draft(sub(id, { scope, ...(kind === 'eachOf' ? { multi: { cardinality: '2' } } : {}) }));
    const [first, last] = this.place(part, id);
    const [begin, finish] = [this.name('begin'), this.name('finish')];
    this.draft(start(begin, { scope: id }));
    this.draft(end(finish, { scope: id }));
    this.paths.push(`${begin} > ${first}`, `${last} > ${finish}`);
    return kind === 'guarded' ? this.escape(id, scope) : [id, id];
  }

  private escape(host: string, scope: string): Ends {
    const [late, merge] = [this.name('late'), this.name('merge')];
    this.draft(boundary(late, { scope, host, event: after('PT90M') }));
    this.draft(xor(merge, { scope }));
    this.paths.push(`${host} > ${merge}`, `${late} > ${merge}`);
    return [host, merge];
  }

  private loop(part: Block, scope: string): Ends {
    const [head, tail, stay] = [this.name('head'), this.name('tail'), this.name('stay')];
    const [first, last] = this.place(part, scope);
    this.draft(xor(head, { scope }));
    this.draft(user(stay, { scope }));
    this.draft(xor(tail, { scope }));
    const out = this.name('out');
    this.draft(xor(out, { scope }));
    // A task in the loop: without one it could turn for ever within a step, which is another test.
    this.paths.push(`${head} > ${first}`, `${last} > ${stay} > ${tail}`, `${tail} > ${head} [again]`);
    this.paths.push(`${tail} > ${out} [not(again = true)]`);
    return [head, out];
  }

  private race(part: Block, scope: string): Ends {
    const [fork, merge] = [this.name('race'), this.name('merge')];
    this.draft(race(fork, { scope }));
    this.draft(xor(merge, { scope }));
    const timer = this.draft(this.leaf('timer', scope));
    const note = this.draft(this.leaf('message', scope));
    const [first, last] = this.place(part, scope);
    this.paths.push(`${fork} > ${timer} > ${merge}`, `${fork} > ${note} > ${first}`, `${last} > ${merge}`);
    return [fork, merge];
  }

  /** A task with a timer on it that interrupts and comes back, or that repeats beside it and ends for itself. */
  private watched(interrupting: boolean, part: Block, scope: string): Ends {
    const host = this.draft(user(this.name('user'), { scope }));
    const late = this.name('late');
    const event = interrupting ? after('PT40M') : every('R2/PT25M');
    this.draft(boundary(late, { scope, host, interrupting, event }));
    const [first, last] = this.place(part, scope);
    const merge = this.draft(interrupting ? xor(this.name('merge'), { scope }) : end(this.name('finish'), { scope }));
    this.paths.push(`${late} > ${first}`, `${last} > ${merge}`);
    if (interrupting) this.paths.push(`${host} > ${merge}`);
    return [host, interrupting ? merge : host];
  }
}
