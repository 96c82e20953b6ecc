// Whether packages could be taken away again: when the component store was last cleaned with ResetBase, what does so by itself, and, before
// an undo, what of ours calls itself permanent, what somebody else has installed since and what waits for a restart. Asked by preflight, too.
// Reads only.
import { removalReadingSchema } from '../../model/undo-reading.ts';
import { operation } from '../operation.ts';

export const removal = operation({
  command: 'Get-PatchringRemoval',
  parameters: { PackagesBefore: 'string[]?', PackagesAdded: 'string[]?' },
  result: removalReadingSchema,
  timeout: 120_000,
});
