const MAX_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 30;

/** What a document is not even read for, with what the sentence about it is told. */
export type ObjectionParams = {
  readonly 'xml-too-large': { readonly bytes: number };
  readonly 'xml-doctype': Record<never, never>;
  readonly 'xml-too-many-elements': { readonly elements: number };
  readonly 'xml-too-deep': { readonly depth: number };
};

/** Why a document is not even read. */
export type Objection = {
  readonly [Code in keyof ObjectionParams]: { readonly code: Code; readonly params: ObjectionParams[Code] };
}[keyof ObjectionParams];

/**
 * Refuses a document that is too large, nested too deep or declares a document type, before anything builds a tree of it:
 * reading such a tree later would exhaust stack or memory.
 */
export function guard(xml: string, maxElements: number): Objection | undefined {
  if (new TextEncoder().encode(xml).length > MAX_BYTES) return { code: 'xml-too-large', params: { bytes: MAX_BYTES } };
  let elements = 0;
  let depth = 0;
  for (const tag of tagsOf(xml)) {
    if (tag === 'doctype') return { code: 'xml-doctype', params: {} };
    if (tag === 'close') depth -= 1;
    else elements += 1;
    if (tag === 'open') depth += 1;
    if (elements > maxElements) return { code: 'xml-too-many-elements', params: { elements: maxElements } };
    if (depth > MAX_DEPTH) return { code: 'xml-too-deep', params: { depth: MAX_DEPTH } };
  }
  return undefined;
}

type Tag = 'open' | 'close' | 'empty' | 'doctype';

const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function* tagsOf(xml: string): Generator<Tag> {
  let at = xml.indexOf('<');
  while (at !== -1) {
    const start = at;
    const skipped = SKIPPED.find(([opening]) => xml.startsWith(opening, start));
    const end = skipped === undefined ? endOfTag(xml, start) : xml.indexOf(skipped[1], start);
    if (skipped === undefined) yield kindOf(xml, start, end);
    if (end === -1) return;
    at = xml.indexOf('<', end);
  }
}

/** Where a tag ends: a ">" within an attribute's value does not end it. */
function endOfTag(xml: string, start: number): number {
  for (let at = start; at < xml.length; at += 1) {
    const character = xml[at];
    if (character === '>') return at;
    if (character !== '"' && character !== "'") continue;
    at = xml.indexOf(character, at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

function kindOf(xml: string, start: number, end: number): Tag {
  if (xml.startsWith('<!', start)) return 'doctype';
  if (xml.startsWith('</', start)) return 'close';
  return end > 0 && xml[end - 1] === '/' ? 'empty' : 'open';
}
