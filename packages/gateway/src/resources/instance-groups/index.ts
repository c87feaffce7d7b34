import './instance-group-queries.ts';
import './instance-group-mutations.ts';
