// `schema`: the policy's JSON Schema, for editors. Standard output is the schema and nothing else, so that it
// can be redirected into a file; it is made from the very schema that reads policies, and cannot be out of step
// with it.
import * as z from 'zod';
import { policySchema } from '../policy/schema.ts';
import { defineCommand } from './command.ts';

export const schema = defineCommand({
  name: 'schema',
  summary: 'Prints the JSON Schema of the policy, for editors.',
  help: 'patchring schema > patchring.schema.json, then begin the policy with\n# yaml-language-server: $schema=./patchring.schema.json',
  options: [],
  run: async ({ platform }) => {
    const text = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' });
    platform.log(JSON.stringify(text, undefined, 2).split('\n'));
    return { conclusion: 'succeeded', line: '', result: { schema: text } };
  },
});
