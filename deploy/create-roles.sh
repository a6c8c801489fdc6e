#!/bin/bash
# Run once by the PostgreSQL image on an empty volume. The owner is an ordinary role: Cabildo refuses to serve through a
# superuser, who would walk past row level security. The application's own role owns nothing.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$CABILDO_OWNER_PASSWORD" --set app_password="$CABILDO_APP_PASSWORD" <<'SQL'
create role cabildo_owner login nosuperuser nobypassrls password :'owner_password';
create role cabildo_app nologin nosuperuser nobypassrls;
create role cabildo_web login nosuperuser nobypassrls password :'app_password';
grant cabildo_app to cabildo_web;
create database cabildo owner cabildo_owner;
SQL
