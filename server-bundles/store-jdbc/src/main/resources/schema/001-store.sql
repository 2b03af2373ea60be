-- Instants are seconds since 1970 and days are ISO texts: no database's idea of a time zone can shift them.
-- ${identity}, ${bytes} and ${text} are the words of the database at hand, see Dialect.

CREATE TABLE node (
    id            CHAR(36)     NOT NULL PRIMARY KEY,
    secret_hash   CHAR(64),
    platform      VARCHAR(128) NOT NULL,
    last_received BIGINT       NOT NULL,
    live          SMALLINT     NOT NULL
)${table};
CREATE INDEX node_live ON node (live, last_received);

CREATE TABLE inbox (
    id       BIGINT   NOT NULL ${identity} PRIMARY KEY,
    node     CHAR(36) NOT NULL,
    report   CHAR(36) NOT NULL,
    received BIGINT   NOT NULL,
    packed   ${bytes} NOT NULL
)${table};
CREATE INDEX inbox_node ON inbox (node);

CREATE TABLE receipt (
    node          CHAR(36)     NOT NULL,
    report        CHAR(36)     NOT NULL,
    sha256        CHAR(64)     NOT NULL,
    received      BIGINT       NOT NULL,
    previous_hash VARCHAR(128) NOT NULL,
    signature     VARCHAR(128) NOT NULL,
    PRIMARY KEY (node, report)
)${table};

CREATE TABLE state (
    node         CHAR(36)    NOT NULL,
    collector    VARCHAR(64) NOT NULL,
    made_on      CHAR(10)    NOT NULL,
    received     BIGINT      NOT NULL,
    revision     INTEGER     NOT NULL,
    observations ${text}     NOT NULL,
    PRIMARY KEY (node, collector)
)${table};
CREATE INDEX state_received ON state (received);

CREATE TABLE counter (
    platform VARCHAR(128) NOT NULL,
    metric   VARCHAR(128) NOT NULL,
    value    VARCHAR(128) NOT NULL,
    nodes    BIGINT       NOT NULL,
    total    BIGINT       NOT NULL,
    PRIMARY KEY (platform, metric, value)
)${table};

CREATE TABLE quarantine (
    id        BIGINT      NOT NULL ${identity} PRIMARY KEY,
    node      CHAR(36)    NOT NULL,
    report    CHAR(36)    NOT NULL,
    collector VARCHAR(64) NOT NULL,
    revision  INTEGER     NOT NULL,
    made_on   CHAR(10)    NOT NULL,
    received  BIGINT      NOT NULL,
    reason    VARCHAR(64) NOT NULL,
    content   ${bytes}    NOT NULL
)${table};
CREATE INDEX quarantine_node ON quarantine (node);

CREATE TABLE statistics_release (
    number       BIGINT   NOT NULL PRIMARY KEY,
    generated_at BIGINT   NOT NULL,
    generated_on CHAR(10) NOT NULL,
    fingerprint  CHAR(64) NOT NULL
)${table};
CREATE INDEX statistics_release_day ON statistics_release (generated_on);

CREATE TABLE statistics_document (
    release_number BIGINT       NOT NULL,
    metric         VARCHAR(128) NOT NULL,
    platform       VARCHAR(128) NOT NULL,
    document       ${text}      NOT NULL,
    PRIMARY KEY (release_number, metric, platform)
)${table};

CREATE TABLE server_key (
    id          SMALLINT     NOT NULL PRIMARY KEY,
    public_key  VARCHAR(256) NOT NULL,
    private_key VARCHAR(256) NOT NULL
)${table};
