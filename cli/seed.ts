import {
  decisionFiles,
  type Locale,
  processFiles,
  readCompany,
  readCourses,
  readForms,
  readInspectionPlans,
  readPlaces,
} from '../catalog/index.ts';
import { appendAudit } from '../store/audit.ts';
import { saveCompany } from '../store/company.ts';
import { foundCompany } from '../store/companySetting.ts';
import { saveCourse } from '../store/courses.ts';
import type { Db } from '../store/db.ts';
import { saveForm } from '../store/definitions.ts';
import { saveInspectionPlans } from '../store/inspectionPlans.ts';
import { countPeople } from '../store/people.ts';
import { saveLocations } from '../store/stockLocations.ts';
import { deployDecisions, deployProcesses } from './deployment.ts';
import { seedDemoParties, seedPartyLists } from './seedParties.ts';
import { seedPolicies, seedPolicyDraft } from './seedPolicy.ts';

/**
 * Puts the demo company and everything that ships into the database. Done again, it changes only what ships differently:
 * the company keeps the language that it began with or was given since.
 */
export async function seedDemo(db: Db, language: Locale = 'zh-CN'): Promise<void> {
  const now = new Date();
  const isFirst = (await countPeople(db)) === 0;
  const company = readCompany(now);
  await foundCompany(db, { name: company.company.name, language });
  await saveCompany(db, company, now);
  if (isFirst) {
    const { id, name } = company.company;
    await appendAudit(db, [
      { actor: null, action: 'company-founded', subjectKind: 'company', subject: id, after: { name } },
    ]);
  }
  await saveLocations(db, readPlaces());
  await seedPolicies(db, now);
  await seedDemoParties(db, now);
  await seedContent(db);
  await deployProcesses(db, processFiles());
}

/**
 * What a company of its own begins with: the departments, positions, duties and permissions that the processes name, the
 * policy as a draft, courses, laws, forms and decisions, places in a warehouse; nobody in it yet. Its processes are deployed
 * once people hold the duties.
 */
export async function seedCompany(db: Db, language: Locale): Promise<void> {
  const now = new Date();
  await foundCompany(db, { language });
  await saveCompany(db, { ...readCompany(now), people: [] }, now);
  await saveLocations(
    db,
    readPlaces().map(({ keeper: _keeper, ...place }) => place),
  );
  await seedPolicyDraft(db, now);
  await seedPartyLists(db);
  await seedContent(db);
}

async function seedContent(db: Db): Promise<void> {
  for (const form of readForms()) await saveForm(db, form.id, form);
  for (const course of readCourses()) await saveCourse(db, course);
  await saveInspectionPlans(db, readInspectionPlans());
  await deployDecisions(db, decisionFiles());
}
