// Every name that WS-Man uses on the wire, once: namespaces, actions, resources, options, signals, states.
// They are compared as whole URIs (facts: winrm 1.2, 1.4); prefixes are what our own envelopes declare and what nobody reads.
// Data only: what a name means is said where it is used.

export const ns = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  wsmv: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  shell: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
  transfer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  enumeration: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  fault: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
  wmiError: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError',
  config: 'http://schemas.microsoft.com/wbem/wsman/1/config',
  cim: 'http://schemas.dmtf.org/wbem/wscim/1/common',
  identity: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  powershell: 'http://schemas.microsoft.com/powershell',
  schemaInstance: 'http://www.w3.org/2001/XMLSchema-instance',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

export const actions = {
  create: `${ns.transfer}/Create`,
  get: `${ns.transfer}/Get`,
  delete: `${ns.transfer}/Delete`,
  command: `${ns.shell}/Command`,
  send: `${ns.shell}/Send`,
  receive: `${ns.shell}/Receive`,
  signal: `${ns.shell}/Signal`,
  disconnect: `${ns.shell}/Disconnect`,
  reconnect: `${ns.shell}/Reconnect`,
  connect: `${ns.shell}/Connect`,
  enumerate: `${ns.enumeration}/Enumerate`,
  pull: `${ns.enumeration}/Pull`,
  release: `${ns.enumeration}/Release`,
  fault: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault',
} as const;

export const resources = {
  shell: ns.shell,
  command: `${ns.shell}/Command`,
  cmd: `${ns.shell}/cmd`,
  config: ns.config,
  /** + configuration name, e.g. `Microsoft.PowerShell`. */
  powershell: `${ns.powershell}/`,
  /** + namespace and class, e.g. `root/cimv2/Win32_OperatingSystem`. */
  wmi: 'http://schemas.microsoft.com/wbem/wsman/1/wmi/',
} as const;

export const signals = {
  terminate: `${ns.shell}/signal/Terminate`,
  ctrlC: `${ns.shell}/signal/ctrl_c`,
  /** Stops a PSRP pipeline. PowerShell itself spells it so, and takes any other code as "close the command". */
  stopPipeline: 'powershell/signal/crtl_c',
} as const;

export const commandStates = {
  pending: `${ns.shell}/CommandState/Pending`,
  running: `${ns.shell}/CommandState/Running`,
  done: `${ns.shell}/CommandState/Done`,
} as const;

export const dialects = {
  selector: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter',
  wql: 'http://schemas.microsoft.com/wbem/wsman/1/WQL',
} as const;

export const anonymous = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';

/** Prefixes that our own envelopes declare; those of others are never looked at. */
export const prefixes = {
  s: ns.soap,
  wsa: ns.addressing,
  wsman: ns.wsman,
  wsmv: ns.wsmv,
  rsp: ns.shell,
  wsen: ns.enumeration,
  wst: ns.transfer,
} as const;
