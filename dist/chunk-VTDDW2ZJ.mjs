import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/inputs.ts
var onPolicy = [
  "validate",
  "plan",
  "preflight",
  "apply",
  "due",
  "status",
  "halt",
  "resume",
  "retry",
  "supersede",
  "rollback"
], onMachines = ["plan", "preflight", "apply", "resume", "retry", "rollback"], onLedger = ["plan", "apply", "due", "status", "halt", "resume", "retry", "supersede", "rollback"], inputs = [
  {
    name: "command",
    label: "Command",
    kind: "choice",
    choices: [
      "validate",
      "plan",
      "preflight",
      "apply",
      "due",
      "status",
      "halt",
      "resume",
      "retry",
      "supersede",
      "rollback",
      "demo",
      "simulate"
    ],
    default: "apply",
    commands: [],
    help: "What to do. `apply` does what is due now and ends; run it daily."
  },
  {
    name: "policy",
    label: "Policy file",
    kind: "path",
    value: "FILE",
    default: "patchring.yml",
    commands: onPolicy,
    help: "The policy: rings, windows, gates, limits."
  },
  {
    name: "inventory",
    label: "Inventory file",
    kind: "path",
    value: "FILE",
    commands: ["validate", "plan", "preflight", "apply", "due", "resume", "retry", "rollback"],
    help: "The list of machines, in place of the one that the policy names."
  },
  {
    name: "ring",
    label: "Ring",
    kind: "text",
    value: "NAME",
    commands: ["apply", "retry", "rollback"],
    help: "The ring to work on. `apply`: `due` (when left out) takes every ring that is due now, in order. `retry`: the ring whose failed machines are tried again, when left out all. `rollback`: the ring to undo."
  },
  {
    name: "shard",
    label: "Part of the rollout",
    kind: "text",
    value: "PART",
    commands: ["apply"],
    help: "The part that this run works on while others work on the rest: `2/4` (the second of four), or the machines with a label (`zone=north`). It needs a ledger on a branch. All of the rollout when left out."
  },
  {
    name: "ledger",
    label: "Ledger",
    kind: "text",
    value: "PLACE",
    commands: onLedger,
    help: "Where the journal lives: `git:BRANCH` of the repository, or `file:DIR`. When left out, `git:patchring-ledger` in a pipeline (the job must be allowed to push) and `file:.patchring` in a terminal. In a pipeline a folder must outlive the job."
  },
  {
    name: "plan",
    label: "Plan file",
    kind: "path",
    value: "FILE",
    commands: ["apply"],
    help: "A plan.json written by `plan`. It is refused when the policy or the machines have changed since."
  },
  {
    name: "reason",
    label: "Reason",
    kind: "text",
    value: "TEXT",
    commands: ["halt", "resume", "retry", "supersede", "rollback"],
    help: "Why: it is written into the journal and shown in the report."
  },
  {
    name: "username",
    label: "User name",
    kind: "text",
    environment: "PATCHRING_USERNAME",
    commands: onMachines,
    help: "The account on the machines, as user@domain, DOMAIN\\user or user. A policy reads it as $PATCHRING_USERNAME."
  },
  {
    name: "password",
    label: "Password",
    kind: "text",
    secret: !0,
    environment: "PATCHRING_PASSWORD",
    commands: onMachines,
    help: "Its password. Pass it from a secret only, since a pipeline prints plain inputs. A policy reads it as $PATCHRING_PASSWORD."
  },
  {
    name: "client-certificate",
    label: "Client certificate",
    kind: "text",
    environment: "PATCHRING_CLIENT_CERTIFICATE",
    commands: onMachines,
    help: "For `auth: certificate`: the certificate as PEM text or as a PEM file. A policy reads it as $PATCHRING_CLIENT_CERTIFICATE."
  },
  {
    name: "client-key",
    label: "Key of the client certificate",
    kind: "text",
    secret: !0,
    environment: "PATCHRING_CLIENT_KEY",
    commands: onMachines,
    help: "Its private key as PEM text, from a secret only, or as a PEM file. A policy reads it as $PATCHRING_CLIENT_KEY."
  },
  {
    name: "auth",
    label: "Authentication",
    kind: "choice",
    choices: ["kerberos", "negotiate", "ntlm", "certificate", "basic"],
    commands: onMachines,
    help: "In place of the policy: how to log on to every machine; `certificate` and `basic` only over https."
  },
  {
    name: "configuration",
    label: "Session configuration",
    kind: "text",
    value: "NAME",
    commands: onMachines,
    help: "In place of the policy: the session configuration on every machine, with the functions that `jea` writes."
  },
  {
    name: "transport",
    label: "Transport",
    kind: "choice",
    choices: ["https", "http-sealed"],
    commands: onMachines,
    help: "In place of the policy: `https` (5986) or `http-sealed` (5985, every message encrypted)."
  },
  {
    name: "port",
    label: "Port",
    kind: "number",
    value: "PORT",
    commands: onMachines,
    help: "In place of the policy: the port on every machine for which the inventory names none."
  },
  {
    name: "ca",
    label: "Certificate authority",
    kind: "path",
    value: "FILE",
    commands: onMachines,
    help: "In place of the policy: the certificate authority of the machines, a PEM file."
  },
  {
    name: "pin",
    label: "Certificate fingerprint",
    kind: "text",
    value: "SHA256",
    commands: onMachines,
    help: "In place of the policy: the only certificate that is trusted, as its SHA-256 fingerprint in hexadecimal."
  },
  {
    name: "report-dir",
    label: "Report folder",
    option: "out",
    kind: "path",
    value: "DIR",
    commands: ["plan", "preflight", "apply", "status", "halt", "resume", "retry", "supersede", "rollback", "demo"],
    help: "Where report files are written; a folder of its own, so that verify can tell what is extra. In a pipeline a folder of the job's temporary one when left out."
  },
  {
    name: "offline",
    label: "Offline",
    kind: "flag",
    commands: ["plan"],
    help: "Asks no machine and needs no credentials, for pull requests; the updates stay unknown, and the plan cannot be applied."
  },
  {
    name: "incident",
    label: "Incident",
    kind: "text",
    value: "NAME",
    commands: ["simulate"],
    help: "The incident to replay, by name or KB, or `all`; `all` when `rollouts` is left out, too."
  },
  {
    name: "rollouts",
    label: "Rollouts",
    kind: "number",
    value: "N",
    commands: ["simulate"],
    help: "How many rollouts of good and bad updates to simulate."
  },
  {
    name: "service-connection",
    label: "Service connection",
    kind: "text",
    only: "azure",
    azureType: "connectedService:Generic",
    commands: onMachines,
    help: "A generic service connection that holds user name and password, in place of the two inputs."
  },
  {
    name: "deployments-token",
    label: "Token for deployments",
    kind: "text",
    secret: !0,
    environment: "PATCHRING_DEPLOYMENTS_TOKEN",
    only: "github",
    commands: ["apply", "retry", "rollback"],
    help: "Shows each ring as a deployment in the environment of its name: the `github.token` of a job with `permissions: { deployments: write }`. Nothing is shown when left out."
  }
], outputs = [
  {
    name: "conclusion",
    help: "succeeded, waiting, nothing-to-do, held, halted, rolled-back, cancelled or failed."
  },
  { name: "rollout-id", help: "Identifies the rollout by its content, for example windows-servers-3f9ac2." },
  { name: "plan-hash", help: "Hash of the plan that this run worked on." },
  { name: "ring", help: "The ring that this run worked on last." },
  { name: "rings", help: "JSON: for each ring its state and its numbers." },
  { name: "machines-updated", help: "How many machines this rollout has updated so far." },
  { name: "machines-failed", help: "How many machines have failed so far." },
  { name: "reason", help: "Why the run ended as it did, in one line." },
  {
    name: "due",
    help: "`true` where the command `due` finds anything to do now, `false` where it finds nothing; empty of others."
  },
  { name: "next-due", help: "When the next thing is due, as an ISO 8601 instant; empty when nothing is." },
  { name: "report", help: "Folder of the report files." },
  { name: "journal", help: "Where the journal of the rollout lives." }
];

// src/commands/command.ts
function defineCommand(command) {
  return { ...command, run: (context) => command.run(context) };
}
function inputsOf(command) {
  return inputs.filter((input) => input.commands.includes(command));
}

export {
  inputs,
  outputs,
  defineCommand,
  inputsOf
};
