// Pipelines of Azure, judged as far as that goes without Azure: the shape by azure-schema.ts, then what the server would only say while it
// runs, or never: names that lead nowhere (stages, outputs, parameters, templates), a deployment that checks nothing out, a journal that
// cannot be pushed, text spliced into a script. Templates are expanded first, with the parameters that they are given.
import { parse } from 'yaml';
import type * as z from 'zod';
import { azureName, outputs } from '../../src/inputs.ts';
import {
  type AzureJob,
  type AzureStage,
  type AzureStep,
  type parameterSchema,
  pipelineSchema,
  stepSchema,
  stepsTemplateSchema,
} from './azure-schema.ts';
import { inputFaults } from './pipeline-inputs.ts';

type Values = Readonly<Record<string, unknown>>;
type Parameter = z.output<typeof parameterSchema>;

/** Reads a template by its path from the pipeline; undefined where there is none. */
export type ReadTemplate = (path: string) => string | undefined;

/** Inputs of other people's tasks that the examples use, from Microsoft's reference of tasks. */
const knownTasks: Readonly<Record<string, readonly string[]>> = {
  'AzureKeyVault@2': ['azureSubscription', 'KeyVaultName', 'SecretsFilter', 'RunAsPreJob'],
};
const ourOutputs = outputs.map(({ name }) => azureName(name));

/** All that is wrong with a pipeline or a template of steps. */
export function azureFaults(text: string, readTemplate: ReadTemplate = () => undefined): readonly string[] {
  const isTemplate = !/^(?:trigger|schedules|stages|jobs|pool|name):/m.test(text) && /^parameters:/m.test(text);
  const declared = (parse(text) as { parameters?: readonly Parameter[] }).parameters ?? [];
  const used = [...text.matchAll(/parameters\.([A-Za-z_]\w*)/g)].map(match => match[1] ?? '');
  const unknown = used.filter(name => !declared.some(parameter => parameter.name === name));
  const faults = [...new Set(unknown)].map(name => `there is no parameter ${name}`);
  const expanded = isTemplate ? undefined : expand(parse(text), readTemplate, faults);
  const parsed = isTemplate ? stepsTemplateSchema.safeParse(parse(text)) : pipelineSchema.safeParse(expanded);
  if (!parsed.success) return [...faults, ...parsed.error.issues.map(told)];
  const pipeline = parsed.data;
  const stages = stagesOf(pipeline, isTemplate);
  const isScheduled = 'schedules' in pipeline && pipeline.schedules !== undefined;
  return [
    ...faults,
    ...(isScheduled && 'stages' in pipeline && !('lockBehavior' in pipeline)
      ? ['runs that meet cancel each other: no lockBehavior']
      : []),
    ...stages.flatMap((stage, index) =>
      stageFaults(stage, stages.slice(0, index)).map(fault => `${stage.stage}: ${fault}`),
    ),
  ];
}

/** Everything as stages; of a template the time limit is its job's. */
function stagesOf(
  pipeline: z.output<typeof pipelineSchema> | z.output<typeof stepsTemplateSchema>,
  isTemplate: boolean,
): readonly AzureStage[] {
  if ('stages' in pipeline) return pipeline.stages;
  if ('jobs' in pipeline) return [{ stage: 'only', jobs: pipeline.jobs }];
  const limit = isTemplate ? { timeoutInMinutes: 60 } : {};
  return [{ stage: 'only', jobs: [{ job: 'only', ...limit, steps: pipeline.steps }] }];
}

const told = ({ path, message }: z.core.$ZodIssue): string => `${path.map(String).join('.')}: ${message}`;

/** The pipeline with the steps of its templates in their places. */
function expand(value: unknown, readTemplate: ReadTemplate, faults: string[]): unknown {
  if (Array.isArray(value)) return value.flatMap(item => expandStep(item, readTemplate, faults));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner, readTemplate, faults)]));
}

function expandStep(item: unknown, readTemplate: ReadTemplate, faults: string[]): unknown {
  const { template, parameters = {} } = (typeof item === 'object' && item !== null ? item : {}) as {
    template?: string;
    parameters?: Values;
  };
  if (template === undefined) return expand(item, readTemplate, faults);
  const text = readTemplate(template);
  if (text === undefined) {
    faults.push(`there is no template ${template}`);
    return item;
  }
  const { parameters: declared = [], steps } = parse(text) as { parameters?: Parameter[]; steps: unknown };
  for (const name of Object.keys(parameters)) {
    if (!declared.some(parameter => parameter.name === name)) faults.push(`${template} takes no ${name}`);
  }
  const values = declared.map(({ name, default: usual }) => {
    const value = parameters[name] ?? usual;
    if (value === undefined) faults.push(`${template} needs ${name}`);
    return [name, String(value)] as const;
  });
  return filled(steps, new Map(values));
}

/** `${{ parameters.x }}` replaced; an input that becomes empty is one that was left out. */
function filled(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\$\{\{ *parameters\.(\w+) *\}\}/g, (_, name: string) => values.get(name) ?? '');
  if (Array.isArray(value)) return value.map(item => filled(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, filled(inner, values)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== ''));
}

