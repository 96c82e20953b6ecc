// What Windows answers when updating goes wrong, as a table: name, meaning, what to do, and whether asking again
// can help. Numbers decide, never texts, which are localised (facts: windows-servicing 3.11). Adding a code is
// adding a row.

/**
 * `soon` ask again · `restart` restart first, then ask again · `later` wait, then ask again · `never` remove the cause first ·
 * `done` counts as success · `check` the outcome is unknown: read build and packages.
 */
export type Retry = 'soon' | 'restart' | 'later' | 'never' | 'done' | 'check';

export interface HresultRow {
  /** Unsigned. */
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly advice: string;
  readonly retry: Retry;
}

type Row = readonly [code: number, name: string, retry: Retry, meaning: string, advice: string];

const repair = 'Run DISM /Online /Cleanup-Image /RestoreHealth, then try once more.';
const wait = 'Wait and try again.';
const report = 'Report it: this is a bug in the caller.';
const network = 'Check network, proxy and firewall of the machine.';
const delta = 'Run DISM /RestoreHealth, then install the full package.';

const updateAgent: readonly Row[] = [
  [0x00240001, 'WU_S_SERVICE_STOP', 'later', 'Windows Update was stopped', wait],
  [0x00240005, 'WU_S_REBOOT_REQUIRED', 'restart', 'a restart completes the installation', 'Restart.'],
  [0x00240006, 'WU_S_ALREADY_INSTALLED', 'done', 'the update is installed already', 'Nothing.'],
  [0x80240009, 'WU_E_OPERATIONINPROGRESS', 'later', 'another operation is running', wait],
  [0x8024000b, 'WU_E_CALL_CANCELLED', 'later', 'the operation was cancelled', wait],
  [0x80240016, 'WU_E_INSTALL_NOT_ALLOWED', 'restart', 'another installation or a restart is pending', 'Restart.'],
  [
    0x80240017,
    'WU_E_NOT_APPLICABLE',
    'check',
    'nothing to do for this update',
    'Scan again: it may be installed or superseded.',
  ],
  [0x8024001e, 'WU_E_SERVICE_STOP', 'later', 'Windows is shutting down', 'Wait for the new boot.'],
  [0x8024001f, 'WU_E_NO_CONNECTION', 'later', 'there is no network connection', network],
  [0x80240020, 'WU_E_NO_INTERACTIVE_USER', 'never', 'the update asks for a logged-on user', 'Exclude it.'],
  [0x80240022, 'WU_E_ALL_UPDATES_FAILED', 'check', 'every update failed', 'Look at the result of each update.'],
  [0x80240024, 'WU_E_NO_UPDATE', 'never', 'no update was named', report],
  [0x80240025, 'WU_E_USER_ACCESS_DISABLED', 'never', 'group policy blocks Windows Update', 'Change the policy.'],
  [
    0x80240028,
    'WU_E_UNINSTALL_NOT_ALLOWED',
    'never',
    'the agent does not uninstall this update',
    'Remove its package with DISM.',
  ],
  [
    0x8024002e,
    'WU_E_WU_DISABLED',
    'never',
    'policy forbids the update service that was asked',
    'Use the service that the policy names.',
  ],
  [0x80240032, 'WU_E_INVALID_CRITERIA', 'never', 'the search was not understood', report],
  [0x80240033, 'WU_E_EULA_UNAVAILABLE', 'later', 'the licence terms are not downloaded yet', wait],
  [0x80240037, 'WU_E_NOT_SUPPORTED', 'never', 'this Windows does not have the function', 'Use the older function.'],
  [
    0x80240044,
    'WU_E_PER_MACHINE_UPDATE_ACCESS_DENIED',
    'never',
    'only administrators may do this',
    'Use an administrator.',
  ],
  [0x80240438, 'WU_E_PT_ENDPOINT_UNREACHABLE', 'later', 'the update service cannot be reached', network],
  [
    0x80242006,
    'WU_E_UH_INVALIDMETADATA',
    'later',
    'the update’s metadata is damaged',
    'Scan again once; then reset the update cache.',
  ],
  [0x80242007, 'WU_E_UH_INSTALLERHUNG', 'restart', 'the installer did not end in time', 'Restart, then try again.'],
  [
    0x8024200b,
    'WU_E_UH_INSTALLERFAILURE',
    'restart',
    'the installer failed',
    'Restart and try once more; then read its log.',
  ],
  [0x8024200d, 'WU_E_UH_NEEDANOTHERDOWNLOAD', 'soon', 'the update must be downloaded again', 'Try again.'],
  [0x80242014, 'WU_E_UH_POSTREBOOTSTILLPENDING', 'later', 'the work after the restart still runs', wait],
  [
    0x80242015,
    'WU_E_UH_POSTREBOOTRESULTUNKNOWN',
    'check',
    'what came of the restart is unknown',
    'Read build and packages.',
  ],
  [
    0x80242016,
    'WU_E_UH_POSTREBOOTUNEXPECTEDSTATE',
    'check',
    'the state after the restart is unexpected',
    'Read build and packages.',
  ],
  [
    0x80242017,
    'WU_E_UH_NEW_SERVICING_STACK_REQUIRED',
    'never',
    'a newer servicing stack is needed',
    'Install the servicing stack update.',
  ],
  [0x8024201d, 'WU_E_UH_HANDLER_DISABLEDUNTILREBOOT', 'restart', 'nothing is installed before a restart', 'Restart.'],
  [
    0x80244007,
    'WU_E_PT_SOAPCLIENT_SOAPFAULT',
    'never',
    'WSUS refused the question',
    'Raise maxInstalledPrerequisites on the WSUS server.',
  ],
  [
    0x80244010,
    'WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS',
    'soon',
    'the scan took too many round trips',
    'Scan again, up to three times: it goes on where it stopped.',
  ],
  [
    0x80244017,
    'WU_E_PT_HTTP_STATUS_DENIED',
    'never',
    'the update server asked for credentials (401)',
    'Check the server and the proxy.',
  ],
  [
    0x80244018,
    'WU_E_PT_HTTP_STATUS_FORBIDDEN',
    'never',
    'the update server refused (403)',
    'Check the server and the proxy.',
  ],
  [
    0x80244019,
    'WU_E_PT_HTTP_STATUS_NOT_FOUND',
    'never',
    'the update server does not have the content (404)',
    'Check that WSUS has downloaded it.',
  ],
  [
    0x8024401b,
    'WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ',
    'never',
    'the proxy asked for credentials (407)',
    'Let the machine through the proxy.',
  ],
  [
    0x80244022,
    'WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL',
    'later',
    'the update server is overloaded (503)',
    'Check the WSUS application pool.',
  ],
  [
    0x8024402c,
    'WU_E_PT_WINHTTP_NAME_NOT_RESOLVED',
    'later',
    'the name of the update server is not found',
    'Check DNS and proxy.',
  ],
  [0x80246007, 'WU_E_DM_NOTDOWNLOADED', 'soon', 'the update is not downloaded', 'Download it first.'],
  [
    0x80246008,
    'WU_E_DM_FAILTOCONNECTTOBITS',
    'soon',
    'the transfer service (BITS) does not answer',
    'Start the BITS service.',
  ],
  [
    0x80248007,
    'WU_E_DS_NODATA',
    'soon',
    'the update cache lacks data',
    'Try once more; then reset SoftwareDistribution.',
  ],
  [0x8024a007, 'WU_E_REBOOT_IN_PROGRESS', 'restart', 'the machine is restarting', 'Wait for the new boot.'],
];

