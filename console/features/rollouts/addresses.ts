/** The board of a rollout; `phase`: with this phase open. */
export const rolloutAddress = (rollout: string, phase?: string): string =>
  `/rollouts/${encodeURIComponent(rollout)}${phase === undefined ? '' : `?phase=${phase}`}`;

/** A training wave, with who still owes something. */
export const waveAddress = (wave: string): string => `/waves/${encodeURIComponent(wave)}`;
