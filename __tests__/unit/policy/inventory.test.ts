import { describe, expect, it } from 'vitest';
import { load, told } from '../../support/policy-files.ts';

const policy = `version: 1
name: servers
inventory: machines.yml
rings:
  - { name: test, machines: { label: ring=test }, window: anytime }
  - { name: rest, machines: rest, window: anytime }
`;

describe('inventories', () => {
  const csv = async (text: string) =>
    (await load({ 'patchring.yml': policy.replace('machines.yml', 'list.csv'), 'list.csv': text })).machines;

  it('are read from CSV: known columns, all others are labels', async () => {
    expect(
      await csv(
        'Name;Address;Port;timezone;ring;site\nweb01;10.0.0.1;5987;Europe/Berlin;test;north\nweb02;;;;;south\n',
      ),
    ).toEqual([
      {
        name: 'web01',
        address: '10.0.0.1',
        port: 5987,
        timeZone: 'Europe/Berlin',
        labels: { ring: 'test', site: 'north' },
      },
      { name: 'web02', labels: { site: 'south' } },
    ]);
  });

  it.each([
    [
      'no column name',
      'host,ring\nweb01,test\n',
      'list.csv:1:1 INVENTORY_VALUE_MISSING the first line must name the columns, and one of them must be name',
    ],
    [
      'a column twice',
      'name,ring,Ring\nweb01,test,x\n',
      'list.csv:1:1 INVENTORY_KEY_DUPLICATED the column "Ring" stands twice in the first line: keep one of them',
    ],
    [
      'a port that is none',
      'name,port\nweb01,\nweb02,https\n',
      'list.csv:3:1 INVENTORY_VALUE_INVALID [3].port: "https" is a text; write a number',
    ],
    ['no machine', 'name,ring\n', 'list.csv INVENTORY_EMPTY the file has no machine'],
    [
      'an open quote',
      'name,ring\n"web01,test\n',
      'list.csv INVENTORY_SYNTAX_INVALID a quote is opened and never closed',
    ],
  ])('say where CSV has %s', async (_, text, line) => {
    const files = { 'patchring.yml': policy.replace('machines.yml', 'list.csv'), 'list.csv': text };
    expect(await told(files)).toContain(line);
  });

  it('are read from what ansible-inventory --list prints, without its variables', async () => {
    const list = {
      _meta: {
        hostvars: {
          web01: {
            ansible_host: '10.0.0.1',
            ansible_port: '5986',
            ansible_password: 'hunter2',
            patchring_labels: { ring: 'test' },
          },
        },
      },
      all: { children: ['ungrouped', 'web', 'north'] },
      ungrouped: { hosts: ['lone'] },
      web: { hosts: ['web01', 'web02'] },
      north: { children: ['web'] },
    };
    const loaded = await load({
      'patchring.yml': policy.replace('machines.yml', 'list.json'),
      'list.json': JSON.stringify(list),
    });
    expect(loaded.machines).toEqual([
      { name: 'lone', labels: {} },
      {
        name: 'web01',
        address: '10.0.0.1',
        port: 5986,
        labels: { 'group.web': 'yes', 'group.north': 'yes', ring: 'test' },
      },
      { name: 'web02', labels: { 'group.web': 'yes', 'group.north': 'yes' } },
    ]);
    expect(JSON.stringify(loaded)).not.toContain('hunter2');
  });
});
