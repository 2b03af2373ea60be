-- What happened on each day; and what is needed to keep everything within bounds.

CREATE TABLE journal (
    happened_on CHAR(10)    NOT NULL,
    event       VARCHAR(64) NOT NULL,
    times       BIGINT      NOT NULL,
    PRIMARY KEY (happened_on, event)
)${table};

ALTER TABLE node ADD COLUMN issued BIGINT DEFAULT 0 NOT NULL;
UPDATE node SET issued = ${now};

ALTER TABLE quarantine ADD COLUMN bytes BIGINT DEFAULT 0 NOT NULL;
UPDATE quarantine SET bytes = LENGTH(content);
CREATE INDEX quarantine_reason ON quarantine (reason, id);
CREATE INDEX quarantine_received ON quarantine (received);
CREATE INDEX receipt_received ON receipt (received);
