import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogPath } from '../catalog/index.ts';
import { problemText } from '../catalog/problemText.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { compile } from '../engine/bpmn/xml/compile.ts';
import { parseDecisions } from '../engine/dmn/xml/parse.ts';
import { appendAudit } from '../store/audit.ts';
import type { Db } from '../store/db.ts';
import { codedWorkflows, type Deployed, deployDecision, deployProcess } from '../store/definitions.ts';
import { readReferences } from '../store/references.ts';
import { worded } from './models/worded.ts';
import { locale, say } from './say.ts';

type File = { readonly path: string; readonly xml: string };
type Judged = File & { readonly processes: readonly Process[]; readonly complaints: readonly string[] };

/** Deploys BPMN files: all of them or, when one has an error, none. Processes of the files may call each other. */
export async function deployProcesses(db: Db, paths: readonly string[], by?: string): Promise<readonly Deployed[]> {
  const files = paths.map((path) => ({ path, xml: readFileSync(path, 'utf8') }));
  const judged = await judge(db, files);
  const complaints = judged.flatMap((file) => file.complaints);
  if (complaints.length > 0) throw new Error([say('deploy.refused'), ...complaints].join('\n'));
  return db.transaction(async (trx) => {
    const deployed: Deployed[] = [];
    for (const { processes, xml } of judged) {
      for (const model of processes) deployed.push(await deployOne(trx, model, xml, by));
    }
    return deployed;
  });
}

async function deployOne(db: Db, model: Process, xml: string, by: string | undefined): Promise<Deployed> {
  const deployed = await deployProcess(db, { model, xml, ...(by && { deployedBy: by }) });
  if (deployed.isNew) {
    const { key, version, hash } = deployed;
    await appendAudit(db, [
      {
        actor: by ?? null,
        action: 'process-deployed',
        subjectKind: 'process',
        subject: key,
        clauses: model.clauses,
        after: { version, hash },
      },
    ]);
  }
  return deployed;
}

/** Compiled twice: only when all files are read is it known which processes there are to call. */
async function judge(db: Db, files: readonly File[]): Promise<readonly Judged[]> {
  const known = await readReferences(db, new Date());
  const first = await Promise.all(files.map(({ xml }) => compile(xml)));
  const together = first.flatMap(({ processes }) => processes.map(({ id }) => id));
  const references = { ...known, processes: [...(known.processes ?? []), ...together], calendars: calendars() };
  return Promise.all(
    files.map(async (file) => {
      const { processes, problems } = await compile(file.xml, { references });
      const errors = problems.filter(({ severity }) => severity === 'error');
      const complaints = errors.map((error) => say('deploy.complaint', { ...worded(error), file: file.path }));
      return { ...file, processes, complaints: [...complaints, ...processes.flatMap((it) => reserved(it, file))] };
    }),
  );
}

/** A process with the key of a workflow of ours would never be reached. */
function reserved({ id }: Process, { path }: File): readonly string[] {
  if (!codedWorkflows.includes(id)) return [];
  const reason = problemText(locale(), { code: 'key-reserved', params: { id } });
  return [say('deploy.complaint', { element: id, reason, code: 'definition-refused', file: path })];
}

/** Names of the calendars that ship. */
function calendars(): readonly string[] {
  return readdirSync(join(catalogPath, 'calendars'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'));
}

/** Deploys DMN files. Each decision is found by its id and brings the others of its file along. */
export async function deployDecisions(db: Db, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const xml = readFileSync(path, 'utf8');
    const { model, problems } = await parseDecisions(xml);
    if (!model) {
      const complaints = problems.map((it) =>
        say('deploy.complaint', { ...worded(it), element: it.decision, file: path }),
      );
      throw new Error([say('deploy.refused'), ...complaints].join('\n'));
    }
    for (const { id, name } of Object.values(model.decisions)) await deployDecision(db, { id, name, model, xml });
  }
}
