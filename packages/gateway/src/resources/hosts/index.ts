import './host-queries.ts';
import './host-mutations.ts';
