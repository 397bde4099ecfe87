-- Who an account is at an OpenID Connect provider, as its issuer and subject; empty for accounts with a password only.

ALTER TABLE accounts ADD COLUMN subject TEXT NOT NULL DEFAULT '';
