"""Comments at the desk; importing this package adds them to it."""

from __future__ import annotations

from comments.admin.alerts import put_alerts_on_desk
from comments.admin.desk import put_on_desk
from comments.admin.policies.desk import put_policies_on_desk
from comments.admin.rules import put_rules_on_desk

put_on_desk()
put_policies_on_desk()
put_rules_on_desk()
put_alerts_on_desk()
