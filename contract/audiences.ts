import { z } from 'zod';
import { operation } from './operation.ts';
import { PersonRef } from './shared.ts';

const IDS_MAX = 4000;

const ids = z.string().max(IDS_MAX).optional().meta({ description: 'Ids, divided by commas' });

export const previewAudience = operation({
  method: 'get',
  path: '/audience',
  tag: 'training',
  summary: 'Whom an audience rule means now: how many, and the first of them (officers)',
  query: z.object({ departments: ids, positions: ids, people: ids, except: ids }),
  result: z
    .object({
      people: z.int(),
      excepted: z.int().meta({ description: 'Meant by the rule, and left out by name' }),
      some: z.array(PersonRef),
    })
    .meta({ id: 'AudiencePreview' }),
});
