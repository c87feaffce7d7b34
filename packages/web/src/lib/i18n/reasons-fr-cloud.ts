/** The reasons of what projects and the infrastructure refuse, in French; see reasons-fr.ts. */
export const frenchCloudReasons: Readonly<Record<string, string>> = {
  'The project is suspended already.': 'Le projet est déjà suspendu.',
  'The project is active already.': 'Le projet est déjà actif.',
  'The host is in use. Put it into maintenance first.': 'L’hôte est utilisé. Passez-le d’abord en maintenance.',
  'The host has been declared degraded already.': 'L’hôte est déjà déclaré dégradé.',
  'The host is not in maintenance.': 'L’hôte n’est pas en maintenance.',
  'Only a disabled host can be enabled.': 'Seul un hôte désactivé peut être activé.',
  'The host is in maintenance. Cancel that first.': 'L’hôte est en maintenance. Mettez-y fin d’abord.',
  'The host has not been declared degraded.': 'L’hôte n’est pas déclaré dégradé.',
  'The zone takes new machines already.': 'La zone prend déjà de nouvelles machines.',
  'The zone takes no new machines already.': 'La zone ne prend déjà plus de nouvelles machines.',
  'The storage is not in maintenance.': 'Le stockage n’est pas en maintenance.',
  'Only disabled storage can be enabled.': 'Seul un stockage désactivé peut être activé.',
  'The storage is in use. Put it into maintenance first.': 'Le stockage est utilisé. Passez-le d’abord en maintenance.',
};

export const frenchCloudPatterns: readonly (readonly [pattern: RegExp, french: string])[] = [
  [/^The invitation is not open any more \((.*)\)\.$/, 'L’invitation n’est plus ouverte ($1).'],
  [/^The host is in maintenance, or on its way \((.*)\)\.$/, 'L’hôte est en maintenance, ou y passe ($1).'],
  [/^Only an enabled host can be disabled \((.*)\)\.$/, 'Seul un hôte activé peut être désactivé ($1).'],
  [
    /^Only a host that CloudStack has lost can be declared degraded \((.*)\)\.$/,
    'Seul un hôte que CloudStack a perdu peut être déclaré dégradé ($1).',
  ],
  [/^A host in this state cannot be declared degraded \((.*)\)\.$/, 'Un hôte dans cet état ne peut pas être déclaré dégradé ($1).'],
  [/^Only storage that is up can go into maintenance \((.*)\)\.$/, 'Seul un stockage en service peut passer en maintenance ($1).'],
  [/^Only storage that is up can be disabled \((.*)\)\.$/, 'Seul un stockage en service peut être désactivé ($1).'],
  [/^The system machine is (.*); only a stopped one can be started\.$/, 'La machine système n’est pas arrêtée ($1).'],
  [/^The system machine is (.*); only a running one can be .*\.$/, 'La machine système n’est pas en marche ($1).'],
];
