-- What has crashed. A group is the same crash of whatever build; nothing in it is of the node that reported it first. A sighting is a group on
-- a day in one environment; its node is empty if nobody in particular reported it.

CREATE TABLE crash_group (
    hash      CHAR(40)     NOT NULL PRIMARY KEY,
    kind      VARCHAR(16)  NOT NULL,
    component VARCHAR(128) NOT NULL,
    frames    ${text}      NOT NULL
)${table};
CREATE INDEX crash_group_component ON crash_group (component);

CREATE TABLE crash_sighting (
    crash_group  CHAR(40)     NOT NULL,
    node         VARCHAR(36)  NOT NULL,
    seen_on      CHAR(10)     NOT NULL,
    version      VARCHAR(128) NOT NULL,
    os           VARCHAR(128) NOT NULL,
    architecture VARCHAR(32)  NOT NULL,
    kernel       VARCHAR(128) NOT NULL,
    crashes      BIGINT       NOT NULL,
    reports      BIGINT       NOT NULL,
    PRIMARY KEY (crash_group, node, seen_on, version, os, architecture, kernel)
)${table};
CREATE INDEX crash_sighting_node ON crash_sighting (node);
CREATE INDEX crash_sighting_day ON crash_sighting (seen_on);
