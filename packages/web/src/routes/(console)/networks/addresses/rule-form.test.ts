import { describe, expect, it } from 'vitest';
import {
  cidrList,
  emptyForwarding,
  emptyTraffic,
  type ForwardingValues,
  forwardingInput,
  forwardingProblems,
  type TrafficValues,
  trafficInput,
  trafficProblems,
} from './rule-form.ts';

const pathsOf = (problems: { path: string[] }[]) => problems.map((problem) => problem.path.join('.'));
const traffic = (values: Partial<TrafficValues>) => ({ ...emptyTraffic, startPort: '22', ...values });
const forwarding = (values: Partial<ForwardingValues>) => ({
  ...emptyForwarding,
  publicPort: '443',
  virtualMachineId: 'VirtualMachine:v',
  ...values,
});

describe('the traffic of a rule', () => {
  it.each([
    [{}, []],
    [{ startPort: '' }, ['startPort']],
    [{ startPort: '0' }, ['startPort']],
    [{ startPort: '22a' }, ['startPort']],
    [{ startPort: '65536' }, ['startPort']],
    [{ endPort: '21' }, ['endPort']],
    [{ endPort: '70000' }, ['endPort']],
    [{ endPort: '30' }, []],
    [{ protocol: 'ICMP', startPort: '' }, []],
    [{ protocol: 'ICMP', icmpType: '256', icmpCode: '-2' }, ['icmpType', 'icmpCode']],
    [{ protocol: 'ALL', startPort: 'x' }, []],
    [{ cidrs: '203.0.113.0/24, fd00::/64 198.51.100.7' }, []],
    [{ cidrs: '203.0.113.0/33' }, ['cidrs']],
    [{ cidrs: '203.0.113.256' }, ['cidrs']],
    [{ destinationCidrs: 'everywhere' }, ['destinationCidrs']],
  ] as [Partial<TrafficValues>, string[]][])('%j', (values, wrong) => {
    expect(pathsOf(trafficProblems(traffic(values)))).toEqual(wrong);
  });

  it('is sent with what belongs to its protocol, whatever else was typed', () => {
    const typed = traffic({ endPort: '25', icmpType: '8', cidrs: '203.0.113.9' });
    expect(trafficInput(typed)).toEqual({ protocol: 'TCP', startPort: 22, endPort: 25, cidrs: ['203.0.113.9/32'] });
    expect(trafficInput({ ...typed, protocol: 'ICMP', cidrs: '' })).toEqual({ protocol: 'ICMP', icmpType: 8 });
    expect(trafficInput({ ...typed, protocol: 'ALL', cidrs: '' })).toEqual({ protocol: 'ALL' });
  });

  it('takes ranges parted in any way, and a bare address for itself alone', () => {
    expect(cidrList(' 10.0.0.1;fd00::1\n10.1.0.0/16 ,')).toEqual(['10.0.0.1/32', 'fd00::1/128', '10.1.0.0/16']);
  });
});

describe('a forwarding rule', () => {
  it.each([
    [{}, []],
    [{ virtualMachineId: '', publicPort: '' }, ['virtualMachineId', 'publicPort']],
    [{ publicEndPort: '442' }, ['publicEndPort']],
    [{ privatePort: '0' }, ['privatePort']],
    [{ publicPort: '100', publicEndPort: '200', privatePort: '65500' }, ['privatePort']],
  ] as [Partial<ForwardingValues>, string[]][])('%j', (values, wrong) => {
    expect(pathsOf(forwardingProblems(forwarding(values)))).toEqual(wrong);
  });

  it('leads to the same port inside unless another is given, and a range keeps its length', () => {
    const rule = { publicIpAddressId: 'PublicIpAddress:a', virtualMachineId: 'VirtualMachine:v', protocol: 'TCP', openFirewall: true };
    const input = (values: Partial<ForwardingValues>) => forwardingInput('PublicIpAddress:a', forwarding(values));
    expect(input({})).toEqual({ ...rule, publicPort: 443, privatePort: 443 });
    expect(input({ publicPort: '2222', privatePort: '22' })).toEqual({ ...rule, publicPort: 2222, privatePort: 22 });
    expect(input({ publicPort: '8000', publicEndPort: '8010', privatePort: '80', openFirewall: false })).toEqual({
      ...rule,
      publicPort: 8000,
      publicEndPort: 8010,
      privatePort: 80,
      privateEndPort: 90,
      openFirewall: false,
    });
  });
});
