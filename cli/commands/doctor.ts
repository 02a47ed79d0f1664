import type { Command } from 'commander';
import { print } from '../print.ts';
import { say } from '../say.ts';

const WHAT_WIDTH = 14;

/** zhidu doctor: what is wrong and how to mend it. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description(say('doctor.description'))
    .action(async () => {
      const { examine } = await import('../start/doctor.ts');
      const findings = await examine(process.env);
      for (const { what, found, remedy } of findings) {
        print(`${remedy ? '✗' : '✓'} ${padded(what)} ${found}`);
        if (remedy) print(`  ${padded('')} → ${remedy}`);
      }
      if (findings.some(({ remedy }) => remedy)) process.exitCode = 1;
    });
}

/** A Chinese character takes the room of two letters. */
function padded(text: string): string {
  const wide = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text.padEnd(WHAT_WIDTH - wide);
}
