"""The life of an instance, told through `cs` (PyPI). Prints one JSON line with what was seen; fails on the first surprise."""

import json
import sys

from cs import CloudStack, CloudStackApiException

endpoint, key, secret, method = sys.argv[1:5]
cloud = CloudStack(endpoint=endpoint, key=key, secret=secret, method=method, poll_interval=0.1, job_timeout=60)

zone = cloud.listZones()["zone"][0]
offering = cloud.listServiceOfferings()["serviceoffering"][0]
template = cloud.listTemplates(templatefilter="executable", zoneid=zone["id"])["template"][0]
before = {vm["id"] for vm in cloud.listVirtualMachines(fetch_list=True)}

deployed = cloud.deployVirtualMachine(
    zoneid=zone["id"],
    serviceofferingid=offering["id"],
    templateid=template["id"],
    name="third-party-" + method,
    displayname="Tiers été",
    fetch_result=True,
)["virtualmachine"]
assert deployed["state"] == "Running", deployed
assert deployed["displayname"] == "Tiers été", deployed

cloud.createTags(resourceids=[deployed["id"]], resourcetype="UserVm", tags={"key": "owner", "value": "cs"}, fetch_result=True)
listed = cloud.listVirtualMachines(id=deployed["id"])["virtualmachine"][0]
assert [tag["key"] for tag in listed["tags"]] == ["owner"], listed

stopped = cloud.stopVirtualMachine(id=deployed["id"], fetch_result=True)["virtualmachine"]
assert stopped["state"] == "Stopped", stopped

try:
    cloud.rebootVirtualMachine(id=deployed["id"], fetch_result=True)
    raise AssertionError("a stopped instance was rebooted")
except CloudStackApiException as refused:
    assert refused.error["errorcode"] == 431, refused.error

try:
    cloud.listVirtualMachines(id="00000000-0000-4000-8000-000000000000")
    raise AssertionError("an unknown id was found")
except CloudStackApiException as refused:
    assert refused.error["errorcode"] == 431, refused.error

pages = cloud.listEvents(fetch_list=True, pagesize=7)
assert len({event["id"] for event in pages}) == len(pages), "an event was listed twice"

destroyed = cloud.destroyVirtualMachine(id=deployed["id"], fetch_result=True)["virtualmachine"]
assert destroyed["state"] == "Destroyed", destroyed
after = {vm["id"] for vm in cloud.listVirtualMachines(fetch_list=True)}
assert before <= after, "another instance vanished"

print(json.dumps({"before": len(before), "events": len(pages), "id": deployed["id"]}))
