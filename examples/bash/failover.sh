#!/usr/bin/env bash
# The last order comes back in Canada: pesim started as a process, asked with curl and jq.
set -euo pipefail
cd "$(dirname "$0")"

ready=$(mktemp -u)
node_modules/.bin/pesim start --clock frozen --fixture france-canada-protected --ready-file "$ready" \
  --listen france=127.0.0.1:0 --listen canada=127.0.0.2:0 >/dev/null &
pesim=$!
trap 'kill $pesim' EXIT
until [ -s "$ready" ]; do kill -0 $pesim; sleep 0.1; done
control=$(jq -r .control "$ready")
canada=$(jq -r .clusters.canada.url "$ready")

ask() { # METHOD PATH [BODY]
  curl -sSk --fail-with-body -X "$1" "$control$2" -H 'content-type: application/json' ${3:+-d "$3"}
}
vm() { # CLUSTER
  ask GET "/clusters/$1/vms" | jq -r '.vms[] | select(.name == "web01").uuid'
}

ask POST "/clusters/france/vms/$(vm france)/marks" '{"name": "order-5"}' >/dev/null
ask POST /clock/advance '{"until_event": {"type": "snapshot-received", "cluster": "canada"}}' >/dev/null
ask PUT /clusters/france '{"power": "lost"}' >/dev/null
curl -sSk --fail-with-body -u admin:nutanix/4u -X POST "$canada/api/nutanix/v2.0/protection_domains/gold/activate" >/dev/null
ask POST /clock/advance '{"until_idle": true}' >/dev/null

marks=$(ask GET "/clusters/canada/vms/$(vm canada)/marks" | jq -c '[.marks[].name]')
[ "$marks" = '["order-5"]' ] || { echo "Canada has $marks" >&2; exit 1; }
echo "ok: Canada has $marks"
