import './event-queries.ts';
import './event-subscription.ts';
import './event-mutations.ts';
