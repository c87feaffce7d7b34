import './capacity-type.ts';
