"""Plays `life-cycle.json` through `cs` (PyPI), whose own paging and waiting it uses. Prints one JSON line; fails on the first surprise."""

import json
import sys

from cs import CloudStack, CloudStackApiException

endpoint, key, secret, method, script = sys.argv[1:6]
cloud = CloudStack(endpoint=endpoint, key=key, secret=secret, method=method, poll_interval=0.1, job_timeout=60)
kept = {"name": "third-party-cs-" + method}


def at(answer, path):
    """`virtualmachine.0.id` in an answer; None where there is nothing."""
    for part in path.split("."):
        if isinstance(answer, list):
            answer = answer[int(part)] if int(part) < len(answer) else None
        elif isinstance(answer, dict):
            answer = answer.get(part)
        else:
            return None
    return answer


def filled(value):
    return kept[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def call(step):
    params = {name: filled(value) for name, value in step.get("params", {}).items()}
    return getattr(cloud, step["call"])(**params, fetch_result=step.get("job", False))


steps = json.load(open(script, encoding="utf-8"))
for step in steps:
    if "refused" in step:
        try:
            call(step)
        except CloudStackApiException as refused:
            assert refused.error["errorcode"] == step["refused"], (step, refused.error)
            continue
        raise AssertionError(f"not refused: {step}")
    answer = call(step)
    for path, expected in step.get("is", {}).items():
        assert at(answer, path) == expected, (step, path, at(answer, path))
    for name, path in step.get("keep", {}).items():
        kept[name] = at(answer, path)
        assert kept[name], (step, path)

events = cloud.listEvents(fetch_list=True, pagesize=7)
assert len({event["id"] for event in events}) == len(events), "an event was listed twice"

print(json.dumps({"steps": len(steps), "events": len(events)}))
