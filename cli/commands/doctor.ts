import type { Command } from 'commander';
import { print } from '../print.ts';

const WHAT_WIDTH = 14;

/** zhidu doctor: what is wrong and how to mend it. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description('say what would keep Zhidu from starting, and how to mend it')
    .action(async () => {
      const { examine } = await import('../start/doctor.ts');
      const findings = await examine(process.env);
      for (const { what, found, remedy } of findings) {
        print(`${remedy ? '✗' : '✓'} ${what.padEnd(WHAT_WIDTH)} ${found}`);
        if (remedy) print(`  ${''.padEnd(WHAT_WIDTH)} → ${remedy}`);
      }
      if (findings.some(({ remedy }) => remedy)) process.exitCode = 1;
    });
}
