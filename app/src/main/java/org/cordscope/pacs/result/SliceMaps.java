package org.cordscope.pacs.result;

import java.io.IOException;
import org.cordscope.dicom.Code;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.study.Vector3;

/** What a model looked at on a slice, as numbers. */
public interface SliceMaps {
    /** Identifies the method. */
    String name();

    /** The method, coded. */
    Code method();

    /** The map of a slice, by its number from 0. */
    InPatient of(ScanSource source, int slice) throws IOException;

    /**
     * A map and where it lies.
     *
     * @param corner centre of its first pixel
     * @param row direction in which its column index grows, unit length; {@code column} in which its row index does
     * @param rowMm from the centre of one row to that of the next; {@code columnMm} of columns
     */
    record InPatient(ActivationMap map, Vector3 corner, Vector3 row, Vector3 column, double rowMm, double columnMm) {}
}
