import './event-queries.ts';
import './event-subscription.ts';
