// The shape of an Azure pipeline, after Microsoft's public reference of the YAML schema: pipeline, stages, jobs, deployments, strategies,
// steps, resources, schedules, pools, variables. Strict: a key that Azure does not know is a fault here as there. It covers what an
// example or a README of ours may use, and refuses the rest: containers, rolling and canary, phases, extends.
import * as z from 'zod';

const text = z.union([z.string().min(1), z.number(), z.boolean()]);
const flag = z.union([z.boolean(), z.string().regex(/^\$[({]/)]);
/** Of a job, a stage, a step: letters, digits and underscores; the server takes no hyphen. */
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'letters, digits and underscores');
const minutes = z.union([z.number().int().nonnegative(), z.string().regex(/^\$[({]/)]);
const texts = z.union([z.string(), z.array(z.string())]);
const filter = z.strictObject({
  include: z.array(z.string()).exactOptional(),
  exclude: z.array(z.string()).exactOptional(),
});

const ofEveryStep = {
  name: name.exactOptional(),
  displayName: text.exactOptional(),
  condition: text.exactOptional(),
  continueOnError: flag.exactOptional(),
  enabled: flag.exactOptional(),
  env: z.record(z.string(), text).exactOptional(),
  timeoutInMinutes: minutes.exactOptional(),
  retryCountOnTaskFailure: minutes.exactOptional(),
};
const ofEveryScript = {
  ...ofEveryStep,
  workingDirectory: text.exactOptional(),
  failOnStderr: flag.exactOptional(),
};

/** Named by its first key; with the wrong one nothing would be told of the others. */
const steps = {
  task: z.strictObject({
    task: z.string().regex(/^[A-Za-z0-9.-]+@\d+$/, 'a name and a major version'),
    inputs: z.record(z.string(), text).exactOptional(),
    ...ofEveryStep,
  }),
  checkout: z.strictObject({
    checkout: text,
    clean: flag.exactOptional(),
    fetchDepth: minutes.exactOptional(),
    fetchTags: flag.exactOptional(),
    lfs: flag.exactOptional(),
    path: text.exactOptional(),
    persistCredentials: flag.exactOptional(),
    submodules: text.exactOptional(),
    ...ofEveryStep,
  }),
  publish: z.strictObject({ publish: text, artifact: text.exactOptional(), ...ofEveryStep }),
  download: z.strictObject({
    download: text,
    artifact: text.exactOptional(),
    patterns: text.exactOptional(),
    ...ofEveryStep,
  }),
  bash: z.strictObject({ bash: text, ...ofEveryScript }),
  script: z.strictObject({ script: text, ...ofEveryScript }),
  pwsh: z.strictObject({ pwsh: text, errorActionPreference: text.exactOptional(), ...ofEveryScript }),
  template: z.strictObject({ template: text, parameters: z.record(z.string(), z.unknown()).exactOptional() }),
} as const;

/** A union that says what is wrong with the member that was meant. */
function byFirstKey<Members extends Readonly<Record<string, z.ZodType>>>(members: Members) {
  const names = Object.keys(members);
  return z.unknown().transform((value, context): z.output<Members[keyof Members]> => {
    const [key] = typeof value === 'object' && value !== null ? names.filter(known => known in value) : [];
    const parsed = key === undefined ? undefined : members[key]?.safeParse(value);
    if (parsed?.success === true) return parsed.data as z.output<Members[keyof Members]>;
    const issues = parsed?.error.issues ?? [{ path: [], message: `must have one of ${names.join(', ')}` }];
    for (const { path, message } of issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });
}

export const stepSchema = byFirstKey(steps);
export type AzureStep = z.output<typeof stepSchema>;

const pool = z.union([
  z.string().min(1),
  z.strictObject({ name: text, demands: texts.exactOptional() }),
  z.strictObject({ vmImage: text }),
]);
const variables = z.union([
  z.record(z.string(), text),
  z.array(
    z.union([
      z.strictObject({ name: z.string(), value: text, readonly: flag.exactOptional() }),
      z.strictObject({ group: z.string() }),
    ]),
  ),
]);

const ofEveryJob = {
  displayName: text.exactOptional(),
  dependsOn: texts.exactOptional(),
  condition: text.exactOptional(),
  continueOnError: flag.exactOptional(),
  timeoutInMinutes: minutes.exactOptional(),
  cancelTimeoutInMinutes: minutes.exactOptional(),
  variables: variables.exactOptional(),
  pool: pool.exactOptional(),
  workspace: z.strictObject({ clean: z.enum(['outputs', 'resources', 'all']) }).exactOptional(),
};
const matrix = z.record(
  z
    .string()
    .max(100)
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  z.record(z.string(), text),
);
const hook = z.strictObject({ pool: pool.exactOptional(), steps: z.array(stepSchema).min(1) });
const runOnce = z.strictObject({
  preDeploy: hook.exactOptional(),
  deploy: hook,
  postRouteTraffic: hook.exactOptional(),
  on: z.strictObject({ failure: hook.exactOptional(), success: hook.exactOptional() }).exactOptional(),
});

export const jobSchema = byFirstKey({
  job: z.strictObject({
    job: name,
    ...ofEveryJob,
    strategy: z.strictObject({ matrix, maxParallel: minutes.exactOptional() }).exactOptional(),
    steps: z.array(stepSchema).min(1),
  }),
  deployment: z.strictObject({
    // The server keeps the word "deploy" for itself.
    deployment: name.refine(word => word !== 'deploy', 'deploy is a keyword'),
    ...ofEveryJob,
    environment: z.union([
      z.string().min(1),
      z.strictObject({ name: text, resourceName: text.exactOptional(), resourceType: text.exactOptional() }),
    ]),
    strategy: z.strictObject({ runOnce }),
  }),
} as const);
export type AzureJob = z.output<typeof jobSchema>;

export const stageSchema = z.strictObject({
  stage: name,
  displayName: text.exactOptional(),
  dependsOn: texts.exactOptional(),
  condition: text.exactOptional(),
  variables: variables.exactOptional(),
  pool: pool.exactOptional(),
  lockBehavior: z.enum(['sequential', 'runLatest']).exactOptional(),
  trigger: z.enum(['manual', 'automatic']).exactOptional(),
  jobs: z.array(jobSchema).min(1),
});
export type AzureStage = z.output<typeof stageSchema>;

/** Five fields of NCrontab, in UTC: numbers, ranges, lists, steps, short names. */
const cronField = String.raw`(?:\*|[A-Za-z]{3}|\d+(?:-\d+)?)(?:\/\d+)?`;
const cron = z.string().regex(new RegExp(`^(?:${cronField}(?:,${cronField})*(?: (?!$)|$)){5}$`), 'five fields');

export const parameterSchema = z.strictObject({
  name: name,
  displayName: z.string().exactOptional(),
  type: z.enum(['string', 'number', 'boolean', 'object']),
  default: z.unknown().exactOptional(),
  values: z.array(text).exactOptional(),
});

const ofEveryPipeline = {
  name: z.string().exactOptional(),
  trigger: z
    .union([
      z.literal('none'),
      z.array(z.string()),
      z.strictObject({ branches: filter, paths: filter.exactOptional() }),
    ])
    .exactOptional(),
  pr: z
    .union([
      z.literal('none'),
      z.array(z.string()),
      z.strictObject({ branches: filter, paths: filter.exactOptional() }),
    ])
    .exactOptional(),
  parameters: z.array(parameterSchema).exactOptional(),
  schedules: z
    .array(
      z.strictObject({
        cron,
        displayName: text.exactOptional(),
        branches: filter,
        always: z.boolean().exactOptional(),
        batch: z.boolean().exactOptional(),
      }),
    )
    .exactOptional(),
  resources: z
    .strictObject({
      webhooks: z
        .array(
          z.strictObject({
            webhook: name,
            connection: text,
            filters: z.array(z.strictObject({ path: text, value: text })).exactOptional(),
          }),
        )
        .exactOptional(),
    })
    .exactOptional(),
  variables: variables.exactOptional(),
  lockBehavior: z.enum(['sequential', 'runLatest']).exactOptional(),
  pool: pool.exactOptional(),
};

/** With exactly one of stages, jobs and steps. */
export const pipelineSchema = byFirstKey({
  stages: z.strictObject({ ...ofEveryPipeline, stages: z.array(stageSchema).min(1) }),
  jobs: z.strictObject({ ...ofEveryPipeline, jobs: z.array(jobSchema).min(1) }),
  steps: z.strictObject({ ...ofEveryPipeline, steps: z.array(stepSchema).min(1) }),
} as const);

/** A file that pipelines take their steps from. */
export const stepsTemplateSchema = z.strictObject({
  parameters: z.array(parameterSchema).exactOptional(),
  steps: z.array(stepSchema).min(1),
});
