import { bytes, formatNumber, megahertz, type Quantity } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** How full the cloud is of one thing in one zone, as the overview draws it. */
export interface Fill {
  key: string;
  label: string;
  used: number;
  total: number;
  write: (amount: number) => Quantity;
}

interface Row {
  kind: string;
  used: number | string;
  total: number | string;
  zone: { id: string; name: string } | null;
}

const pieces = (amount: number): Quantity => ({ value: formatNumber(amount, 0), unit: '' });

/** The graph's kinds of capacity; what is not here is not shown. */
const known: Record<string, { label: () => string; write: (amount: number) => Quantity }> = {
  CPU: { label: m.dashboard_capacity_cpu, write: megahertz },
  CPU_CORES: { label: m.dashboard_capacity_cores, write: pieces },
  MEMORY: { label: m.dashboard_limit_memory, write: bytes },
  STORAGE_ALLOCATED: { label: m.dashboard_capacity_storage_promised, write: bytes },
  STORAGE: { label: m.dashboard_capacity_storage_written, write: bytes },
  SECONDARY_STORAGE: { label: m.dashboard_limit_secondary, write: bytes },
  LOCAL_STORAGE: { label: m.dashboard_capacity_local, write: bytes },
  PUBLIC_IP_ADDRESSES: { label: m.dashboard_limit_ips, write: pieces },
  PRIVATE_IP_ADDRESSES: { label: m.dashboard_capacity_private_ips, write: pieces },
  VLANS: { label: m.dashboard_capacity_vlans, write: pieces },
  GPUS: { label: m.dashboard_capacity_gpus, write: pieces },
};

/** By zone, in the order of CloudStack; in each the fullest first. What there is none of is left out. */
export function fillsByZone(rows: readonly Row[]): { zone: string; fills: Fill[] }[] {
  const zones = Map.groupBy(rows, (row) => row.zone?.name ?? '');
  return [...zones].flatMap(([zone, ofZone]) => {
    const fills = ofZone.flatMap((row): Fill[] => {
      const about = known[row.kind];
      const [used, total] = [Number(row.used), Number(row.total)];
      if (!about || total <= 0) return [];
      return [{ key: `${row.kind} ${row.zone?.id ?? ''}`, label: about.label(), used, total, write: about.write }];
    });
    return fills.length === 0 ? [] : [{ zone, fills: fills.sort((a, b) => b.used / b.total - a.used / a.total) }];
  });
}
