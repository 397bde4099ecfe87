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
 */
record StudyImages(String studyUid, List<InstanceHeader> headers) {

    StudyImages {
        headers = List.copyOf(headers);
    }

    static StudyImages of(DicomWeb web, String studyUid) throws IOException, InterruptedException {
        List<InstanceHeader> headers = new ArrayList<>();
        for (DataSet series : web.searchSeries(studyUid)) {
            boolean mr = series.string(Tag.MODALITY).orElse("MR").equals("MR");
            String seriesUid = series.string(Tag.SERIES_INSTANCE_UID).orElse("");
            if (mr && !seriesUid.isEmpty()) {
                List<DataSet> instances = web.metadata(studyUid, seriesUid);
                if (instances.isEmpty()) {
                    throw ArchiveException.unexpected("the archive has no metadata of a series that it lists");
                }
                for (DataSet instance : instances) {
                    add(instance, headers);
                }
            }
        }
        return new StudyImages(studyUid, headers);
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
        if (decisions.isEmpty()) {
            return "no MR images";
        }
        return decisions.stream()
                .collect(Collectors.groupingBy(ScanDecision::reason, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : " (" + e.getValue() + " series)"))
                .collect(Collectors.joining("; "));
    }
}
