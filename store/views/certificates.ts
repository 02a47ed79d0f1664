import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import type { Named } from '../people.ts';
import { row, rows } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type Certificate = {
  readonly id: string;
  readonly code: string;
  readonly kind: Named;
  readonly person: PersonRef;
  readonly status: 'active' | 'renewed' | 'expired' | 'revoked';
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly renewalDays: number;
  readonly unlocks: readonly (Named & { readonly suspended: boolean })[];
};

const certificateColumns = `credential.id, code, jsonb_build_object('id', credential_type.id, 'name', credential_type.name) as kind,
  ${personRef('person')} as person, status, valid_from as "validFrom", nullif(valid_to, 'infinity') as "validTo",
  renewal_days as "renewalDays",
  coalesce((select jsonb_agg(jsonb_build_object('id', entitlement.id, 'name', entitlement.name, 'suspended', exists (
      select from entitlement_suspension held where held.person_id = credential.person_id
        and held.entitlement_id = entitlement.id and lifted_at is null)) order by entitlement.id)
    from credential_unlock join entitlement on entitlement.id = entitlement_id
    where credential_unlock.type_id = credential.type_id), '[]') as unlocks`;
const certificateFrom = `credential join credential_type on credential_type.id = type_id
  join person on person.id = person_id`;

export type CertificatesQuery = {
  readonly person: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The certificates of a person, past ones too, the newest first. */
export async function certificatesPage(db: Db, query: CertificatesQuery): Promise<Page<Certificate>> {
  const after = readCursor(query.cursor);
  const found = await rows<Certificate & Cursor>(
    db,
    `select ${certificateColumns}, ${cursorMoment('valid_from')} as at from ${certificateFrom}
     where person_id = :person ${after ? 'and (valid_from, credential.id) < (cast(:after as timestamptz), :afterId)' : ''}
     order by valid_from desc, credential.id desc limit :count`,
    { person: query.person, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, ({ at: _at, ...certificate }) => certificate);
}

export const certificateByCode = (db: Db, code: string) =>
  row<Certificate & { readonly holder: LocalText }>(
    db,
    `select ${certificateColumns}, person.name as holder from ${certificateFrom} where code = :code`,
    { code },
  );

export const activeCertificate = (db: Db, person: string, type: string) =>
  row<Certificate>(
    db,
    `select ${certificateColumns} from ${certificateFrom}
     where person_id = :person and type_id = :type and status = 'active'`,
    { person, type },
  );
