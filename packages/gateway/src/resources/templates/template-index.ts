import { orderInput } from '../../index-store/index-connection.ts';
import { imageIndex, imageOrders } from './image-index.ts';
import { templates } from './template-loader.ts';

export const TemplateOrder = orderInput('Template', imageOrders);

/** Templates in the live index. */
export const templateIndex = imageIndex('Template', 'listTemplates', 'templatefilter', templates);
