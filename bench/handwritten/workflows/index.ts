export { twoApprovals } from './twoApprovals.ts';
