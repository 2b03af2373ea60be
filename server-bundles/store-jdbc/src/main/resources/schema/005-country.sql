-- The country that a report came from, if it is known. Where it came from is written nowhere else.

ALTER TABLE inbox ADD COLUMN country VARCHAR(2);
