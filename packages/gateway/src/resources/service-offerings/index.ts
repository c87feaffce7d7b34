import './service-offering-queries.ts';
import './service-offering-mutations.ts';
