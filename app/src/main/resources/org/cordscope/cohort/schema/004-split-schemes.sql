-- Cross-validation: fold, from 1, of a subject outside the holdout.

ALTER TABLE split_parts ADD COLUMN fold INTEGER;

-- Only for the scheme paper-image-split: part of a slice, in place of its subject's.

CREATE TABLE split_images (
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('TRAINING', 'VALIDATION')),
    PRIMARY KEY (sop_uid, frame),
    FOREIGN KEY (sop_uid, frame) REFERENCES slices (sop_uid, frame) ON DELETE CASCADE
);
