package org.cordscope.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cordscope.dicom.ElementWriter.Ends;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.cordscope.study.WholeFile;

/** Writes Part 10 files. */
public final class DicomWriter {
    /** Made once from a random UUID (PS3.5 annex B.2). */
    static final String IMPLEMENTATION_CLASS_UID = "2.25.330065852371487532338922260525901875236";

    static final String IMPLEMENTATION_VERSION = "CORDSCOPE_0_1";
    private static final int PREAMBLE = 128;
    private static final int ROOM_FOR_HEADER = 16 * 1024;
    private static final int ROOM_FOR_META = 512;

    private DicomWriter() {}

    /**
     * Writes the file whole or not at all. Meta information is made from the data set (SOP class and instance UID,
     * implementation); native pixel data goes out as Explicit VR Little Endian, encapsulated data keeps its transfer syntax.
     *
     * @throws IllegalArgumentException where the object has no SOP class or instance UID, or encapsulated pixel data whose
     *     transfer syntax the meta information does not name
     */
    public static void write(Path target, DicomObject object) throws IOException {
        write(target, object, outgoing(object));
    }

    /** As {@link #write(Path, DicomObject)}, in a transfer syntax of choice; pixel data are not compressed by it. */
    public static void write(Path target, DicomObject object, TransferSyntax syntax) throws IOException {
        write(target, object, syntax, Ends.LENGTHS);
    }

    static void write(Path target, DicomObject object, TransferSyntax syntax, Ends ends) throws IOException {
        if (object.data().isEncapsulated(Tag.PIXEL_DATA) != syntax.encapsulated()
                && object.data().contains(Tag.PIXEL_DATA)) {
            throw new IllegalArgumentException("pixel data are not those of " + syntax.name());
        }
        DataSet meta = meta(object, syntax);
        WholeFile.write(target, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            encode(out, meta, object.data(), syntax.encoding(), ends);
            out.flush();
        });
    }

    /** The bytes of the file, for sending it elsewhere than to a disk. */
    public static byte[] toBytes(DicomObject object) {
        TransferSyntax syntax = outgoing(object);
        int pixelBytes = object.data().buffer(Tag.PIXEL_DATA).remaining();
        Output out = new Output(Math.min(pixelBytes, 1 << 28) + ROOM_FOR_HEADER);
        try {
            encode(out, meta(object, syntax), object.data(), syntax.encoding(), Ends.LENGTHS);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static TransferSyntax outgoing(DicomObject object) {
        if (!object.data().isEncapsulated(Tag.PIXEL_DATA)) {
            return TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        }
        return object.meta()
                .string(Tag.TRANSFER_SYNTAX_UID)
                .flatMap(TransferSyntax::of)
                .filter(TransferSyntax::encapsulated)
                .orElseThrow(() -> new IllegalArgumentException(
                        "encapsulated pixel data, but the meta information names no compressed transfer syntax"));
    }

    private static void encode(OutputStream out, DataSet meta, DataSet data, Encoding encoding, Ends ends)
            throws IOException {
        out.write(new byte[PREAMBLE]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        Output group = new Output(ROOM_FOR_META);
        new ElementWriter(group, Encoding.EXPLICIT_LITTLE_ENDIAN, ends, CharacterSet.DEFAULT).write(meta);
        // the group length is an element that the writer leaves out
        out.write(new byte[] {2, 0, 0, 0, 'U', 'L', 4, 0});
        out.write(BinaryNumbers.encode(Vr.UL, group.size()));
        group.writeTo(out);
        CharacterSet characterSet = OutgoingCharacterSet.of(data);
        if (!encoding.deflated) {
            new ElementWriter(out, encoding, ends, characterSet).write(data);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            new ElementWriter(deflated, encoding, ends, characterSet).write(data);
            deflated.finish();
        } finally {
            deflater.end();
        }
    }

    private static DataSet meta(DicomObject object, TransferSyntax syntax) {
        return new DataSet()
                .set(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1})
                .set(
                        Tag.MEDIA_STORAGE_SOP_CLASS_UID,
                        Vr.UI,
                        uid(object, Tag.SOP_CLASS_UID, Tag.MEDIA_STORAGE_SOP_CLASS_UID))
                .set(
                        Tag.MEDIA_STORAGE_SOP_INSTANCE_UID,
                        Vr.UI,
                        uid(object, Tag.SOP_INSTANCE_UID, Tag.MEDIA_STORAGE_SOP_INSTANCE_UID))
                .set(Tag.TRANSFER_SYNTAX_UID, Vr.UI, syntax.uid())
                .set(Tag.IMPLEMENTATION_CLASS_UID, Vr.UI, IMPLEMENTATION_CLASS_UID)
                .set(Tag.IMPLEMENTATION_VERSION_NAME, Vr.SH, IMPLEMENTATION_VERSION);
    }

    /** A DICOMDIR has its UIDs in the meta information only. */
    private static String uid(DicomObject object, int tag, int metaTag) {
        return object.data()
                .string(tag)
                .or(() -> object.meta().string(metaTag))
                .orElseThrow(() -> new IllegalArgumentException("a file cannot be without " + Tag.display(tag)));
    }
}
