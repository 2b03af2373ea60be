-- Which ids have been erased: by a hash, so that no row names them.

CREATE TABLE erased (
    id_hash CHAR(64) NOT NULL PRIMARY KEY
)${table};
