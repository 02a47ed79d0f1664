#!/bin/sh
# Runs once, in an empty cluster: two users that know nothing of each other's databases.
set -eu
psql --set=ON_ERROR_STOP=1 --username postgres --set=zhidu="$ZHIDU_DB_PASSWORD" --set=temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role zhidu login password :'zhidu';
create role temporal login password :'temporal';
create database zhidu owner zhidu;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database zhidu, temporal, temporal_visibility from public;
SQL
