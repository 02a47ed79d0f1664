/** Letters that no decomposition takes apart, Greek, and Cyrillic as passports write it. */
const letters: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'ß:ss ø:o æ:ae œ:oe ł:l đ:d ð:d þ:th ı:i ħ:h ŋ:n ə:a ŧ:t ĸ:k ɓ:b ɗ:d ƙ:k ʻ: ʼ: ʿ: ʾ: ' +
    'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: ' +
    'э:e ю:iu я:ia і:i є:ie ґ:g ј:j љ:lj њ:nj ћ:c ђ:dj џ:dz ѕ:dz ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h ' +
    'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** A text in small letters, with Latin letters for those of other alphabets that are known; the others stay as they are. */
export const latinLetters = (plain: string): string =>
  plain
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (it) => letters[it] ?? it);

const word = /[\p{L}\p{M}]+/gu;
const alphabets = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Whether every letter is Latin, Chinese, or known; a word of two alphabets looks like another than it is. */
export function isReadable(plain: string): boolean {
  if (/[^\p{ASCII}\p{Script=Han}]/u.test(lettersOnly(latinLetters(plain)))) return false;
  return !(plain.match(word) ?? []).some((it) => alphabets.filter((alphabet) => alphabet.test(it)).length > 1);
}

const lettersOnly = (text: string): string => (text.match(/\p{L}/gu) ?? []).join('');