const windows: readonly Row[] = [
  [0x80070002, 'ERROR_FILE_NOT_FOUND', 'never', 'a file of the component store is missing', repair],
  [
    0x80070005,
    'E_ACCESSDENIED',
    'never',
    'access was denied',
    'Updates install as SYSTEM only; look for virus scanners and changed rights.',
  ],
  [0x8007000d, 'ERROR_INVALID_DATA', 'never', 'the component store is damaged', repair],
  [0x80070020, 'ERROR_SHARING_VIOLATION', 'later', 'a file is in use', 'Look for a virus scanner or another agent.'],
  [0x80070070, 'ERROR_DISK_FULL', 'never', 'the disk is full', 'Make room on the system drive.'],
  [
    0x800700a1,
    'ERROR_BAD_PATHNAME',
    'never',
    'wusa cannot install from a shared folder',
    'Copy the package to a local folder, alone.',
  ],
  [0x80070228, 'ERROR_552', 'check', 'DISM reports an oddity; the update may be in', 'Read build and packages.'],
  [
    0x80070422,
    'ERROR_SERVICE_DISABLED',
    'never',
    'a service that updating needs is disabled',
    'Set wuauserv and TrustedInstaller to manual.',
  ],
  [0x8007045b, 'ERROR_SHUTDOWN_IN_PROGRESS', 'restart', 'the machine is shutting down', 'Wait for the new boot.'],
  [0x80070490, 'ERROR_NOT_FOUND', 'never', 'the component store is damaged', repair],
  [0x800705b4, 'ERROR_TIMEOUT', 'later', 'the operation took too long', wait],
  [
    0x80070643,
    'ERROR_INSTALL_FAILURE',
    'never',
    'an installer failed, often for lack of room in the recovery partition',
    'Read the update’s known issues.',
  ],
  [0x80072ee2, 'WININET_E_TIMEOUT', 'later', 'the update server did not answer in time', network],
  [0x80072efd, 'WININET_E_CANNOT_CONNECT', 'later', 'the update server cannot be connected to', network],
  [0x80072efe, 'WININET_E_CONNECTION_ABORTED', 'later', 'the connection to the update server was cut', network],
  [
    0x80072f8f,
    'WININET_E_DECODING_FAILED',
    'never',
    'the TLS connection failed',
    'Check the clock, the root certificates and TLS 1.2.',
  ],
  [0x8007371b, 'ERROR_SXS_TRANSACTION_CLOSURE_INCOMPLETE', 'never', 'the component store is damaged', repair],
  [0x80073712, 'ERROR_SXS_COMPONENT_STORE_CORRUPT', 'never', 'the component store is damaged', repair],
  [0x800736cc, 'ERROR_SXS_FILE_HASH_MISMATCH', 'never', 'the component store is damaged', repair],
  [
    0x800b0100,
    'TRUST_E_NOSIGNATURE',
    'never',
    'the package is not signed',
    'Do not install it; find out where it comes from.',
  ],
  [0x800b0101, 'CERT_E_EXPIRED', 'never', 'the signature has expired', 'Check the clock; get the package again.'],
  [0x800f081e, 'CBS_E_NOT_APPLICABLE', 'never', 'the package is not for this Windows', 'Check build and architecture.'],
  [0x800f081f, 'CBS_E_SOURCE_MISSING', 'never', 'the source of a component is missing', 'Give DISM a source.'],
  [
    0x800f0823,
    'CBS_E_NEW_SERVICING_STACK_REQUIRED',
    'never',
    'a newer servicing stack is needed',
    'Install the servicing stack update.',
  ],
  [0x800f0831, 'CBS_E_STORE_CORRUPTION', 'never', 'an earlier package is missing', repair],
  [
    0x800f0922,
    'CBS_E_INSTALLERS_FAILED',
    'restart',
    'an installer of the update failed',
    'Restart and try once more; then look at free space on the EFI partition.',
  ],
  [0x800f0982, 'PSFX_E_MATCHING_COMPONENT_NOT_FOUND', 'never', 'the store does not match the update', delta],
  [
    0x800f0983,
    'PSFX_E_MATCHING_COMPONENT_DIRECTORY_MISSING',
    'never',
    'the store does not match the update',
    'Look for an out-of-band fix of this update.',
  ],
  [0x800f0984, 'PSFX_E_MATCHING_BINARY_MISSING', 'never', 'the store does not match the update', delta],
  [0x800f0986, 'PSFX_E_APPLY_FORWARD_DELTA_FAILED', 'never', 'the update does not fit what is installed', delta],
  [
    0x800f0988,
    'PSFX_E_INVALID_DELTA_COMBINATION',
    'never',
    'the update does not fit what is installed',
    'Clean up the component store, then try once more.',
  ],
];

/** All rows, each code once. */
export const hresults: readonly HresultRow[] = [...updateAgent, ...windows].map(
  ([code, name, retry, meaning, advice]) => ({ code, name, meaning, advice, retry }),
);
const byCode = new Map(hresults.map(row => [row.code, row]));

/** `0x80070005` */
export function formatHresult(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The row of a code; undefined when the table does not have it: nothing is guessed from its digits. */
export function hresultOf(code: number): HresultRow | undefined {
  return byCode.get(code >>> 0);
}

/** `0x80070070 ERROR_DISK_FULL: the disk is full`, or the bare number. */
export function describeHresult(code: number): string {
  const row = hresultOf(code);
  return row === undefined ? formatHresult(code) : `${formatHresult(code)} ${row.name}: ${row.meaning}`;
}
