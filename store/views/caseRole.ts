/** As what somebody has to do with a violation case: its subject, whoever works on it, whoever reported it. */
export type CaseRole = 'respondent' | 'handler' | 'reporter';

/**
 * Everybody who works on the case of the row `violation_case`: those who prepare it from the start, those who decide it once it
 * is put before them, the panel or the one who decides alone.
 */
export const caseHandlers = `(array[officer_id, investigator_id, legal_reviewer_id, hr_reviewer_id]
  || case when measures is null or violation_case.state not in ('sign-off', 'service', 'lesson', 'closed') then '{}'
       when violation_class in ('severe', 'grave') or 'dismissal' = any(measures) then panel
       else array[decider_id] end)`;

/** SQL that answers the CaseRole of `:person` in the case that runs as the instance, null when it is none or has none. */
export const caseRoleIn = (instance: string) => `(select case when respondent_id = :person then 'respondent'
    when :person = any(${caseHandlers}) then 'handler' when reporter_id = :person then 'reporter' end
  from violation_case where violation_case.instance_id = ${instance})`;

/** Whether a list may show cases at all: those who handle cases see all but their own, everybody else sees none. */
export type CaseSight = { readonly seesCases: boolean; readonly viewer: string };

/** SQL condition that leaves out the instances which a viewer may not know of; bind `viewer` and `hidden`. */
export const notHidden = (sight: CaseSight | undefined, instance: string, process: string) =>
  sight?.seesCases
    ? `and not exists (select from violation_case where violation_case.instance_id = ${instance}
         and respondent_id = :viewer)`
    : `and ${process} <> all(cast(:hidden as text[]))`;
