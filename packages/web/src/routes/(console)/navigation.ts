import Activity from '@lucide/svelte/icons/activity';
import Camera from '@lucide/svelte/icons/camera';
import Disc3 from '@lucide/svelte/icons/disc-3';
import FileText from '@lucide/svelte/icons/file-text';
import FolderKanban from '@lucide/svelte/icons/folder-kanban';
import Group from '@lucide/svelte/icons/group';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import KeyRound from '@lucide/svelte/icons/key-round';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Network from '@lucide/svelte/icons/network';
import Package from '@lucide/svelte/icons/package';
import Server from '@lucide/svelte/icons/server';
import ServerCog from '@lucide/svelte/icons/server-cog';
import UserRound from '@lucide/svelte/icons/user-round';
import { m } from '#lib/paraglide/messages.js';
import type { NavEntry } from '#lib/ui/shell/nav.ts';
import { runsTheCloud } from './viewer.ts';

/** The pages of the console, in the order of the sidebar. A new resource is one line here. */
export const navigation: readonly NavEntry[] = [
  { href: '/', label: m.shell_nav_overview, icon: LayoutDashboard, group: 'home', onPhone: true, keywords: m.shell_words_overview },
  { href: '/instances', label: m.shell_nav_instances, icon: Server, group: 'resources', onPhone: true, keywords: m.shell_words_instances },
  { href: '/volumes', label: m.shell_nav_volumes, icon: HardDrive, group: 'resources', onPhone: true, keywords: m.shell_words_volumes },
  { href: '/snapshots', label: m.shell_nav_snapshots, icon: Camera, group: 'resources', keywords: m.shell_words_snapshots },
  { href: '/networks', label: m.network_title, icon: Network, group: 'network', keywords: m.network_words },
  { href: '/projects', label: m.project_title, icon: FolderKanban, group: 'projects', keywords: m.project_words },
  { href: '/templates', label: m.shell_nav_templates, icon: Package, group: 'images' },
  { href: '/isos', label: m.shell_nav_isos, icon: Disc3, group: 'images', keywords: m.shell_words_isos },
  { href: '/ssh-keys', label: m.ssh_key_title, icon: KeyRound, group: 'setup', keywords: m.ssh_key_words },
  { href: '/user-data', label: m.user_data_title, icon: FileText, group: 'setup', keywords: m.user_data_words },
  { href: '/affinity-groups', label: m.affinity_title, icon: Group, group: 'setup', keywords: m.affinity_words },
  { href: '/events', label: m.shell_nav_events, icon: Activity, group: 'activity', onPhone: true },
  {
    href: '/infrastructure',
    label: m.infrastructure_title,
    icon: ServerCog,
    group: 'operators',
    only: runsTheCloud,
    keywords: m.infrastructure_words,
  },
  { href: '/account', label: m.account_title, icon: UserRound, group: 'account', aside: true, keywords: m.account_words },
];
