import './system-vm-queries.ts';
import './system-vm-mutations.ts';
