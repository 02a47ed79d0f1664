/**
 * Translates the part of the unified expression language (`${…}`) that means the same in FEEL: property reads, literals,
 * comparisons and their combinations. Undefined for all else: a method call would need Java.
 */
export function toFeel(expression: string): string | undefined {
  const tokens = tokensOf(expression);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader = new Reader(tokens);
  const feel = reader.disjunction();
  return reader.isDone() ? feel : undefined;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|("[^"\\]*"|'[^'\\]*')|([A-Za-z_$][\w$]*)|(&&|\|\||==|!=|<=|>=|[<>!().,[\]-]))/y;

type Token = { readonly kind: 'number' | 'string' | 'name' | 'sign'; readonly text: string };

function tokensOf(expression: string): readonly Token[] | undefined {
  const text = expression.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    tokens.push(tokenOf(found));
  }
  return tokens;
}

function tokenOf([, number, string, name, sign]: RegExpExecArray): Token {
  if (number !== undefined) return { kind: 'number', text: number };
  if (string !== undefined) return { kind: 'string', text: JSON.stringify(string.slice(1, -1)) };
  if (name !== undefined) return SIGN_WORDS[name] ?? { kind: 'name', text: name };
  return { kind: 'sign', text: sign ?? '' };
}

const SIGN_WORDS: Readonly<Record<string, Token>> = Object.fromEntries(
  Object.entries({ and: '&&', or: '||', eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=', not: '!' }).map(
    ([word, sign]) => [word, { kind: 'sign', text: sign }],
  ),
);

const COMPARISONS: Readonly<Record<string, string>> = {
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Reads by recursive descent; each method gives undefined when the text is not within the language. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isDone(): boolean {
    return this.#at === this.#tokens.length;
  }

  disjunction(): string | undefined {
    return this.#chain('||', 'or', () => this.#chain('&&', 'and', () => this.#comparison()));
  }

  #chain(sign: string, word: string, next: () => string | undefined): string | undefined {
    let left = next();
    while (left !== undefined && this.#take(sign)) {
      const right = next();
      left = right === undefined ? undefined : `${left} ${word} ${right}`;
    }
    return left;
  }

  #comparison(): string | undefined {
    const left = this.#negation();
    const operator = COMPARISONS[this.#peek()?.kind === 'sign' ? (this.#peek()?.text ?? '') : ''];
    if (left === undefined || operator === undefined) return left;
    this.#at += 1;
    const right = this.#negation();
    return right === undefined ? undefined : `${left} ${operator} ${right}`;
  }

  #negation(): string | undefined {
    if (!this.#take('!')) return this.#primary();
    const negated = this.#negation();
    return negated === undefined ? undefined : `not(${negated})`;
  }

  #primary(): string | undefined {
    if (this.#take('(')) {
      const inner = this.disjunction();
      return this.#take(')') && inner !== undefined ? `(${inner})` : undefined;
    }
    if (this.#take('-')) return this.#peek()?.kind === 'number' ? `-${this.#next()}` : undefined;
    const token = this.#peek();
    if (token === undefined || token.kind === 'sign') return undefined;
    this.#at += 1;
    return token.kind === 'name' ? this.#path(token.text) : token.text;
  }

  #path(first: string): string | undefined {
    let path: string | undefined = first;
    while (path !== undefined && this.#take('.')) {
      const name: string | undefined = this.#peek()?.kind === 'name' ? this.#next() : undefined;
      path = name === undefined ? undefined : this.#property(path, name);
    }
    return this.#peek()?.text === '(' || this.#peek()?.text === '[' ? undefined : path;
  }

  /** `execution.getVariable('x')` is a property read in other words. */
  #property(path: string, name: string): string | undefined {
    if (path !== 'execution') return `${path}.${name}`;
    if (name !== 'getVariable' || !this.#take('(') || this.#peek()?.kind !== 'string') return undefined;
    const variable = JSON.parse(this.#next()) as string;
    return this.#take(')') && /^[A-Za-z_]\w*$/.test(variable) ? variable : undefined;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#peek();
    this.#at += 1;
    return token?.text ?? '';
  }

  #take(sign: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }
}
