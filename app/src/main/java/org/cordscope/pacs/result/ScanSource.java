package org.cordscope.pacs.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.TransferSyntax;
import org.cordscope.dicom.Vr;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CodingResult;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UserFacingException;

/**
 * A coded scan beside the images that it was coded from.
 *
 * @param image header of one of them: patient and study are taken from it
 * @param images the file of each slice, in the scan's order
 * @param levels disc levels that images name, by the number of the slice from 0
 */
public record ScanSource(CodedScan scan, DataSet image, List<InstanceHeader> images, Map<Integer, Code> levels) {

    /**
     * Checks what results will repeat.
     *
     * @throws UserFacingException where a UID of the images is none, so that nothing can refer to them
     */
    public ScanSource {
        images = List.copyOf(images);
        levels = Map.copyOf(levels);
        if (images.size() != scan.slices().size()) {
            throw new IllegalArgumentException(scan.slices().size() + " slices need as many images: " + images.size());
        }
        Set<String> uids = new HashSet<>(List.of(scan.studyUid(), scan.seriesUid()));
        images.forEach(header -> uids.addAll(List.of(header.sopInstanceUid(), header.sopClassUid())));
        if (!uids.stream().allMatch(TransferSyntax::isUid)) {
            throw new UserFacingException(
                    "a scan has a UID that DICOM does not allow, so that no result can refer to it",
                    "Ask the archive to correct its UIDs; the tables hold its results.");
        }
    }

    /** Finds the images of all coded scans in the inputs that they were coded from, in the scans' order. */
    public static List<ScanSource> find(CodingResult result, List<Path> inputs) throws IOException {
        Set<String> wanted = new HashSet<>();
        result.scans()
                .forEach(scan -> scan.slices().forEach(s -> wanted.add(s.key().sopInstanceUid())));
        Map<String, InstanceHeader> headers = new HashMap<>();
        DicomScan.scan(inputs, Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                if (wanted.contains(header.sopInstanceUid())) {
                    headers.putIfAbsent(header.sopInstanceUid(), header);
                }
            }

            @Override
            public void rejected(Rejected rejected) {
                // the coding run has counted it
            }
        });
        List<ScanSource> sources = new ArrayList<>();
        for (CodedScan scan : result.scans()) {
            List<InstanceHeader> images = scan.slices().stream()
                    .map(slice -> Objects.requireNonNull(headers.get(slice.key().sopInstanceUid())))
                    .toList();
            DataSet image = DicomReader.readHeader(images.get(0).source()).data();
            sources.add(new ScanSource(scan, image, images, levels(scan, images)));
        }
        return sources;
    }

    private static Map<Integer, Code> levels(CodedScan scan, List<InstanceHeader> images) throws IOException {
        Map<Integer, Code> levels = new HashMap<>();
        SourceFile file = null;
        DataSet header = new DataSet();
        for (int i = 0; i < images.size(); i++) {
            SourceFile source = images.get(i).source();
            if (!source.equals(file)) {
                header = DicomReader.readHeader(source).data();
                file = source;
            }
            int slice = i;
            DiscLevels.of(header, scan.slices().get(i).key().frame()).ifPresent(level -> levels.put(slice, level));
        }
        return levels;
    }

    /** The frame of a file that a slice is. */
    FrameHeader frame(int slice) {
        int number = scan.slices().get(slice).key().frame();
        return images.get(slice).frames().stream()
                .filter(frame -> frame.frame() == number)
                .findFirst()
                .orElseThrow();
    }

    /** Class and UID of the file that holds a slice, with the frame in a file of several. */
    DataSet reference(int slice) {
        InstanceHeader header = images.get(slice);
        DataSet reference = reference(header);
        if (header.frames().size() > 1) {
            reference.set(
                    Tag.REFERENCED_FRAME_NUMBER,
                    Vr.IS,
                    scan.slices().get(slice).key().frame());
        }
        return reference;
    }

    private static DataSet reference(InstanceHeader header) {
        return new DataSet()
                .set(Tag.REFERENCED_SOP_CLASS_UID, Vr.UI, header.sopClassUid())
                .set(Tag.REFERENCED_SOP_INSTANCE_UID, Vr.UI, header.sopInstanceUid());
    }

    /** The one item of an evidence sequence (PS3.3 table C.17-3): the files of some slices, each once. */
    DataSet evidence(List<Integer> slices) {
        DataSet series = new DataSet()
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, scan.seriesUid())
                .setItems(Tag.REFERENCED_SOP_SEQUENCE, files(slices));
        return new DataSet()
                .set(Tag.STUDY_INSTANCE_UID, Vr.UI, scan.studyUid())
                .setItems(Tag.REFERENCED_SERIES_SEQUENCE, List.of(series));
    }

    /** References to the files of some slices, each once. */
    List<DataSet> files(List<Integer> slices) {
        Set<String> seen = new HashSet<>();
        return slices.stream()
                .map(images::get)
                .filter(header -> seen.add(header.sopInstanceUid()))
                .map(ScanSource::reference)
                .toList();
    }

    /** Numbers of all slices, from 0. */
    List<Integer> all() {
        return IntStream.range(0, scan.slices().size()).boxed().toList();
    }

    /** Numbers of the slices that count as compressed, from 0. */
    List<Integer> positive() {
        return all().stream().filter(i -> scan.slices().get(i).compressed()).toList();
    }

    /** Names what was coded: the same slices of the same series. */
    public String state() {
        StringBuilder text = new StringBuilder();
        for (CodedSlice slice : scan.slices()) {
            text.append(slice.key().sopInstanceUid())
                    .append('#')
                    .append(slice.key().frame())
                    .append(' ');
        }
        return text.toString();
    }
}
