import { orderInput } from '../../index-store/index-connection.ts';
import { imageIndex, imageOrders } from '../templates/image-index.ts';
import { isos } from './iso-loader.ts';

export const IsoOrder = orderInput('Iso', imageOrders);

/** ISOs in the live index. */
export const isoIndex = imageIndex('Iso', 'listIsos', 'isofilter', isos);
