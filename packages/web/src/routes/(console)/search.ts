import Camera from '@lucide/svelte/icons/camera';
import Disc3 from '@lucide/svelte/icons/disc-3';
import FolderKanban from '@lucide/svelte/icons/folder-kanban';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import Network from '@lucide/svelte/icons/network';
import Server from '@lucide/svelte/icons/server';
import type { Client } from '@urql/core';
import { graphql } from '#lib/graph/graphql.ts';
import { bytes, quantityText } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Hit } from '#lib/ui/shell/palette.ts';

const JumpQuery = graphql(`
  query Jump($word: String!) {
    virtualMachines(first: 5, filter: { keyword: $word }) { nodes { id uuid name displayName ipAddress } }
    volumes(first: 5, filter: { keyword: $word }) { nodes { id uuid name sizeBytes } }
    snapshots(first: 3, filter: { keyword: $word }) { nodes { id uuid name } }
    isos(first: 3, filter: { keyword: $word }) { nodes { id uuid name } }
    networks(first: 3, filter: { keyword: $word }) { nodes { id uuid name cidr } }
    projects(first: 3, filter: { keyword: $word }) { nodes { id uuid name } }
  }
`);

/** Looks for a word in the names of things, for the palette: one request. */
export async function searchCloud(client: Client, word: string): Promise<Hit[]> {
  const { data } = await client.query(JumpQuery, { word }).toPromise();
  if (!data) return [];
  const at = (path: string, name: string) => `${path}?q=${encodeURIComponent(name)}`;
  return [
    ...data.virtualMachines.nodes.map(
      (vm): Hit => ({
        id: vm.id,
        label: vm.displayName || vm.name,
        kind: m.instance_one(),
        note: vm.ipAddress,
        href: `/instances/${vm.uuid}`,
        icon: Server,
      }),
    ),
    ...data.volumes.nodes.map(
      (volume): Hit => ({
        id: volume.id,
        label: volume.name,
        kind: m.volume_one(),
        note: quantityText(bytes(volume.sizeBytes)),
        href: `/volumes/${volume.uuid}`,
        icon: HardDrive,
      }),
    ),
    ...data.snapshots.nodes.map(
      (s): Hit => ({ id: s.id, label: s.name, kind: m.snapshot_one(), href: at('/snapshots', s.name), icon: Camera }),
    ),
    ...data.networks.nodes.map(
      (network): Hit => ({
        id: network.id,
        label: network.name,
        kind: m.network_one(),
        note: network.cidr,
        href: `/networks/${network.uuid}`,
        icon: Network,
      }),
    ),
    ...data.projects.nodes.map(
      (project): Hit => ({
        id: project.id,
        label: project.name,
        kind: m.project_one(),
        href: `/projects/${project.uuid}`,
        icon: FolderKanban,
      }),
    ),
    ...data.isos.nodes.map((iso): Hit => ({ id: iso.id, label: iso.name, kind: m.iso_one(), href: at('/isos', iso.name), icon: Disc3 })),
  ];
}
