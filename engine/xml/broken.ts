/** Where a document stops being what it should be, with what the sentence about it is told. */
export type Broken =
  | ({ readonly case: 'place'; readonly text: string } & Position)
  | ({ readonly case: 'end' } & Position)
  | { readonly case: 'root' };

/** Line and column as people count them, from 1. */
type Position = { readonly line: number; readonly column: number };

const PLACE = /unparsable content (.*?)\s*detected line: (\d+) column: (\d+)/;

/** What moddle says of content that it cannot read; without a place the whole document is of another kind. */
export function brokenAt(message: string): Broken {
  const [found, text = '', line, column] = PLACE.exec(oneLine(message)) ?? [];
  if (found === undefined) return { case: 'root' };
  const position = { line: Number(line) + 1, column: Number(column) + 1 };
  return text === '' ? { case: 'end', ...position } : { case: 'place', text, ...position };
}

/** A message of several lines in one. */
export function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
