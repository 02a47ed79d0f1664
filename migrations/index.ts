import type { Knex } from 'knex';
import * as people from './20261124_01_people.ts';
import * as accounts from './20261124_02_accounts.ts';
import * as content from './20261124_03_content.ts';
import * as processes from './20261124_04_processes.ts';
import * as tasks from './20261124_05_tasks.ts';
import * as audit from './20261124_06_audit.ts';
import * as company from './20261124_07_company.ts';
import * as rollout from './20261124_08_rollout.ts';
import * as training from './20261124_09_training.ts';
import * as policy from './20261124_10_policy.ts';
import * as supervision from './20261124_11_supervision.ts';
import * as conflicts from './20261124_12_conflicts.ts';
import * as stock from './20261124_13_stock.ts';
import * as logistics from './20261124_14_logistics.ts';
import * as sales from './20261124_15_sales.ts';
import * as aftersales from './20261124_16_aftersales.ts';
import * as intake from './20261124_17_intake.ts';
import * as facts from './20261124_18_facts.ts';
import * as rulings from './20261124_19_rulings.ts';
import * as sweeps from './20261124_20_sweeps.ts';
import * as salesCare from './20261124_21_sales_care.ts';
import * as machineFacts from './20261124_22_machine_facts.ts';

/** In the order they run. Named without a file's extension, so that source and build agree on what has run. */
const migrations = {
  '20261124_01_people': people,
  '20261124_02_accounts': accounts,
  '20261124_03_content': content,
  '20261124_04_processes': processes,
  '20261124_05_tasks': tasks,
  '20261124_06_audit': audit,
  '20261124_07_company': company,
  '20261124_08_rollout': rollout,
  '20261124_09_training': training,
  '20261124_10_policy': policy,
  '20261124_11_supervision': supervision,
  '20261124_12_conflicts': conflicts,
  '20261124_13_stock': stock,
  '20261124_14_logistics': logistics,
  '20261124_15_sales': sales,
  '20261124_16_aftersales': aftersales,
  '20261124_17_intake': intake,
  '20261124_18_facts': facts,
  '20261124_19_rulings': rulings,
  '20261124_20_sweeps': sweeps,
  '20261124_21_sales_care': salesCare,
  '20261124_22_machine_facts': machineFacts,
} satisfies Record<string, Knex.Migration>;

type Name = keyof typeof migrations;

/** What `db.migrate.latest({ migrationSource })` brings a database up to. */
export const migrationSource: Knex.MigrationSource<Name> = {
  getMigrations: async () => Object.keys(migrations) as Name[],
  getMigrationName: (name) => name,
  getMigration: async (name) => migrations[name],
};
