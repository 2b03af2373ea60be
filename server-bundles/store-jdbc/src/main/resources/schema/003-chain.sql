-- Where the chain of a node's receipts is, see Chain. Of what was taken before this nothing is known.

ALTER TABLE node ADD COLUMN chain_head VARCHAR(64);
ALTER TABLE node ADD COLUMN chain_base VARCHAR(64);
ALTER TABLE receipt ADD COLUMN hash VARCHAR(64);
