import { setTimeout as wait } from 'node:timers/promises';

/** A stream of server-sent events as a browser hears it. */
export type Heard = {
  readonly status: number;
  /** What was told so far, with the place that each event has. */
  readonly told: readonly { readonly id: string; readonly data: unknown }[];
  readonly lastId: () => string;
  /** The server has hung up. */
  readonly isOver: () => boolean;
  readonly next: (count: number, withinMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Listens until it is closed. */
export function listen(response: Response): Heard {
  const told: { id: string; data: unknown }[] = [];
  let last = '';
  let over = false;
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const hear = (block: string) => {
    last = /^id: (.*)$/m.exec(block)?.[1] ?? last;
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data !== undefined) told.push({ id: last, data: JSON.parse(data) });
  };
  const read = async () => {
    let rest = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      const blocks = (rest + part.value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) hear(block);
    }
  };
  const end = () => {
    over = true;
  };
  void read().then(end, end);
  return {
    status: response.status,
    told,
    lastId: () => last,
    isOver: () => over,
    next: async (count, withinMs = 2_000) => {
      const deadline = Date.now() + withinMs;
      while (told.length < count) {
        if (Date.now() > deadline) throw new Error(`told ${told.length} times within ${withinMs} ms`);
        await wait(10);
      }
    },
    close: async () => {
      await reader?.cancel();
    },
  };
}
