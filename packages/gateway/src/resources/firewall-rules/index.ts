import './firewall-rule-type.ts';
import './firewall-rule-mutations.ts';
