package org.cordscope.phantom.anatomy;

/** What a point of the neck is made of. How bright each is belongs to the contrast that renders it. */
public enum Tissue {
    AIR,
    SKIN,
    FAT,
    CONNECTIVE,
    MUSCLE,
    TONGUE,
    GLAND,
    MUCOSA,
    CARTILAGE,
    ARTERY,
    VEIN,
    VESSEL_WALL,
    CORTICAL_BONE,
    MARROW,
    ANNULUS,
    NUCLEUS,
    DEGENERATED_DISC,
    LIGAMENT,
    JOINT_FLUID,
    EPIDURAL_FAT,
    DURA,
    CSF,
    CSF_FLOW,
    NERVE_ROOT,
    WHITE_MATTER,
    GREY_MATTER,
    CORD_LESION
}
