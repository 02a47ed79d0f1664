import type { Definition } from '../behaviour.ts';
import type { EventDefinition } from '../model.ts';
import { error } from './error.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

type Kind = EventDefinition['kind'];

/** Every event definition the interpreter speaks. */
const definitions: { readonly [K in Kind]: Definition<K> } = { error, message, none, terminate, timer };

export function definitionOf(event: EventDefinition): Definition<Kind> {
  return definitions[event.kind] as Definition<Kind>;
}
