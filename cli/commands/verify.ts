import type { Command } from 'commander';
import type { Broken, Verified } from '../../store/verifying.ts';
import { print } from '../print.ts';
import { say } from '../say.ts';

/** zhidu verify: recomputes the seals over the evidence and names the first thing that is not as it was sealed. */
export function register(program: Command): void {
  program
    .command('verify')
    .description(say('verify.description'))
    .option('--json', say('option.json'))
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { databaseUrl } = await import('../databaseUrl.ts');
      const { withDatabase } = await import('../start/database.ts');
      const { verifyAudit } = await import('../../store/verifying.ts');
      const verified = await withDatabase(databaseUrl(), verifyAudit);
      print(json ? JSON.stringify(verified) : sentence(verified));
      if (verified.broken) process.exitCode = 1;
    });
}

function sentence({ broken, ...counts }: Verified): string {
  return broken ? say('verify.broken', { what: described(broken) }) : say('verify.whole', counts);
}

function described({ kind, ...where }: Broken): string {
  return say(`verify.${kind}`, where);
}
