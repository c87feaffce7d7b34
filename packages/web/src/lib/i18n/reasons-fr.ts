/** The graph's reasons in French, by their English sentence; `reasons.test.ts` finds the ones that are missing. */
export const frenchReasons: Readonly<Record<string, string>> = {
  'A stopped instance has no memory to keep. Take the snapshot without memory.':
    'Une instance arrêtée n’a pas de mémoire à garder. Prenez l’instantané sans la mémoire.',
  'Only KVM can take the snapshot of a volume out of this one.': 'Seul KVM peut tirer de celui-ci l’instantané d’un volume.',
  'Only a destroyed instance can be expunged.': 'Seule une instance détruite peut être purgée.',
  'Only a destroyed instance can be recovered.': 'Seule une instance détruite peut être récupérée.',
  'Only a destroyed volume can be recovered.': 'Seul un volume détruit peut être récupéré.',
  'The ISO is not marked as downloadable. Allow that in its permissions first.':
    'L’image ISO n’est pas téléchargeable. Autorisez-le d’abord dans ses permissions.',
  'The hypervisor cannot put this snapshot back. Create a new volume from it.':
    'L’hyperviseur ne sait pas remettre cet instantané en place. Créez-en un nouveau volume.',
  'The instance cannot be scaled while it runs. Stop it first.': 'L’instance ne peut pas changer de gabarit en marche. Arrêtez-la d’abord.',
  'The instance could not be created. Destroy it and deploy it again.':
    'L’instance n’a pas pu être créée. Détruisez-la et déployez-la de nouveau.',
  'The instance has been destroyed already.': 'L’instance est déjà détruite.',
  'The instance has been destroyed. Recover it first.': 'L’instance est détruite. Récupérez-la d’abord.',
  'The instance is being removed for good.': 'L’instance est en cours de suppression définitive.',
  'The instance is changing its state. Wait until it is running or stopped.':
    'L’instance change d’état. Attendez qu’elle soit en marche ou arrêtée.',
  'The instance is neither running nor stopped. Wait until it is.': 'L’instance n’est ni en marche ni arrêtée. Attendez qu’elle le soit.',
  'The instance is protected from deletion. Lift the protection first.':
    'L’instance est protégée contre la suppression. Levez d’abord la protection.',
  'The instance is running already.': 'L’instance est déjà en marche.',
  'The instance is running. Stop it first.': 'L’instance est en marche. Arrêtez-la d’abord.',
  'The instance is stopped already.': 'L’instance est déjà arrêtée.',
  'The instance is stopped. Start it first.': 'L’instance est arrêtée. Démarrez-la d’abord.',
  'The instance that uses the volume is not stopped. Stop it first.':
    'L’instance qui utilise le volume n’est pas arrêtée. Arrêtez-la d’abord.',
  'The instance uses the volume. Stop the instance, or detach the volume, first.':
    'L’instance utilise le volume. Arrêtez-la ou détachez le volume d’abord.',
  'The instance uses the volume. Stop the instance, or make the template from a snapshot.':
    'L’instance utilise le volume. Arrêtez-la, ou créez le modèle depuis un instantané.',
  'The snapshot failed. Delete it and take a new one.': 'L’instantané a échoué. Supprimez-le et prenez-en un nouveau.',
  'The snapshot has been deleted already.': 'L’instantané est déjà supprimé.',
  'The snapshot has been deleted.': 'L’instantané est supprimé.',
  'The snapshot holds disks only. Stop the instance first.': 'L’instantané ne contient que des disques. Arrêtez d’abord l’instance.',
  'The snapshot holds the memory of a running instance. Start the instance first.':
    'L’instantané contient la mémoire d’une instance en marche. Démarrez d’abord l’instance.',
  'The template is not marked as downloadable. Allow that in its permissions first.':
    'Le modèle n’est pas téléchargeable. Autorisez-le d’abord dans ses permissions.',
  'The template of this instance does not let its password be reset.':
    'Le modèle de cette instance ne permet pas de réinitialiser son mot de passe.',
  'The template of this root disk does not allow its disks to be downloaded.':
    'Le modèle de ce disque système n’autorise pas le téléchargement de ses disques.',
  'The upload failed. Delete the volume and upload it again.': 'L’envoi a échoué. Supprimez le volume et envoyez-le de nouveau.',
  'The volume has been destroyed already.': 'Le volume est déjà détruit.',
  'The volume has been destroyed. Recover it first, if it still can be.':
    'Le volume est détruit. Récupérez-le d’abord, si c’est encore possible.',
  'The volume has no data yet. Attach it to an instance first.': 'Le volume n’a pas encore de données. Attachez-le d’abord à une instance.',
  'The volume is attached to an instance. Detach it first.': 'Le volume est attaché à une instance. Détachez-le d’abord.',
  'The volume is not attached to an instance.': 'Le volume n’est attaché à aucune instance.',
  'The volume is not on primary storage yet. Attach it to an instance first.':
    'Le volume n’est pas encore sur le stockage principal. Attachez-le d’abord à une instance.',
  'The volume is protected from deletion. Lift the protection first.':
    'Le volume est protégé contre la suppression. Levez d’abord la protection.',
  'The volume is still being uploaded. Wait until it is there.': 'Le volume est encore en cours d’envoi. Attendez qu’il soit arrivé.',
  'The volume of this snapshot is gone. Create a new volume from the snapshot.':
    'Le volume de cet instantané n’existe plus. Créez un nouveau volume depuis l’instantané.',
  'This ISO belongs to CloudStack itself.': 'Cette image ISO appartient à CloudStack lui-même.',
  'This is the root disk. Stop the instance first.': 'C’est le disque système. Arrêtez d’abord l’instance.',
  'This template belongs to CloudStack itself.': 'Ce modèle appartient à CloudStack lui-même.',
  'CloudStack gave this address by itself: disable static NAT to release it.':
    'CloudStack a donné cette adresse de lui-même : désactivez le NAT statique pour la libérer.',
  'Only an address that nobody has can be reserved.': 'Seule une adresse que personne n’a peut être réservée.',
  'Static NAT is not on.': 'Le NAT statique n’est pas actif.',
  'Static NAT is on already. Disable it first.': 'Le NAT statique est déjà actif. Désactivez-le d’abord.',
  'The address has port-forwarding or load-balancer rules. Delete them first.':
    'L’adresse a des règles de redirection ou de répartition. Supprimez-les d’abord.',
  'The address is not reserved.': 'L’adresse n’est pas réservée.',
  'The address is not yours: acquire it first.': 'L’adresse n’est pas à vous : acquérez-la d’abord.',
  'The address is only kept for its owner: acquire it first.':
    'L’adresse est seulement gardée pour son propriétaire : acquérez-la d’abord.',
  'The network has been deleted.': 'Le réseau est supprimé.',
  'The network has not been used yet: there is nothing to restart.': 'Le réseau n’a pas encore servi : il n’y a rien à redémarrer.',
  'This is the source NAT address of its network: acquire another one for static NAT.':
    'C’est l’adresse de sortie (NAT source) de son réseau : acquérez-en une autre pour le NAT statique.',
  'This is the source NAT address of its network: it goes with the network.':
    'C’est l’adresse de sortie (NAT source) de son réseau : elle part avec lui.',
  'This network belongs to CloudStack itself.': 'Ce réseau appartient à CloudStack lui-même.',
};

