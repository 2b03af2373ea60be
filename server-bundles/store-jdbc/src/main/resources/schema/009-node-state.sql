-- One row for all that a node has said last: said is when, sections is what, see PackedSections; renewed is when the oldest of it was received.

CREATE TABLE node_state (
    node     CHAR(36) NOT NULL PRIMARY KEY,
    renewed  BIGINT   NOT NULL,
    said     ${bytes} NOT NULL,
    sections ${bytes} NOT NULL
)${table};
CREATE INDEX node_state_renewed ON node_state (renewed);
