import type { Choice } from '#lib/form/ChoiceCards.svelte';
import { bytes, compareNames, mebibytes, megahertz, quantityText } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { type OsFamily, osFamilies, osFamily } from '#lib/ui/images/os-family.ts';
import type { DeployOptions } from './deploy-documents.ts';

export type ServiceOffering = DeployOptions['serviceOfferings']['nodes'][number];
export type DiskOffering = DeployOptions['diskOfferings']['nodes'][number];
export type Network = DeployOptions['networks']['nodes'][number];

/** An image of either kind, as a card needs it. */
export interface ImageChoice extends Choice {
  family: OsFamily;
  featured: boolean;
}

interface Image {
  id: string;
  name: string;
  osName: string | null;
  sizeBytes: number | string | null;
  isReady: boolean;
  isFeatured: boolean;
  zone: { id: string } | null;
}

/** Images that are ready in a zone (an image without a zone is in all of them), featured first, then by system and name. */
export function imageChoices(images: readonly Image[], zoneId: string): ImageChoice[] {
  return images
    .filter((image) => image.isReady && (image.zone === null || image.zone.id === zoneId))
    .map((image) => ({
      value: image.id,
      label: image.name,
      note: noteOf(image),
      family: osFamily(image.name, image.osName),
      featured: image.isFeatured,
    }))
    .sort(
      (a, b) =>
        Number(b.featured) - Number(a.featured) ||
        osFamilies.indexOf(a.family) - osFamilies.indexOf(b.family) ||
        compareNames(b.label, a.label),
    );
}

/** The size, and the system where the name does not tell it already. */
function noteOf(image: Image): string {
  const told = osFamily(image.name) !== 'other';
  const size = image.sizeBytes === null ? null : quantityText(bytes(image.sizeBytes));
  return [told ? null : image.osName, size].filter(Boolean).join(' · ');
}

/** "2 vCPU · 4 GiB"; an open offering says so. */
export function offeringSize(offering: Pick<ServiceOffering, 'cpuCount' | 'memoryMib' | 'isCustomized'>): string {
  if (offering.isCustomized || offering.cpuCount === null || offering.memoryMib === null) return m.deploy_custom_size();
  return sizeText(offering.cpuCount, offering.memoryMib);
}

/** "2 vCPU · 4 GiB". */
export const sizeText = (cpuCount: number, memoryMib: number): string =>
  `${m.instance_vcpus({ count: cpuCount })} · ${quantityText(mebibytes(memoryMib))}`;

/** Offerings from small to large, the open ones last. */
export function offeringChoices(offerings: readonly ServiceOffering[]): Choice[] {
  return [...offerings]
    .sort(
      (a, b) =>
        Number(a.isCustomized) - Number(b.isCustomized) || (a.cpuCount ?? 0) - (b.cpuCount ?? 0) || (a.memoryMib ?? 0) - (b.memoryMib ?? 0),
    )
    .map((offering) => ({
      value: offering.id,
      label: offeringSize(offering),
      note: [offering.name, offering.cpuSpeedMhz === null ? null : quantityText(megahertz(offering.cpuSpeedMhz))]
        .filter(Boolean)
        .join(' · '),
    }));
}

/** Disk offerings from small to large, the open ones last. */
export function diskChoices(offerings: readonly DiskOffering[]): Choice[] {
  return [...offerings]
    .sort((a, b) => Number(a.isCustomized) - Number(b.isCustomized) || Number(a.sizeBytes ?? 0) - Number(b.sizeBytes ?? 0))
    .map((offering) => ({
      value: offering.id,
      label: offering.isCustomized || !offering.sizeBytes ? m.deploy_custom_disk() : quantityText(bytes(offering.sizeBytes)),
      note: offering.name,
    }));
}

/** Networks of a zone by name. */
export function networkChoices(networks: readonly Network[], zoneId: string): Choice[] {
  return networks
    .filter((network) => network.zone === null || network.zone.id === zoneId)
    .sort((a, b) => compareNames(a.name, b.name))
    .map((network) => ({ value: network.id, label: network.name, note: [network.kind, network.cidr].filter(Boolean).join(' · ') }));
}

/** Places of the sliders: close together where people choose, far apart above. */
export const cpuSteps: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
/** In MiB: half a GiB to 256 GiB. */
export const memorySteps: readonly number[] = [0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256].map((gib) => gib * 1024);
