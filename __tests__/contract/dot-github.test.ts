// What else GitHub reads in .github, after its documentation: the forms for issues and Dependabot's settings. A form with one wrong key is
// shown as an error on the page, and a wrong setting of Dependabot is silence. Workflows are held in example-workflows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { inputs } from '../../src/inputs.ts';
import { readFiles, root } from '../support/house.ts';

const text = z.string().min(1);
const id = z.string().regex(/^[\w-]+$/);
const validations = z.strictObject({ required: z.boolean() });
const ofEveryField = { label: text, description: text.exactOptional() };

const element = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: text }) }),
  z.strictObject({
    type: z.literal('input'),
    id: id.exactOptional(),
    attributes: z.strictObject({ ...ofEveryField, placeholder: text.exactOptional(), value: text.exactOptional() }),
    validations: validations.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('textarea'),
    id: id.exactOptional(),
    attributes: z.strictObject({
      ...ofEveryField,
      placeholder: text.exactOptional(),
      value: text.exactOptional(),
      render: text.exactOptional(),
    }),
    validations: validations.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('dropdown'),
    id: id.exactOptional(),
    attributes: z
      .strictObject({
        ...ofEveryField,
        multiple: z.boolean().exactOptional(),
        options: z.array(text).min(1),
        default: z.number().int().nonnegative().exactOptional(),
      })
      .refine(({ options, default: usual = 0 }) => usual < options.length, 'the default is no option')
      // "None" is GitHub's own, for a field that is left out.
      .refine(
        ({ options }) => new Set(options.map(option => option.toLowerCase())).add('none').size > options.length,
        'an option twice',
      ),
    validations: validations.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    id: id.exactOptional(),
    attributes: z.strictObject({
      ...ofEveryField,
      options: z.array(z.strictObject({ label: text, required: z.boolean().exactOptional() })).min(1),
    }),
  }),
]);
const form = z.strictObject({
  name: text,
  description: text,
  title: text.exactOptional(),
  labels: z.array(text).exactOptional(),
  body: z
    .array(element)
    .refine(body => body.some(({ type }) => type !== 'markdown'), 'asks for nothing')
    .refine(body => {
      const ids = body.flatMap(one => ('id' in one && one.id !== undefined ? [one.id] : []));
      return new Set(ids).size === ids.length;
    }, 'an id twice'),
});
const config = z.strictObject({
  blank_issues_enabled: z.boolean(),
  contact_links: z.array(z.strictObject({ name: text, url: z.url(), about: text })),
});
const dependabot = z.strictObject({
  version: z.literal(2),
  updates: z.array(
    z.strictObject({
      'package-ecosystem': z.enum(['npm', 'github-actions']),
      directory: z.literal('/'),
      schedule: z.strictObject({ interval: z.enum(['daily', 'weekly', 'monthly']) }),
      cooldown: z.strictObject({ 'default-days': z.number().int().min(1).max(90) }),
      groups: z.record(
        id,
        z.strictObject({
          patterns: z.array(text).exactOptional(),
          'dependency-type': z.enum(['production', 'development']).exactOptional(),
        }),
      ),
      ignore: z
        .array(
          z.strictObject({
            'dependency-name': text,
            'update-types': z.array(z.enum(['version-update:semver-major', 'version-update:semver-minor'])),
          }),
        )
        .exactOptional(),
    }),
  ),
});

const forms = [...readFiles('.github/ISSUE_TEMPLATE', '.yml')].filter(([path]) => !path.endsWith('/config.yml'));
const read = (path: string): unknown => parse(readFileSync(join(root, path), 'utf8'));

describe('the forms for issues', () => {
  it.each(forms)('%s is one that GitHub shows', (_, form_) => {
    expect(form.safeParse(parse(form_)).error?.issues ?? []).toEqual([]);
  });

  it('are the only way in, beside the private one for a weakness', () => {
    expect(config.parse(read('.github/ISSUE_TEMPLATE/config.yml'))).toMatchObject({
      blank_issues_enabled: false,
      contact_links: [{ url: expect.stringMatching(/\/security\/advisories\/new$/) }],
    });
  });

  it('ask for the code and for result.json, and offer every command of a pipeline', () => {
    const { body } = form.parse(read('.github/ISSUE_TEMPLATE/failure.yml'));
    const required = body.filter(one => 'validations' in one && one.validations?.required === true);
    expect(required.map(one => ('id' in one ? one.id : ''))).toEqual(expect.arrayContaining(['code', 'result']));
    const commands = body.find(one => 'id' in one && one.id === 'command');
    const offered = commands?.type === 'dropdown' ? commands.attributes.options : [];
    const [{ choices }] = inputs;
    expect(offered).toEqual(expect.arrayContaining(choices.filter(name => name !== 'demo')));
  });
});

describe('Dependabot', () => {
  it('looks after packages and actions', () => {
    const { updates } = dependabot.parse(read('.github/dependabot.yml'));
    expect(updates.map(one => one['package-ecosystem'])).toEqual(['github-actions', 'npm']);
  });

  it('ignores only packages that there are', () => {
    const { updates } = dependabot.parse(read('.github/dependabot.yml'));
    const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
    const known = Object.keys({ ...dependencies, ...devDependencies });
    const ignored = updates.flatMap(({ ignore = [] }) => ignore.map(one => one['dependency-name']));
    expect(ignored.filter(name => !known.includes(name))).toEqual([]);
  });
});

describe('the shapes find what they are for', () => {
  const failure = readFileSync(join(root, '.github/ISSUE_TEMPLATE/failure.yml'), 'utf8');

  it.each([
    ['a key that there is not', 'placeholder:', 'placeholdr:'],
    ['a field of no kind', 'type: dropdown', 'type: select'],
    ['a default that is no option', 'default: 3', 'default: 99'],
    ['an option twice', '[validate, plan,', '[validate, Validate, plan,'],
    ['an id twice', 'id: version', 'id: code'],
    ['a field without a label', 'label: Version', ''],
  ])('a form: %s', (_, was, is) => {
    expect(failure).toContain(was);
    expect(form.safeParse(parse(failure.replace(was, is))).success).toBe(false);
  });

  it('Dependabot: a key that there is not', () => {
    const settings = readFileSync(join(root, '.github/dependabot.yml'), 'utf8');
    expect(dependabot.safeParse(parse(settings.replaceAll('cooldown', 'cooldwn'))).success).toBe(false);
  });
});
