-- Whether something is to be swept out of the files of the database, see Sweep. What an earlier server has erased is.

CREATE TABLE sweep (
    id     SMALLINT NOT NULL PRIMARY KEY,
    wanted BIGINT   NOT NULL,
    done   BIGINT   NOT NULL,
    filler ${bytes}
)${table};
INSERT INTO sweep (id, wanted, done)
SELECT 1, (SELECT COUNT(*) FROM node) + (SELECT COUNT(*) FROM erased), 0 FROM schema_version
WHERE version = 1 AND NOT EXISTS (SELECT 1 FROM sweep);
