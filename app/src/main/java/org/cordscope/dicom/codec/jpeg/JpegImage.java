package org.cordscope.dicom.codec.jpeg;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;

/** Receives the scans of one JPEG frame. */
sealed interface JpegImage permits JpegDctImage, JpegLosslessImage {

    void decodeScan(JpegScan scan, JpegTables tables, EntropyBits bits) throws CodecException;

    /** Samples pixel by pixel, once all scans are decoded. */
    int[] samples();
}
