-- People who were looked at for the study before images were collected: how many were left out for each reason, and
-- under the empty reason how many were included. Nobody can be told from it.

CREATE TABLE screening (
    reason TEXT PRIMARY KEY,
    people INTEGER NOT NULL CHECK (people > 0)
);
