// Tells a clock that something real is in flight: each call of a machine and each write of
// the journal holds virtual time still until it has come back. Where time is real the clock
// does nothing about it.
import type { Company, Fleet, Journal, Machine, RunnerProbes } from '../model/ports.ts';
import type { WorldClock } from '../simulation/clock.ts';

function machineDuring(machine: Machine, { during }: WorldClock): Machine {
  return {
    readBoot: () => during(machine.readBoot()),
    readNewBoot: left => during(machine.readNewBoot(left)),
    probe: (probes, options) => during(machine.probe(probes, options)),
    startJob: (key, work) => during(machine.startJob(key, work)),
    pollJob: key => during(machine.pollJob(key)),
    cancelJob: key => during(machine.cancelJob(key)),
    removeJob: key => during(machine.removeJob(key)),
    restart: (ifStillOn, reason) => during(machine.restart(ifStillOn, reason)),
    release: () => during(machine.release()),
  };
}

export function fleetDuring(fleet: Fleet, clock: WorldClock): Fleet {
  return {
    machine: entry => machineDuring(fleet.machine(entry), clock),
    close: () => clock.during(fleet.close()),
  };
}

export function probesDuring(probes: RunnerProbes, { during }: WorldClock): RunnerProbes {
  return {
    http: (url, timeout) => during(probes.http(url, timeout)),
    tcp: (address, port, timeout) => during(probes.tcp(address, port, timeout)),
    exec: (command, timeout) => during(probes.exec(command, timeout)),
    step: ask => during(probes.step(ask)),
    metric: ask => during(probes.metric(ask)),
  };
}

export function journalDuring<Event>(journal: Journal<Event>, { during }: WorldClock): Journal<Event> {
  const { company } = journal;
  return {
    read: () => during(journal.read()),
    append: events => during(journal.append(events)),
    close: () => during(journal.close()),
    ...(company === undefined ? {} : { company: companyDuring(company, during) }),
  };
}

function companyDuring(company: Company, during: WorldClock['during']): Company {
  return {
    follow: () => during(company.follow()),
    refresh: () => during(company.refresh()),
    others: () => during(company.others()),
    rest: () => during(company.rest()),
  };
}
