// How a policy chooses machines: by label, by a list of names, or `rest`, what no other ring takes. Rings, freezes and windows share the
// forms, so that what is right in one place is right in the others.
// Which machines are meant is membership.ts.
import * as z from 'zod';
import { machineEntrySchema } from '../model/machine.ts';
import { labelSchema } from './label.ts';

const selectorForms = { error: 'write { label: key=value }, a list of names, or rest' };
const chosenForms = { error: 'write { label: key=value } or a list of names' };

const namesSchema = z.array(machineEntrySchema.shape.name).min(1);
const byLabelSchema = z.strictObject({
  label: z.union([labelSchema, z.array(labelSchema).min(1)]).describe('key=value; of several, all must match.'),
});

/** `{ label: ring=test }`, a list of names, or `rest`. */
export const selectorSchema = z
  .union([z.literal('rest', selectorForms), namesSchema, byLabelSchema], selectorForms)
  .describe('Which machines: { label: key=value }, a list of names, or rest (those that no other ring takes).');

/** `{ label: app=payroll }`, or a list of names. */
export const chosenSchema = z
  .union([namesSchema, byLabelSchema], chosenForms)
  .describe('Which machines: { label: key=value }, or a list of names.');
