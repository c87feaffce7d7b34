import './virtual-machine-schedule-type.ts';
import './virtual-machine-schedule-mutations.ts';
