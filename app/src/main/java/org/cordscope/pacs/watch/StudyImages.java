package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.DicomWeb;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/**
 * The MR images of a study by their metadata, from which the series is chosen before any pixel is fetched. What Cordscope itself
 * has stored is never among them.
 *
 * @param withheld reasons of series of which the archive gives no metadata
 */
record StudyImages(String studyUid, List<InstanceHeader> headers, List<String> withheld) {

    StudyImages {
        headers = List.copyOf(headers);
        withheld = List.copyOf(withheld);
    }

    /**
     * Asks the archive.
     *
     * @param incomplete whether to be content with the other series where the archive cannot give the metadata of one
     */
    static StudyImages of(DicomWeb web, String studyUid, boolean incomplete) throws IOException, InterruptedException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (DataSet series : web.searchSeries(studyUid)) {
            boolean mr = series.string(Tag.MODALITY).orElse("MR").equals("MR");
            String seriesUid = series.string(Tag.SERIES_INSTANCE_UID).orElse("");
            if (mr && !seriesUid.isEmpty()) {
                try {
                    for (DataSet instance : metadata(web, studyUid, seriesUid)) {
                        add(instance, headers);
                    }
                } catch (ArchiveException e) {
                    if (!incomplete || e.kind() != ArchiveException.Kind.REFUSED) {
                        throw e;
                    }
                    withheld.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return new StudyImages(studyUid, headers, withheld);
    }

    private static List<DataSet> metadata(DicomWeb web, String studyUid, String seriesUid)
            throws IOException, InterruptedException {
        List<DataSet> instances = web.metadata(studyUid, seriesUid);
        if (instances.isEmpty()) {
            throw ArchiveException.unexpected("the archive has no metadata of a series that it lists");
        }
        return instances;
    }

    private static void add(DataSet instance, List<InstanceHeader> headers) throws IOException {
        if (instance.string(Tag.MANUFACTURER).filter(Algorithm.NAME::equals).isPresent()) {
            return;
        }
        try {
            SourceFile source = new SourceFile(Path.of("metadata"), Integer.toString(headers.size()));
            headers.add(DicomReader.instanceHeader(source, instance));
        } catch (UnusableFileException notAnImage) {
            return; // a spectrum, or raw data: no rule would choose it
        }
    }

    /** Names these images: the same for the same ones in any order. */
    String state() {
        return Sha256.ofText(
                headers.stream().map(InstanceHeader::sopInstanceUid).sorted().collect(Collectors.joining(" ")));
    }

    List<ScanDecision> decide(SeriesRules rules) {
        return SeriesChoice.choose(headers, rules);
    }

    /** Every series, in order. */
    List<String> series() {
        return headers.stream()
                .map(InstanceHeader::seriesUid)
                .distinct()
                .sorted()
                .toList();
    }

    /** SOP Instance UIDs of a series, each once. */
    List<String> instances(String seriesUid) {
        return headers.stream()
                .filter(header -> header.seriesUid().equals(seriesUid))
                .map(InstanceHeader::sopInstanceUid)
                .distinct()
                .toList();
    }

    /** Why none of the series was chosen, each reason with the number of its series. */
    static String reasons(List<ScanDecision> decisions) {
        return decisions.isEmpty()
                ? "no MR images"
                : counted(decisions.stream().map(ScanDecision::reason).toList());
    }

    /** How many series were left out, and why; empty for none. */
    String leftOut() {
        return withheld.isEmpty() ? "" : withheld.size() + " series left out: " + counted(withheld);
    }

    private static String counted(List<String> reasons) {
        return reasons.stream()
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : " (" + e.getValue() + " series)"))
                .collect(Collectors.joining("; "));
    }
}
