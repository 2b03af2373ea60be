-- What a release was made of: in short with each; the counters themselves with the last only, since the next needs them.

ALTER TABLE statistics_release ADD COLUMN manifest ${text};

CREATE TABLE statistics_basis (
    metric VARCHAR(128) NOT NULL PRIMARY KEY,
    basis  ${text}      NOT NULL
)${table};
