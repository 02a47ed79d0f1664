#!/bin/sh
# The namespace and what workflows can be searched by; safe to repeat.
set -eu

# A server that has just come up is not ready for everything, and one that has just heard of a namespace says for some
# seconds that there is none.
patiently() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || return 1
    sleep 2
  done
}

there_is() { temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" > /dev/null 2>&1; }
registered() { there_is || temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention "$RETENTION"; }

patiently registered
patiently temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE" > /dev/null
known=$(temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE")
while read -r name type; do
  echo "$known" | grep -qw "$name" ||
    patiently temporal operator search-attribute create -n "$TEMPORAL_NAMESPACE" --name "$name" --type "$type"
done <<'ATTRIBUTES'
ZhiduProcess Keyword
ZhiduPolicy Keyword
ZhiduPhase Keyword
ZhiduDept Keyword
ZhiduState Keyword
ZhiduIncident Bool
ZhiduDueAt Datetime
ATTRIBUTES
# Tasks are handed out by another part of the server, which hears of the namespace by itself.
patiently temporal task-queue describe -n "$TEMPORAL_NAMESPACE" --task-queue zhidu > /dev/null
