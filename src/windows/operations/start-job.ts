// Starts detached work under SYSTEM, or finds the work of the same key (invariant I8). The answer is a job status.
// The update agent refuses network logons, so scan, install and uninstall run in no other way (facts: windows-servicing 3.1).
// `Kind` says which parameters count: scan (Source), stage and install (Source, Update as `updateId@revision`), packages (Package,
// Prerequisite), detect (Script), script and removal (Update, Script), uninstall (PackagesBefore, PackagesAdded, Kb), drain and resume (Drain).
import { jobStatusSchema } from '../../model/job.ts';
import { operation } from '../operation.ts';

export const startJob = operation({
  command: 'Start-PatchringJob',
  parameters: {
    Key: 'string',
    Kind: 'string',
    Source: 'string?',
    OverrideWsus: 'bool?',
    Update: 'string[]?',
    Package: 'string[]?',
    Prerequisite: 'string[]?',
    Script: 'string[]?',
    PackagesBefore: 'string[]?',
    PackagesAdded: 'string[]?',
    Kb: 'string[]?',
    Drain: 'string[]?',
  },
  result: jobStatusSchema,
  timeout: 60_000,
});
