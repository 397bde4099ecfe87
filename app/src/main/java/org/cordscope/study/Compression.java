package org.cordscope.study;

/**
 * The paper's binary label of one slice: any indentation, flattening, torsion or circumferential compression of the cord
 * parenchyma by disc, ligament or bone is {@code COMPRESSED}.
 */
public enum Compression {
    NOT_COMPRESSED,
    COMPRESSED
}
