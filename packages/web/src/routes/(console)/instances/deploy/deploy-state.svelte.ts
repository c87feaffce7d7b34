import { type FieldProblem, problemsOf } from '#lib/form/problems.ts';
import { bytes, gibibytes, quantityText } from '#lib/i18n/format.ts';
import { type DeployChoice, type DeployValues, deployInput, deployProblems, emptyDeploy } from '../instance-form.ts';
import { diskChoices, imageChoices, networkChoices, offeringChoices, offeringSize, sizeText } from './deploy-choices.ts';
import type { DeployOptions } from './deploy-documents.ts';
import { limitsAfter } from './deploy-limits.ts';

/** What the page was asked to start from: `/instances/deploy?template=…&zone=…`. */
export interface DeployStart {
  zoneId?: string;
  templateId?: string;
  isoId?: string;
}

/** The deploy page while it is filled: the values, what may be chosen under them, and what is wrong. */
export class DeployState {
  readonly #options: () => DeployOptions;
  values: DeployValues = $state({ ...emptyDeploy });
  /** Problems are shown from the first attempt to send on; before that nobody is scolded. */
  tried = $state(false);
  /** What the server found; gone as soon as something is changed. */
  refused: FieldProblem[] = $state([]);

  constructor(options: () => DeployOptions, start: DeployStart = {}) {
    this.#options = options;
    const { zones, templates, isos } = options();
    const image = templates.nodes.find((each) => each.id === start.templateId) ?? isos.nodes.find((each) => each.id === start.isoId);
    if (image) Object.assign(this.values, { imageId: image.id, imageKind: image.id === start.isoId ? 'iso' : 'template' });
    this.chooseZone(start.zoneId ?? image?.zone?.id ?? (zones.nodes.length === 1 ? (zones.nodes[0]?.id ?? '') : ''));
  }

  readonly zones = $derived.by(() => this.#options().zones.nodes);
  readonly templates = $derived.by(() => imageChoices(this.#options().templates.nodes, this.values.zoneId));
  readonly isos = $derived.by(() => imageChoices(this.#options().isos.nodes, this.values.zoneId));
  readonly offerings = $derived.by(() => offeringChoices(this.#options().serviceOfferings.nodes));
  readonly disks = $derived.by(() => diskChoices(this.#options().diskOfferings.nodes));
  readonly networks = $derived.by(() => networkChoices(this.#options().networks.nodes, this.values.zoneId));

  /** Key pairs that were added from this page: shown before the list is asked again. */
  #addedPairs: { name: string; fingerprint: string }[] = $state([]);
  /** Key pairs go by their names: that is what CloudStack takes. */
  readonly keyPairs = $derived.by(() => {
    const listed = this.#options().sshKeyPairs.nodes;
    const added = this.#addedPairs.filter((pair) => !listed.some(({ name }) => name === pair.name));
    return [...listed, ...added].map((pair) => ({ value: pair.name, label: pair.name, note: pair.fingerprint }));
  });

  readonly zone = $derived.by(() => this.zones.find((zone) => zone.id === this.values.zoneId) ?? null);
  readonly image = $derived.by(
    () => (this.values.imageKind === 'iso' ? this.isos : this.templates).find((image) => image.value === this.values.imageId) ?? null,
  );
  readonly offering = $derived.by(
    () => this.#options().serviceOfferings.nodes.find((each) => each.id === this.values.serviceOfferingId) ?? null,
  );
  readonly disk = $derived.by(() => this.#options().diskOfferings.nodes.find((each) => each.id === this.values.diskOfferingId) ?? null);

  readonly choice: DeployChoice = $derived.by(() => ({
    offeringIsCustom: this.offering?.isCustomized ?? false,
    speedIsOpen: (this.offering?.isCustomized ?? false) && this.offering?.cpuSpeedMhz == null,
    diskIsCustom: this.disk?.isCustomized ?? false,
    needsNetwork: this.zone?.networkType.toLowerCase() !== 'basic' && this.networks.length > 0,
  }));

  /** "4 vCPU · 8 GiB" as it will be; '' before an offering is chosen. */
  readonly sizeText = $derived.by(() => {
    if (!this.offering) return '';
    return this.offering.isCustomized ? sizeText(this.values.cpuCount, this.values.memoryMib) : offeringSize(this.offering);
  });

  /** "100 GiB" as it will be; '' without an extra disk. */
  readonly diskText = $derived.by(() => {
    if (!this.disk) return '';
    return quantityText(this.disk.isCustomized ? gibibytes(this.values.diskSizeGib) : bytes(this.disk.sizeBytes ?? 0));
  });

  readonly limits = $derived.by(() =>
    limitsAfter(this.#options().viewer?.limits ?? [], {
      cpuCount: this.choice.offeringIsCustom ? this.values.cpuCount : (this.offering?.cpuCount ?? 0),
      memoryMib: this.choice.offeringIsCustom ? this.values.memoryMib : (this.offering?.memoryMib ?? 0),
      volumes: this.disk && this.values.imageKind === 'template' ? 2 : 1,
      diskGib: this.disk
        ? this.disk.isCustomized
          ? this.values.diskSizeGib
          : Math.round(Number(this.disk.sizeBytes ?? 0) / 1024 ** 3)
        : 0,
    }),
  );

  /** Everything wrong with the form now, seen from here. */
  readonly problems = $derived.by(() => deployProblems(this.values, this.choice));
  /** What the page shows: nothing before the first attempt, then what is wrong, and what the server said. */
  readonly shown = $derived.by(() => (this.tried ? [...this.problems, ...this.refused] : this.refused));

  /** The first sentence at a field, or undefined. */
  problemAt(path: string): string | undefined {
    return problemsOf(this.shown, path)[0];
  }

  /** Changes the zone; choices that do not exist there are dropped, and what is the only one there is taken. */
  chooseZone(zoneId: string): void {
    this.values.zoneId = zoneId;
    if (!this.image) this.values.imageId = '';
    this.values.networkIds = this.values.networkIds.filter((id) => this.networks.some((network) => network.value === id));
    const [only] = this.networks;
    if (this.values.networkIds.length === 0 && only && this.networks.length === 1) this.values.networkIds = [only.value];
  }

  /** Templates and ISOs are two lists; a choice in one is none in the other. */
  chooseKind(kind: 'template' | 'iso'): void {
    if (kind === this.values.imageKind) return;
    this.values.imageKind = kind;
    this.values.imageId = '';
  }

  /** A key pair that was made meanwhile: whoever makes one here wants it. */
  addKeyPair(pair: { name: string; fingerprint: string }): void {
    this.#addedPairs.push({ name: pair.name, fingerprint: pair.fingerprint });
    this.values.keyPairs.push(pair.name);
  }

  input() {
    return deployInput(this.values, this.choice);
  }
}
