/** What a letter of a label takes at most at the size that labels are drawn in, px. */
const LETTER_PX = 8;
const HAN_PX = 12;

/** Where a line may end: at a space, and on either side of a Chinese character. */
const breaks = /\s+|(?=\p{Script=Han})|(?<=\p{Script=Han})/u;

/** How wide (px) a label has to be for none of its words to be broken. */
export function wordRoom(label: string): number {
  const widths = label.split(breaks).map((word) => (/\p{Script=Han}/u.test(word) ? HAN_PX : word.length * LETTER_PX));
  return Math.max(0, ...widths);
}
