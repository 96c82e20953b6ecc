// patchring.prom: the figures of the last run as OpenMetrics, for a textfile collector or a push. Gauges alone, so that a collector that
// only knows the older text format reads it as well; labels are the names of the plan. Machines are no labels: five thousand of them
// would be a burden, and the report has them.
import { conclusions } from '../model/conclusion.ts';
import { plain } from './markup.ts';
import type { RingRow } from './ring-row.ts';
import type { Summary } from './summary.ts';
import { timeKinds } from './times.ts';

export const metricsFile = 'patchring.prom';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const states = ['updated', 'needless', 'failed', 'skipped', 'undone', 'stranded', 'untouched'] as const;

/** Ends with `# EOF`. */
export function openMetricsOf(summary: Summary): string {
  const all: Labels = { rollout: summary.rolloutId };
  return [...familiesOf(summary, all).flatMap(linesOf), '# EOF', ''].join('\n');
}

function familiesOf({ conclusion, rings, standing, compliance, at }: Summary, all: Labels): readonly Family[] {
  const each = (samples: (ring: RingRow, labels: Labels) => readonly Sample[]): readonly Sample[] =>
    rings.flatMap(ring => samples(ring, { ...all, ring: ring.name }));
  return [
    {
      name: 'patchring_conclusion',
      help: 'How the last run ended: 1 for its word.',
      samples: conclusions.map(word => [{ ...all, conclusion: word }, word === conclusion ? 1 : 0]),
    },
    {
      name: 'patchring_ring_machines',
      help: 'Machines of a ring by what became of them.',
      samples: each((ring, labels) => states.map(state => [{ ...labels, state }, ring[state]])),
    },
    {
      name: 'patchring_ring_hit_machines',
      help: 'Machines of a ring that failed, whatever became of them afterwards.',
      samples: each((ring, labels) => [[labels, ring.hit]]),
    },
    {
      name: 'patchring_ring_worst_case_machines',
      help: 'Machines that the plan lets an update hit before a gate stops it.',
      samples: each((ring, labels) => [[labels, ring.worstCase.visible]]),
    },
    {
      name: 'patchring_ring_time_seconds',
      help: 'Where the time of a ring went.',
      samples: each((ring, labels) => timeKinds.map(kind => [{ ...labels, kind }, ring.times[kind] / 1_000])),
    },
    {
      name: 'patchring_machines_behind',
      help: 'Machines that lack something of the plan.',
      samples: [[all, compliance.behind.length]],
    },
    {
      name: 'patchring_next_due_timestamp_seconds',
      help: 'When a run has something to do again; absent where only a person knows.',
      samples: standing.nextAt === null ? [] : [[all, standing.nextAt / 1_000]],
    },
    { name: 'patchring_report_timestamp_seconds', help: 'When this was written.', samples: [[all, at / 1_000]] },
  ];
}

function linesOf({ name, help, samples }: Family): readonly string[] {
  if (samples.length === 0) return [];
  return [
    `# TYPE ${name} gauge`,
    ...(name.endsWith('_seconds') ? [`# UNIT ${name} seconds`] : []),
    `# HELP ${name} ${help}`,
    ...samples.map(([labels, value]) => `${name}{${labelText(labels)}} ${value}`),
  ];
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${plain(value).replace(/[\\"]/g, '\\$&')}"`)
    .join(',');
}