function stageFaults(
  { stage, jobs, dependsOn, condition = '' }: AzureStage,
  before: readonly AzureStage[],
): readonly string[] {
  const names = before.map(earlier => earlier.stage);
  const waitsFor = dependsOn === undefined ? names.slice(-1) : [dependsOn].flat();
  const asked = [...String(condition).matchAll(/dependencies\.(\w+)\.outputs\['([^']+)'\]/g)];
  return [
    ...(names.includes(stage) ? ['another stage has this name'] : []),
    ...waitsFor.filter(name => !names.includes(name)).map(name => `waits for ${name}, which is no stage before it`),
    ...asked.flatMap(([, from = '', key = '']) =>
      waitsFor.includes(from)
        ? outputFaults(
            key,
            before.find(earlier => earlier.stage === from),
          )
        : [`does not wait for ${from}`],
    ),
    ...doubles(jobs.map(nameOfJob)).map(name => `two jobs are called ${name}`),
    ...jobs.flatMap(job => jobFaults(job).map(fault => `${nameOfJob(job)}: ${fault}`)),
  ];
}

const nameOfJob = (job: AzureJob): string => ('job' in job ? job.job : job.deployment);

/** `JOB.STEP.OUTPUT`; of a deployment that runs once `JOB.JOB.STEP.OUTPUT`. */
function outputFaults(key: string, stage: AzureStage | undefined): readonly string[] {
  const known = (stage?.jobs ?? []).flatMap(job => {
    const prefix = 'job' in job ? job.job : `${job.deployment}.${job.deployment}`;
    return ourSteps(stepsOf(job)).flatMap(({ name }) => ourOutputs.map(output => `${prefix}.${name ?? ''}.${output}`));
  });
  return known.includes(key) ? [] : [`there is no output ${key}`];
}

function stepsOf(job: AzureJob): readonly AzureStep[] {
  if ('job' in job) return job.steps;
  const { preDeploy, deploy, postRouteTraffic, on = {} } = job.strategy.runOnce;
  return [preDeploy, deploy, postRouteTraffic, on.failure, on.success].flatMap(hook => hook?.steps ?? []);
}

type TaskStep = Extract<AzureStep, { task: string }>;
const isTask = (step: AzureStep): step is TaskStep => 'task' in step;
const ourSteps = (steps: readonly AzureStep[]): readonly TaskStep[] =>
  steps.filter(isTask).filter(({ task }) => task.startsWith('Patchring@'));

function jobFaults(job: AzureJob): readonly string[] {
  const steps = stepsOf(job);
  const ours = ourSteps(steps);
  const isOffline = ({ inputs = {} }: TaskStep): boolean => inputs.command === 'plan' && inputs.offline === true;
  const commands = ours.filter(step => !isOffline(step)).map(({ inputs = {} }) => String(inputs.command ?? 'apply'));
  const checkout = steps.find(step => 'checkout' in step);
  const pushes = commands.some(command => !['validate', 'preflight', 'demo'].includes(command));
  const mine = new Map(ours.map(({ name }) => [name ?? '', true]));
  const macros = [...JSON.stringify(steps).matchAll(/\$\((\w+)\.(\w+)\)|variables\['(\w+)\.(\w+)'\]/g)]
    .map(([, a, b, c, d]) => [a ?? c ?? '', b ?? d ?? ''] as const)
    .filter(([owner]) => !/^(?:System|Build|Agent|Pipeline|Environment)$/.test(owner));
  return [
    ...('deployment' in job && ours.length > 0 && checkout === undefined
      ? ['a deployment checks nothing out by itself, so there is no policy']
      : []),
    ...(pushes &&
    ours.length > 0 &&
    !(checkout !== undefined && 'checkout' in checkout && checkout.persistCredentials === true)
      ? ['cannot push the journal: persistCredentials: true']
      : []),
    ...(ours.length > 0 && job.timeoutInMinutes === undefined
      ? ['would be cut off after an hour: timeoutInMinutes']
      : []),
    ...doubles(steps.flatMap(step => ('name' in step && step.name !== undefined ? [step.name] : []))).map(
      name => `two steps are called ${name}`,
    ),
    ...macros
      .filter(([owner, output]) => !mine.has(owner) || !ourOutputs.includes(output))
      .map(([owner, output]) => `there is no output ${owner}.${output}`),
    ...steps.flatMap(stepFaults),
  ];
}

function stepFaults(step: AzureStep): readonly string[] {
  const script = ['bash', 'script', 'pwsh'].map(key => String((step as Values)[key] ?? '')).join('\n');
  const spliced = /\$\((?!\w+ )[\w.-]+\)|\$\{\{.*?\}\}/.exec(script)?.[0];
  if (spliced !== undefined) return [`splices ${spliced} into a script: hand it over in env`];
  if (!isTask(step)) return [];
  const { task, inputs = {} } = step;
  if (task.startsWith('Patchring@')) return inputFaults(inputs, 'azure');
  const known = knownTasks[task];
  if (known === undefined) return [`${task} is not a task that we know`];
  return Object.keys(inputs).flatMap(name => (known.includes(name) ? [] : [`${task} has no input ${name}`]));
}

function doubles(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** A lone list of steps, as a README shows it. */
export function azureStepsFaults(steps: readonly unknown[]): readonly string[] {
  return steps.flatMap(step => {
    const parsed = stepSchema.safeParse(step);
    return parsed.success ? stepFaults(parsed.data) : parsed.error.issues.map(told);
  });
}
