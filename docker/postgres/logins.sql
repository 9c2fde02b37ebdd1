-- The two logins of a new cluster, run once by a superuser in the database of Kvarbo: by the PostgreSQL image at its first
-- start, or by hand: psql --dbname kvarbo --set ON_ERROR_STOP=1 --file logins.sql
\getenv migrator_password MIGRATOR_PASSWORD
\getenv service_password SERVICE_PASSWORD

-- The owner's login: makes all other roles, and has the rights of those that it made. The service never uses it.
CREATE ROLE kvarbo_migrator LOGIN CREATEROLE INHERIT PASSWORD :'migrator_password';
ALTER ROLE kvarbo_migrator SET createrole_self_grant = 'set, inherit';

-- The login of the service: owns nothing and inherits nothing.
CREATE ROLE kvarbo_service LOGIN NOINHERIT PASSWORD :'service_password';
GRANT kvarbo_service TO kvarbo_migrator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;

ALTER DATABASE kvarbo OWNER TO kvarbo_migrator;
REVOKE ALL ON DATABASE kvarbo FROM PUBLIC;
GRANT CONNECT ON DATABASE kvarbo TO kvarbo_service;
