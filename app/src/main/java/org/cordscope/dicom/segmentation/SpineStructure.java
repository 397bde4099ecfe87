package org.cordscope.dicom.segmentation;

import org.cordscope.dicom.Code;
import org.cordscope.dicom.segmentation.Segment.Algorithm;

/**
 * Structures of the spine with their SNOMED CT codes. Those of cord, fluid and vertebra are listed in PS3.16 CID 7151, that
 * of the canal in CID 6115. For the dural sac there is no concept of its own: the code is that of its wall, as in the mapping
 * of AAPM TG-263's ThecalSac. Disc stands for any disc; CID 7604 has codes by level.
 */
public enum SpineStructure {
    SPINAL_CORD("Spinal cord", "2748008", "Spinal cord", 80, 5, 75),
    DURAL_SAC("Dural sac", "37554007", "Spinal dura mater", 65, 45, 35),
    SPINAL_CANAL("Spinal canal", "61853006", "Vertebral canal", 60, -45, 35),
    CEREBROSPINAL_FLUID("Cerebrospinal fluid", "65216001", "Cerebrospinal Fluid", 60, 0, -45),
    INTERVERTEBRAL_DISC("Intervertebral disc", "360499006", "Intervertebral disc", 75, -30, -15),
    VERTEBRA("Vertebra", "51282000", "Vertebra", 90, 3, 20);

    private static final String SNOMED_CT = "SCT";

    private final String label;
    private final String code;
    private final String meaning;
    private final double lightness;
    private final double a;
    private final double b;

    SpineStructure(String label, String code, String meaning, double lightness, double a, double b) {
        this.label = label;
        this.code = code;
        this.meaning = meaning;
        this.lightness = lightness;
        this.a = a;
        this.b = b;
    }

    /** @param algorithmName empty only for what was drawn by hand */
    public Segment segment(Algorithm algorithm, String algorithmName) {
        Code type = new Code(code, SNOMED_CT, meaning);
        return new Segment(label, algorithm, algorithmName, category(), type, new CieLab(lightness, a, b));
    }

    /** Of PS3.16 CID 7150. */
    private Code category() {
        return this == CEREBROSPINAL_FLUID
                ? new Code("91720002", SNOMED_CT, "Body Substance")
                : new Code("91723000", SNOMED_CT, "Anatomical Structure");
    }
}
