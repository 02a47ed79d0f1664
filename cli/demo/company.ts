import { Gate } from './gate.ts';
import { Person } from './person.ts';

/** People who are signed in, and the files they have uploaded; several stories may share one company. */
export class Company {
  readonly base: string;
  private readonly gate: Gate;
  private readonly patienceMs: number | undefined;
  private readonly people = new Map<string, Person>();
  private readonly evidence = new Map<string, Promise<string>>();

  constructor(base: string, requestsAtOnce = Number.POSITIVE_INFINITY, patienceMs?: number) {
    this.base = base;
    this.patienceMs = patienceMs;
    this.gate = new Gate(requestsAtOnce);
  }

  person(id: string): Person {
    const known = this.people.get(id);
    if (known) return known;
    const person = new Person(this.base, id, this.gate, this.patienceMs);
    this.people.set(id, person);
    return person;
  }

  /** The id of a file of theirs for a field; uploaded once. */
  file(who: string, field: string): Promise<string> {
    const key = `${who} ${field}`;
    const known = this.evidence.get(key);
    if (known) return known;
    const uploaded = this.person(who)
      .upload(`${field}.txt`, `${field}\n${who}\n`)
      .then(({ id }) => id);
    this.evidence.set(key, uploaded);
    return uploaded;
  }
}
