// Whether packages could be taken away again: when the component store was last cleaned with ResetBase, what does so by itself, and
// which of the packages that are named call themselves permanent. Asked before an undo is begun, and by preflight.
// Reads only.
import { removalReadingSchema } from '../../model/undo-reading.ts';
import { operation } from '../operation.ts';

export const removal = operation({
  command: 'Get-PatchringRemoval',
  parameters: { Package: 'string[]?' },
  result: removalReadingSchema,
  timeout: 120_000,
});
