#!/bin/sh
# The namespace and what workflows can be searched by; safe to repeat.
set -eu
temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 ||
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
known=$(temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE")
while read -r name type; do
  echo "$known" | grep -qw "$name" ||
    temporal operator search-attribute create -n "$TEMPORAL_NAMESPACE" --name "$name" --type "$type"
done <<'ATTRIBUTES'
ZhiduProcess Keyword
ZhiduPolicy Keyword
ZhiduPhase Keyword
ZhiduDept Keyword
ZhiduState Keyword
ZhiduIncident Bool
ZhiduDueAt Datetime
ATTRIBUTES
