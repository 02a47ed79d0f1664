import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type Funnel, factsOf, type Thresholds } from '../domain/training.ts';
import type { WaveInput } from './messages.ts';
import { say } from './telling.ts';

const policyKey = defineSearchAttributeKey('ZhiduPolicy', 'KEYWORD');
const phaseKey = defineSearchAttributeKey('ZhiduPhase', 'KEYWORD');
const stateKey = defineSearchAttributeKey('ZhiduState', 'KEYWORD');

type State = 'running' | 'ready' | 'closing' | 'closed';

/** What operations see of a wave in Temporal's screens: figures, nobody's name. */
export class WaveBoard {
  private readonly input: WaveInput;
  private texts: Readonly<Record<string, string>> = {};
  private consoleUrl = '';
  private shown: State | undefined;

  constructor(input: WaveInput) {
    this.input = input;
  }

  speak(texts: Readonly<Record<string, string>>, consoleUrl: string): void {
    this.texts = texts;
    this.consoleUrl = consoleUrl;
  }

  show(
    { funnel, isReady }: { readonly funnel: Funnel; readonly isReady: boolean },
    thresholds: Thresholds,
    isClosing: boolean,
  ): void {
    this.mark(isClosing ? 'closing' : isReady ? 'ready' : 'running');
    const { wave } = this.input;
    const rows = factsOf(funnel, thresholds).map(
      ({ id, target, measured, ok }) => `| ${this.say(id)} | ${measured} | ${target} | ${ok ? '✓' : '–'} |`,
    );
    setCurrentDetails(
      [
        `### ${wave}`,
        '',
        this.say('open', { people: String(funnel.people), open: String(funnel.open) }),
        '',
        this.say('columns'),
        '| --- | --- | --- | --- |',
        ...rows,
        '',
        `[${say(this.texts, 'openInConsole')}](${this.consoleUrl}/waves/${encodeURIComponent(wave)})`,
      ].join('\n'),
    );
  }

  end(): void {
    this.mark('closed');
  }

  /** An event of history, so only when it changes. */
  private mark(state: State): void {
    if (state === this.shown) return;
    const isFirst = this.shown === undefined;
    upsertSearchAttributes([
      ...(isFirst
        ? [
            { key: policyKey, value: `${this.input.policy}@v${this.input.version}` },
            { key: phaseKey, value: 'train' },
          ]
        : []),
      { key: stateKey, value: state },
    ]);
    this.shown = state;
  }

  private say(key: string, params: Record<string, string> = {}): string {
    return say(this.texts, `wave.${key}`, params);
  }
}
