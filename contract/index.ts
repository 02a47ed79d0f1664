import { changePassword, createInvite, createResetLink, disableAccount, redeemLink } from './accounts.ts';
import { acknowledgePolicy, declinePolicy, getAcknowledgement } from './acknowledgements.ts';
import { previewAudience } from './audiences.ts';
import { listAudit } from './audit.ts';
import { getCase, listCases, reportViolation } from './cases.ts';
import { listClauseUses } from './clauseUses.ts';
import { fileComplaint, trackComplaint } from './complaints.ts';
import { answerOpinion, getConsultation, listOpinions, submitOpinion } from './consultations.ts';
import { issueCredential, listCredentials, verifyCredential } from './credentials.ts';
import { exportFinishedSteps, listFinishedSteps, listIndicators, listStepFacts } from './facts.ts';
import { downloadFile, getFile, uploadFile } from './files.ts';
import { createHookSource, disableHookSource, listHookSources, receiveHook, rotateHookSource } from './hooks.ts';
import { importRecords, listImportKinds, listImports } from './imports.ts';
import {
  drawInspection,
  getInspection,
  listFindings,
  listInspectionPlans,
  listInspections,
  recomputeSample,
} from './inspections.ts';
import {
  cancelInstance,
  getHeat,
  getInstance,
  getInstanceState,
  listInstances,
  listTemporalLinks,
  retryIncident,
} from './instances.ts';
import { getLaw, listLaws } from './laws.ts';
import { answerQuiz, finishLesson, getAttempt, getCourse, myLearning, startQuiz } from './learning.ts';
import { watchInstance, watchMine } from './live.ts';
import { listNotifications, markNotificationsRead } from './notifications.ts';
import type { Operation } from './operation.ts';
import { importPartyList, listPartyLists, listPartyListVersions, searchParties, setPartyList } from './partyLists.ts';
import {
  getStaffMember,
  importStaff,
  joinStaff,
  leaveStaff,
  listDepartments,
  listStaff,
  moveStaff,
  searchPeople,
} from './people.ts';
import { diffPolicyVersions, getPolicyVersion, listPolicies, listPublicity } from './policies.ts';
import { getClause } from './policy.ts';
import { draftPolicyVersion, editClause, makeEffective, withdrawPolicyVersion } from './policyDrafts.ts';
import {
  deployProcess,
  getDefinition,
  getProcess,
  getProcessUses,
  listProcesses,
  listProcessVersions,
  startProcess,
} from './processes.ts';
import { listExchangeRates, listPrices, listStock, listStockPlaces } from './registers.ts';
import {
  cancelRollout,
  createRollout,
  launchPhase,
  meetCondition,
  pauseRollout,
  regressPhase,
  resumeRollout,
} from './rolloutActs.ts';
import { getRollout, listRolloutEvents, listRollouts } from './rollouts.ts';
import { demoPeople, me, setLocale, signIn, signInAs, signOut } from './session.ts';
import {
  claimTask,
  completeTask,
  countTasks,
  getTask,
  listTasks,
  listTransferTargets,
  returnTask,
  signOffTask,
  transferTask,
  unclaimTask,
} from './tasks.ts';
import { getWave, listLaggards, listWaves, remindWave } from './waves.ts';

/** Everything the API can do, by name. */
export const contract = {
  me,
  signIn,
  signOut,
  demoPeople,
  signInAs,
  setLocale,
  redeemLink,
  createInvite,
  createResetLink,
  changePassword,
  disableAccount,
  searchPeople,
  listStaff,
  getStaffMember,
  listDepartments,
  importStaff,
  joinStaff,
  moveStaff,
  leaveStaff,
  listTasks,
  countTasks,
  getTask,
  claimTask,
  unclaimTask,
  completeTask,
  signOffTask,
  returnTask,
  transferTask,
  listTransferTargets,
  listProcesses,
  getProcess,
  getDefinition,
  listProcessVersions,
  getProcessUses,
  getHeat,
  startProcess,
  deployProcess,
  listInstances,
  getInstance,
  getInstanceState,
  listTemporalLinks,
  retryIncident,
  cancelInstance,
  listNotifications,
  markNotificationsRead,
  watchInstance,
  watchMine,
  listStepFacts,
  listFinishedSteps,
  exportFinishedSteps,
  listIndicators,
  getClause,
  listPolicies,
  getPolicyVersion,
  diffPolicyVersions,
  draftPolicyVersion,
  editClause,
  withdrawPolicyVersion,
  makeEffective,
  listPublicity,
  getConsultation,
  listOpinions,
  submitOpinion,
  answerOpinion,
  listLaws,
  getLaw,
  listClauseUses,
  uploadFile,
  getFile,
  downloadFile,
  listAudit,
  listWaves,
  getWave,
  listLaggards,
  remindWave,
  previewAudience,
  myLearning,
  getCourse,
  finishLesson,
  startQuiz,
  answerQuiz,
  getAttempt,
  getAcknowledgement,
  acknowledgePolicy,
  declinePolicy,
  listCredentials,
  issueCredential,
  verifyCredential,
  listRollouts,
  getRollout,
  listRolloutEvents,
  createRollout,
  launchPhase,
  pauseRollout,
  resumeRollout,
  cancelRollout,
  regressPhase,
  meetCondition,
  listInspectionPlans,
  drawInspection,
  listInspections,
  getInspection,
  recomputeSample,
  listFindings,
  listCases,
  getCase,
  reportViolation,
  listPartyLists,
  listPartyListVersions,
  setPartyList,
  importPartyList,
  searchParties,
  listStock,
  listStockPlaces,
  listPrices,
  listExchangeRates,
  receiveHook,
  listHookSources,
  createHookSource,
  rotateHookSource,
  disableHookSource,
  listImportKinds,
  importRecords,
  listImports,
  fileComplaint,
  trackComplaint,
} satisfies Record<string, Operation>;

export type Contract = typeof contract;
export type OperationName = keyof Contract;