/** Sentences that carry a word of CloudStack's own, which stays as it is. */
export const frenchPatterns: readonly (readonly [pattern: RegExp, french: string])[] = [
  [
    /^CloudStack is busy with the address \((.*)\)\. Wait until it is done\.$/,
    'CloudStack est occupé avec l’adresse ($1). Attendez qu’il ait fini.',
  ],
  [
    /^CloudStack is busy with the network \((.*)\)\. Wait until it is done\.$/,
    'CloudStack est occupé avec le réseau ($1). Attendez qu’il ait fini.',
  ],
  [
    /^CloudStack is busy with the instance \((.*)\)\. Wait until it is done\.$/,
    'CloudStack est occupé avec l’instance ($1). Attendez qu’il ait fini.',
  ],
  [
    /^CloudStack is busy with the snapshot \((.*)\)\. Wait until it is done\.$/,
    'CloudStack est occupé avec l’instantané ($1). Attendez qu’il ait fini.',
  ],
  [
    /^CloudStack is busy with the volume \((.*)\)\. Wait until it is done\.$/,
    'CloudStack est occupé avec le volume ($1). Attendez qu’il ait fini.',
  ],
  [/^The ISO is not downloaded yet(?: \((.*)\))?\..*$/, 'L’image ISO n’est pas encore téléchargée.'],
  [/^The template is not there yet(?: \((.*)\))?\..*$/, 'Le modèle n’est pas encore là.'],
  [
    /^The download failed \((.*)\)\. Delete the ISO .*$/,
    'Le téléchargement a échoué ($1). Supprimez l’image ISO et enregistrez-la de nouveau.',
  ],
  [
    /^The download failed \((.*)\)\. Delete the template .*$/,
    'Le téléchargement a échoué ($1). Supprimez le modèle et enregistrez-le de nouveau.',
  ],
  [/^The instance is in the state (.*)\.$/, 'L’instance est dans l’état $1.'],
  [
    /^The snapshot is not finished \((.*)\)\. Wait until it is backed up\.$/,
    'L’instantané n’est pas terminé ($1). Attendez qu’il soit sauvegardé.',
  ],
];
