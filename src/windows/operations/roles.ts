// What the installed roles are for: domain controller, DNS, DHCP, IIS, SQL Server, Hyper-V, failover cluster, session host, file and
// print, WSUS, certification authority. Judges nothing; each probe has a limit of time and is answered for itself (facts:
// windows-servicing 5.1, 2.2).
import { rolesReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const roles = operation({
  command: 'Get-PatchringRoles',
  parameters: {},
  result: rolesReadingSchema,
  timeout: 180_000,
});
