// A figure that somebody else's service keeps, asked for over HTTP. Whatever answers may be broken or hostile: the answer has an end in
// time and size, is parsed by a strict schema, and gives a finite number or a failure, never a guess. No redirect is followed, so that a
// secret in a header goes nowhere but where the owner sent it; what the answer says is repeated in no message.
import { Buffer } from 'node:buffer';
import type { IncomingMessage, RequestOptions } from 'node:http';
import * as z from 'zod';
import { stepsOf, valueAt } from '../model/metric.ts';

/** Bytes of an answer: a figure needs a few hundred. */
export const largestAnswer = 262_144;

/** Why there is no figure, as a sentence without a full stop. */
export class Unread extends Error {
  override readonly name = 'Unread';
}

const sample = z.tuple([z.number(), z.string()]);
const aside = {
  warnings: z.array(z.string()).optional(),
  infos: z.array(z.string()).optional(),
  stats: z.json().optional(),
};
const answerSchema = z.strictObject({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.strictObject({ resultType: z.literal('scalar'), result: sample, stats: z.json().optional() }),
    z.strictObject({
      resultType: z.literal('vector'),
      result: z.array(z.strictObject({ metric: z.record(z.string(), z.string()), value: sample })),
      stats: z.json().optional(),
    }),
  ]),
  ...aside,
});

/** What Prometheus writes for a number; NaN and infinities are values there, and no figures here. */
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

function figureOfPrometheus(document: unknown): number {
  const parsed = answerSchema.safeParse(document);
  if (!parsed.success) throw new Unread('this is no answer of Prometheus to a query for one instant');
  const { data } = parsed.data;
  if (data.resultType === 'vector' && data.result.length !== 1)
    throw new Unread(`the query gives ${data.result.length} values, and must give one`);
  const [, text = ''] = data.resultType === 'scalar' ? data.result : (data.result[0]?.value ?? []);
  if (!decimal.test(text) || !Number.isFinite(Number(text))) throw new Unread('the value is no finite number');
  return Number(text);
}

/** @param path null: an answer of Prometheus. Throws Unread. */
export function figureIn(text: string, path: string | null): number {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Unread('the answer is no JSON');
  }
  if (path === null) return figureOfPrometheus(document);
  const steps = stepsOf(path);
  if (steps === undefined) throw new Unread('the path is none');
  const value = valueAt(document, steps);
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unread(`at ${path} stands no number`);
  return value;
}

/** The whole body as text; throws Unread where it is not a plain answer. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw new Unread(`status ${statusCode}`);
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Unread('the answer is compressed');
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestAnswer) throw new Unread(`the answer is larger than ${largestAnswer} bytes`);
    pieces.push(piece);
  }
  if (!response.complete) throw new Unread('the answer ends in the middle');
  return Buffer.concat(pieces).toString('utf8');
}

/** Headers as they are sent. @param meant what a reference stands for; undefined: its variable is not set. Throws Unread. */
export function headersOf(
  references: Readonly<Record<string, string>>,
  meant: (reference: string) => string | undefined,
): NonNullable<RequestOptions['headers']> {
  const own = Object.entries(references).map(([name, written]): [string, string] => {
    const value = meant(written);
    if (value === undefined) throw new Unread(`the variable of header ${name} is not set`);
    if (!/^[\t\x20-\x7e]+$/.test(value)) throw new Unread(`what header ${name} stands for cannot be sent`);
    return [name, value];
  });
  return { ...Object.fromEntries(own), Accept: 'application/json', 'Accept-Encoding': 'identity' };
}
