-- What was downloaded, by day; and up to where each log of it has been counted. A log is named by a hash of what its first line says but the
-- address, so no row tells of anybody.

CREATE TABLE download (
    happened_on  CHAR(10)    NOT NULL,
    product      VARCHAR(64) NOT NULL,
    kind         VARCHAR(16) NOT NULL,
    version      VARCHAR(64) NOT NULL,
    architecture VARCHAR(16) NOT NULL,
    country      VARCHAR(2)  NOT NULL,
    times        BIGINT      NOT NULL,
    PRIMARY KEY (happened_on, product, kind, version, architecture, country)
)${table};

CREATE TABLE download_reach (
    happened_on CHAR(10)    NOT NULL,
    product     VARCHAR(64) NOT NULL,
    addresses   BIGINT      NOT NULL,
    PRIMARY KEY (happened_on, product)
)${table};

CREATE TABLE download_log (
    log      CHAR(64) NOT NULL PRIMARY KEY,
    position BIGINT   NOT NULL
)${table};
