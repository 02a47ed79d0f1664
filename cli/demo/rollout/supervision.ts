import type { Output } from '../../../contract/address.ts';
import type { Company } from '../company.ts';
import { refusalOf } from '../person.ts';
import type { Happening } from '../scene.ts';
import { OFFICER } from './cast.ts';

/** Steps of purchases that the demo has behind it: a sample of one of them is inspected. */
const PLANS: readonly string[] = ['procurement-clearIpr', 'procurement-approveProposal', 'procurement-testSamples'];

type Tell = (who: string, what: Happening, detail?: string) => void;
type Case = Output<'listCases'>['items'][number];

/** An inspection is drawn; what it finds becomes a case, and the case is decided. */
export class Supervision {
  private readonly company: Company;
  private readonly timeScale: number;
  private readonly tell: Tell;
  private readonly begunAt = new Date().toISOString();
  private isDrawn = false;
  private decided = false;

  constructor(company: Company, timeScale: number, tell: Tell) {
    this.company = company;
    this.timeScale = timeScale;
    this.tell = tell;
  }

  get isDecided(): boolean {
    return this.decided;
  }

  async look(): Promise<void> {
    if (!this.isDrawn) await this.draw();
    const found = await this.newestCase();
    if (!found) return;
    this.tell(OFFICER, 'case-opened', found.id);
    if (found.state !== 'closed') return;
    this.decided = true;
    this.tell(OFFICER, 'case-decided', found.id);
  }

  /** The first plan that has something to look at. */
  private async draw(): Promise<void> {
    const officer = this.company.person(OFFICER);
    for (const plan of PLANS) {
      const drawn = officer.call('drawInspection', { params: { plan }, body: { timeScale: this.timeScale } });
      if ((await refusalOf(drawn)) !== undefined) continue;
      this.isDrawn = true;
      this.tell(OFFICER, 'inspection-drawn', plan);
      return;
    }
  }

  private async newestCase(): Promise<Case | undefined> {
    const { items } = await this.company.person(OFFICER).call('listCases', { query: { limit: 20 } });
    return items.find(({ source, reportedAt }) => source === 'inspection' && reportedAt >= this.begunAt);
  }
}
