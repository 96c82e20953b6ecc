// The door of the Azure Pipelines task. It alone may load the Azure platform, whose library changes the process when it is imported.
// A task's inputs have camel-case names; the table knows them by one name.
// What it does with them is the same as behind the other doors: `run.ts`.
import { azureName } from './inputs.ts';
import { createAzure } from './platforms/azure.ts';
import { run } from './run.ts';

await run({ platform: createAzure(azureName), env: process.env });
