import type { Command } from 'commander';
import type { Broken, Verified } from '../../store/verifying.ts';
import { print } from '../print.ts';

/** zhidu verify: recomputes the seals over the evidence and names the first thing that is not as it was sealed. */
export function register(program: Command): void {
  program
    .command('verify')
    .description('recompute every seal of the audit trail; name the first altered, missing or added row')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { databaseUrl } = await import('../databaseUrl.ts');
      const { withDatabase } = await import('../start/database.ts');
      const { verifyAudit } = await import('../../store/verifying.ts');
      const verified = await withDatabase(databaseUrl(), verifyAudit);
      print(json ? JSON.stringify(verified) : sentence(verified));
      if (verified.broken) process.exitCode = 1;
    });
}

function sentence({ broken, rows, batches, unsealed, steps }: Verified): string {
  if (broken) return `BROKEN: ${described(broken)}`;
  return `whole: ${rows} rows in ${batches} batches, ${steps} steps of the journal; ${unsealed} rows not yet sealed`;
}

function described(broken: Broken): string {
  switch (broken.kind) {
    case 'row-altered':
      return `audit_event ${broken.id} was altered`;
    case 'row-missing':
      return `audit_event ${broken.id} is missing`;
    case 'row-added':
      return `audit_event ${broken.id} was added after its batch was sealed`;
    case 'batch-altered':
      return `audit_batch ${broken.batch} was altered`;
    case 'batch-missing':
      return `audit_batch ${broken.batch} is missing`;
    case 'step-altered':
      return `step ${broken.sequence} of ${broken.instance} in the journal was altered`;
    case 'step-missing':
      return `step ${broken.sequence} of ${broken.instance} in the journal is missing`;
    default:
      return broken satisfies never;
  }
}
