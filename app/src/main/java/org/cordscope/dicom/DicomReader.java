package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;

/**
 * Reads Part 10 files in every transfer syntax of PS3.5, and the same without preamble or meta information, gzipped or as
 * entries of a ZIP archive. Binary values are little endian in the result, whatever they were in the file.
 */
public final class DicomReader {
    private DicomReader() {}

    /**
     * Reads the whole file, pixel data included as raw bytes or fragments.
     *
     * @throws DicomFormatException where the file is not usable DICOM
     */
    public static DicomObject read(SourceFile source) throws IOException {
        try (PartTen file = PartTen.openWhole(source)) {
            return read(file);
        }
    }

    /**
     * Reads the elements before the pixel data, which stay unread and may be cut short.
     *
     * @throws DicomFormatException where the file is not usable DICOM
     */
    public static DicomObject readHeader(SourceFile source) throws IOException {
        try (PartTen file = PartTen.open(source)) {
            ElementParser parser = parser(file, true);
            return object(file, parser.dataSet());
        }
    }

    /**
     * What an image file says of itself, without its pixels.
     *
     * @throws DicomFormatException where the file is not an image that can be used
     */
    public static InstanceHeader readInstanceHeader(SourceFile source) throws IOException {
        try (PartTen file = PartTen.open(source)) {
            return HeaderReading.read(file);
        }
    }

    /**
     * What a header says that came without its pixels, as an archive's metadata do.
     *
     * @param source what to call it; tells it from others
     * @throws DicomFormatException where it is not that of an image
     */
    public static InstanceHeader instanceHeader(SourceFile source, DataSet header) throws IOException {
        return HeaderReading.read(source, header);
    }

    private static DicomObject read(PartTen file) throws IOException {
        if (file.bytes().sizeBound() > FileBytes.LARGEST && file.bytes().sizeBound() < Long.MAX_VALUE) {
            throw file.bytes().refuse("larger than 2 GB");
        }
        return object(file, parser(file, false).dataSet());
    }

    static ElementParser parser(PartTen file, boolean headerOnly) {
        if (!headerOnly) {
            file.bytes().holdAll();
        }
        return new ElementParser(file.bytes(), file.position(), file.syntax().encoding(), headerOnly);
    }

    /** Meta information says what the file turned out to be, where it was silent or wrong. */
    private static DicomObject object(PartTen file, DataSet data) {
        DataSet meta = file.meta();
        String uid = file.syntax().uid();
        if (!meta.tags().isEmpty()
                && meta.string(Tag.TRANSFER_SYNTAX_UID).filter(uid::equals).isEmpty()) {
            meta.set(Tag.TRANSFER_SYNTAX_UID, Vr.UI, uid);
        }
        return new DicomObject(meta, data);
    }
}
