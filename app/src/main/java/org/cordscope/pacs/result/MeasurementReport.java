package org.cordscope.pacs.result;

import static org.cordscope.pacs.result.Concepts.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.pacs.result.ResultHeader.Kind;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/**
 * Comprehensive 3D SR after TID 1500: a group of measurements (TID 1501) for the scan, and one for each of its slices with the
 * probability, measures of the cord where the model sees it, and the image that they were measured on, or the reason why the
 * model should not judge it.
 */
final class MeasurementReport {
    private final ResultHeader header;
    private final ScanSource source;

    private MeasurementReport(ResultHeader header) {
        this.header = header;
        this.source = header.source();
    }

    static DataSet build(ResultHeader header) {
        return new MeasurementReport(header).report();
    }

    private DataSet report() {
        DataSet data = header.document(Kind.REPORT, source.all());
        data.setItems(Tag.PERFORMED_PROCEDURE_CODE_SEQUENCE, List.of())
                .set(Tag.COMPLETION_FLAG, Vr.CS, "COMPLETE")
                .set(Tag.VERIFICATION_FLAG, Vr.CS, "UNVERIFIED")
                .setItems(
                        Tag.CODING_SCHEME_IDENTIFICATION_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.CODING_SCHEME_DESIGNATOR, Vr.SH, OWN_SCHEME)
                                .set(Tag.CODING_SCHEME_NAME, Vr.ST, "Cordscope's counts, measures and grades")
                                .set(Tag.CODING_SCHEME_RESPONSIBLE_ORGANIZATION, Vr.ST, Algorithm.NAME)));
        List<DataSet> content = new ArrayList<>();
        content.add(ContentItem.code(ContentItem.CONCEPT_MOD, LANGUAGE, ENGLISH));
        content.addAll(observer(header.algorithm()));
        content.add(ContentItem.code(ContentItem.CONCEPT_MOD, PROCEDURE_REPORTED, MRI));
        content.add(library());
        content.add(ContentItem.container(IMAGING_MEASUREMENTS, groups()));
        return ContentItem.root(data, IMAGING_MEASUREMENT_REPORT, "1500", content);
    }

    /** The program as the observer (TID 1002 and 1004). */
    static List<DataSet> observer(Algorithm algorithm) {
        return List.of(
                ContentItem.code(ContentItem.OBS_CONTEXT, OBSERVER_TYPE, DEVICE),
                ContentItem.uid(ContentItem.OBS_CONTEXT, Concepts.DEVICE_UID, algorithm.deviceUid()),
                ContentItem.text(ContentItem.OBS_CONTEXT, DEVICE_NAME, Algorithm.NAME),
                ContentItem.text(ContentItem.OBS_CONTEXT, DEVICE_MANUFACTURER, Algorithm.NAME),
                ContentItem.text(ContentItem.OBS_CONTEXT, DEVICE_MODEL, Algorithm.NAME + " " + algorithm.version()));
    }

    private DataSet library() {
        List<DataSet> images = source.all().stream()
                .map(source::reference)
                .map(ContentItem::image)
                .toList();
        return ContentItem.container(IMAGE_LIBRARY, List.of(ContentItem.container(IMAGE_LIBRARY_GROUP, images)));
    }

    private List<DataSet> groups() {
        List<DataSet> groups = new ArrayList<>();
        groups.add(ofScan());
        source.all().forEach(i -> groups.add(ofSlice(i)));
        return groups;
    }

    private DataSet ofScan() {
        CodedScan scan = source.scan();
        Code finding = switch (scan.finding()) {
            case PRESENT -> PRESENT;
            case POSSIBLE -> POSSIBLE;
            case ABSENT -> ABSENT;
            case NOT_JUDGED -> INDETERMINATE;
        };
        List<DataSet> items = begun("Scan", finding, null);
        List<DataSet> measuredOn = source.all().stream().map(this::image).toList();
        items.add(number(CODED_SLICES, scan.slices().size(), measuredOn));
        items.add(number(COMPRESSED_SLICES, scan.compressedSlices(), measuredOn(source.positive())));
        items.add(number(LONGEST_RUN, scan.longestRun(), measuredOn(source.positive())));
        if (scan.missing() > 0) {
            items.add(number(UNREADABLE_SLICES, scan.missing(), measuredOn));
        }
        if (scan.notJudgedSlices() > 0) {
            List<Integer> notJudged = source.all().stream()
                    .filter(i -> !scan.slices().get(i).judged())
                    .toList();
            items.add(number(NOT_JUDGED_SLICES, scan.notJudgedSlices(), measuredOn(notJudged)));
            items.add(ContentItem.textOn(REASON_NOT_JUDGED, scan.reason(), measuredOn(notJudged)));
        }
        scan.slices().stream()
                .filter(CodedSlice::judged)
                .max(Comparator.comparingDouble(CodedSlice::probability))
                .ifPresent(most ->
                        items.add(probability(most.probability(), scan.slices().indexOf(most))));
        return ContentItem.container(MEASUREMENT_GROUP, items);
    }

    private List<DataSet> measuredOn(List<Integer> slices) {
        return (slices.isEmpty() ? source.all() : slices)
                .stream().map(this::image).toList();
    }

    /** A slice that is not judged has a reason instead of a number: nobody is to mistake one for an answer. */
    private DataSet ofSlice(int i) {
        CodedSlice slice = source.scan().slices().get(i);
        Code finding = slice.judged() ? slice.compressed() ? PRESENT : ABSENT : INDETERMINATE;
        List<DataSet> items =
                begun("Slice " + (slice.index() + 1), finding, source.levels().get(i));
        if (slice.judged()) {
            items.add(probability(slice.probability(), i));
            items.addAll(seen(slice, List.of(image(i))));
        } else {
            items.add(ContentItem.textOn(REASON_NOT_JUDGED, slice.judgement().reason(), List.of(image(i))));
        }
        return ContentItem.container(MEASUREMENT_GROUP, items);
    }

    /** Grade and measures, of a model that sees the cord. */
    private List<DataSet> seen(CodedSlice slice, List<DataSet> image) {
        CordFindings found = slice.findings();
        if (found == null) {
            return List.of();
        }
        List<DataSet> items = new ArrayList<>();
        items.add(ContentItem.code(ContentItem.CONTAINS, KANG_GRADE, kangGrade(found.grade())));
        CordMeasures cord = found.cord();
        if (cord != null) {
            items.add(measure(CORD_AREA, cord.areaMm2(), SQUARE_MILLIMETRE, image));
            items.add(measure(CORD_AP, cord.apMm(), MILLIMETRE, image));
            items.add(measure(CORD_RL, cord.rlMm(), MILLIMETRE, image));
        }
        CordMeasures canal = found.canal();
        if (canal != null) {
            items.add(measure(CANAL_AP, canal.apMm(), MILLIMETRE, image));
        }
        Double mscc = source.scan().msccPercent(slice);
        if (mscc != null) {
            items.add(measure(MSCC, mscc, PERCENT, image));
        }
        return items;
    }

    private static DataSet measure(Code name, double value, Code units, List<DataSet> image) {
        return ContentItem.number(name, String.format(Locale.ROOT, "%.2f", value), units, image);
    }

    /** What every group begins with: its name, the finding and whether it is there, the algorithm (TID 4019). */
    private List<DataSet> begun(String name, Code finding, @Nullable Code level) {
        List<DataSet> items = new ArrayList<>();
        items.add(ContentItem.text(ContentItem.OBS_CONTEXT, TRACKING_IDENTIFIER, name));
        items.add(ContentItem.uid(ContentItem.OBS_CONTEXT, TRACKING_UID, header.trackingUid(name)));
        items.add(ContentItem.code(ContentItem.CONTAINS, FINDING, CORD_COMPRESSION));
        items.add(ContentItem.code(ContentItem.CONCEPT_MOD, FINDING_SITE, SPINAL_CORD));
        if (level != null) {
            items.add(ContentItem.code(ContentItem.CONCEPT_MOD, FINDING_SITE, level));
        }
        items.add(ContentItem.text(ContentItem.CONCEPT_MOD, ALGORITHM_NAME, Algorithm.NAME));
        items.add(ContentItem.text(
                ContentItem.CONCEPT_MOD, ALGORITHM_VERSION, header.algorithm().version()));
        for (String parameter : header.algorithm().parameters()) {
            items.add(ContentItem.text(ContentItem.CONCEPT_MOD, ALGORITHM_PARAMETERS, parameter));
        }
        items.add(ContentItem.code(ContentItem.CONTAINS, CORD_COMPRESSION, finding));
        return items;
    }

    private DataSet probability(double probability, int slice) {
        String text = String.format(Locale.ROOT, "%.6f", probability);
        return ContentItem.number(PROBABILITY, text, NO_UNITS, List.of(image(slice)));
    }

    private static DataSet number(Code name, int count, List<DataSet> measuredOn) {
        return ContentItem.number(name, Integer.toString(count), SLICES, measuredOn);
    }

    private DataSet image(int slice) {
        return ContentItem.measuredOn(SOURCE_OF_MEASUREMENT, source.reference(slice));
    }
}
