import './infrastructure-type.ts';
