import { meantBy } from '../../store/views/audience.ts';
import type { Handlers } from '../handler.ts';

export const previewAudience: Handlers['previewAudience'] = async ({ query, authorize }, { db }) => {
  authorize('rollout.manage', undefined);
  const { people, excepted, some } = await meantBy(db, {
    departments: idsIn(query.departments),
    positions: idsIn(query.positions),
    people: idsIn(query.people),
    except: idsIn(query.except),
  });
  return { people, excepted, some: [...some] };
};

const idsIn = (list: string | undefined): readonly string[] => (list ?? '').split(',').filter((id) => id !== '');
