// A machine as the inventory knows it: name, address, labels, zone. What is read from the machine itself is in reading.ts.
// Names are unique without regard to case and hold only what a host name may: they name files, tasks and lines of the log,
// so nothing in them can be taken for a path or a command.
import * as z from 'zod';

/** The inventory's name, unique without regard to case; kept as written. */
export type MachineName = string;

export const machineEntrySchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(253)
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
      'must be a host name or an address name: letters, digits, dots and hyphens',
    )
    .describe(
      'Name of the machine, unique without regard to case; also where to connect, unless address says otherwise.',
    ),
  address: z
    .string()
    .min(1)
    .optional()
    .describe('Where to connect when it is not the name: a DNS name or an IP address.'),
  port: z
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port when it is not the default of the transport (5986, sealed HTTP 5985).'),
  labels: z
    .record(z.string(), z.string())
    .default({})
    .describe('Free words such as ring, role, site; rings and windows select by them.'),
  timeZone: z.string().optional().describe('IANA zone of the machine, used by windows with `timeZone: machine`.'),
});

/** One line of the inventory, parsed. */
export type MachineEntry = z.output<typeof machineEntrySchema>;
