import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Forward from '@lucide/svelte/icons/forward';
import ShieldPlus from '@lucide/svelte/icons/shield-plus';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { Client } from '@urql/core';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { actionItems } from '#lib/ui/actions-of.ts';
import type { AddressData } from '../network-documents.ts';
import { addressState, type RuleLine, ruleName, ruleState } from './rule-view.ts';

/** A rule to be deleted; egress rules are of a network, the others of an address. */
export interface RuleToDelete {
  id: string;
  kind: RuleLine['kind'] | 'egress';
  /** "TCP 22". */
  name: string;
  /** The address that it is of; null for egress rules. */
  address: string | null;
}

/** A question that stands open. */
export type Asked =
  | { kind: 'acquire' | 'egress' }
  | { kind: 'firewall' | 'forward' | 'static-nat'; address: AddressData }
  | { kind: 'end-static-nat' | 'release'; address: AddressData }
  | { kind: 'delete-rule'; rule: RuleToDelete };

interface Of {
  id: string;
  uuid: string;
  name: string;
  cidr: string | null;
}

/** What can be done to the public addresses of a network and to its rules; `<AddressDialogs>` asks. */
export class AddressActions {
  readonly #client: () => Client;
  readonly #network: () => Of;
  /** Something was begun: what is shown of rules is to be asked again. */
  readonly onChanged: () => void;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, network: () => Of, onChanged: () => void) {
    this.#client = client;
    this.#network = network;
    this.onChanged = onChanged;
  }

  get client(): Client {
    return this.#client();
  }

  get network(): Of {
    return this.#network();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  ask(question: Asked): void {
    this.asked = question;
  }

  /** What the job tray says of an action, and where it leads. */
  about(title: string, tab: 'addresses' | 'egress' = 'addresses'): { title: string; href: string } {
    return { title, href: `/networks/${this.network.uuid}#${tab}` };
  }

  /** The rules that can be made for an address, as its network offers them. */
  rules(address: AddressData, { services }: { services: readonly string[] }): ActionItem[] {
    const notNow = addressState(address.state) ? m.network_address_busy() : null;
    const forward: ActionItem = {
      id: 'forward',
      label: m.network_forward(),
      icon: Forward,
      disabledReason: address.isStaticNat ? m.network_forward_static_nat() : notNow,
      run: () => this.ask({ kind: 'forward', address }),
    };
    const open: ActionItem = {
      id: 'firewall',
      label: m.network_open_ports(),
      icon: ShieldPlus,
      disabledReason: notNow,
      run: () => this.ask({ kind: 'firewall', address }),
    };
    return [...(services.includes('PortForwarding') ? [forward] : []), ...(services.includes('Firewall') ? [open] : [])];
  }

  /** Everything for one address. */
  items(address: AddressData, network: { services: readonly string[] }): ActionItem[] {
    const nat = address.isStaticNat
      ? (['DISABLE_STATIC_NAT', m.network_nat_disable(), Undo2, 'end-static-nat'] as const)
      : (['ENABLE_STATIC_NAT', m.network_nat_enable(), ArrowLeftRight, 'static-nat'] as const);
    const [name, label, icon, kind] = nat;
    return [
      ...this.rules(address, network),
      ...actionItems(address.actions, [
        [name, { label, icon, separated: true, run: () => this.ask({ kind, address }) }],
        [
          'RELEASE',
          { label: m.network_release(), icon: Trash2, danger: true, separated: true, run: () => this.ask({ kind: 'release', address }) },
        ],
      ]),
    ];
  }

  /** The menu of a rule. */
  ruleItems(
    rule: { id: string; protocol: string; ports: string; state: string },
    kind: RuleToDelete['kind'],
    address: string | null,
  ): ActionItem[] {
    const state = ruleState(rule.state);
    return [
      {
        id: 'delete',
        label: m.resource_delete(),
        icon: Trash2,
        danger: true,
        disabledReason: state?.tone === 'busy' ? m.network_rule_busy() : null,
        run: () => this.ask({ kind: 'delete-rule', rule: { id: rule.id, kind, name: ruleName(rule), address } }),
      },
    ];
  }
}
