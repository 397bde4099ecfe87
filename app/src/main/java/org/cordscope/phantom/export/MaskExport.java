package org.cordscope.phantom.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.segmentation.Segment;
import org.cordscope.dicom.segmentation.SegmentationSeries;
import org.cordscope.dicom.segmentation.SegmentationWriter;
import org.cordscope.dicom.segmentation.SourceSeries;
import org.cordscope.dicom.segmentation.SpineStructure;
import org.cordscope.nifti.NiftiWriter;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.SliceMasks;
import org.cordscope.phantom.rendering.Stack;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.WholeFile;

/**
 * Writes the masks of one patient's axial T2w series, as DICOM Segmentation and as NIfTI labels, a pair of files for each
 * block of parallel slices. A pixel belongs to what holds its centre.
 */
final class MaskExport {
    private static final List<SpineStructure> STRUCTURES = List.of(
            SpineStructure.SPINAL_CORD,
            SpineStructure.CEREBROSPINAL_FLUID,
            SpineStructure.SPINAL_CANAL,
            SpineStructure.INTERVERTEBRAL_DISC,
            SpineStructure.VERTEBRA);
    private static final List<String> LABELS = List.of(
            "index\tname",
            "0\tbackground",
            "1\tspinal cord",
            "2\tcerebrospinal fluid",
            "3\tintervertebral disc",
            "4\tvertebra",
            "");

    private final Examination examination;
    private final PhantomUids uids;

    MaskExport(Examination examination, PhantomUids uids) {
        this.examination = examination;
        this.uids = uids;
    }

    /**
     * Writes {@code PATIENT_seg.dcm} and {@code PATIENT_dseg.nii.gz} into a folder, or one pair for each of several blocks,
     * and {@code dseg.tsv}, which names the labels.
     *
     * @param image header of one of the series' images
     */
    void write(DataSet image, String patientId, LocalDateTime made, Path folder) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve("dseg.tsv"), String.join("\n", LABELS));
        List<List<Integer>> blocks = blocks(examination.axial());
        List<SliceMasks> all = SliceMasks.of(examination);
        for (int i = 0; i < blocks.size(); i++) {
            String name = blocks.size() == 1 ? patientId : patientId + "_block-" + (i + 1);
            Block block = new Block(examination, uids, all, blocks.get(i));
            SegmentationSeries series = new SegmentationSeries(
                    uids.series("masks"),
                    uids.instance("masks", i),
                    50,
                    "Phantom masks",
                    "PHANTOM_TRUTH",
                    "",
                    made,
                    "Cordscope",
                    "phantom",
                    "1");
            List<Segment> segments = STRUCTURES.stream()
                    .map(s -> s.segment(Segment.Algorithm.AUTOMATIC, "Cordscope phantom"))
                    .toList();
            SourceSeries source = new SourceSeries(image, block.stack(), block.instances());
            SegmentationWriter.write(folder.resolve(name + "_seg.dcm"), source, segments, block::mask, series);
            NiftiWriter.writeLabels(folder.resolve(name + "_dseg.nii.gz"), block.stack(), block.labels());
        }
    }

    /** Slices that follow each other and are parallel. */
    private static List<List<Integer>> blocks(Stack stack) {
        List<List<Integer>> blocks = new ArrayList<>();
        for (int i = 0; i < stack.count(); i++) {
            if (i == 0
                    || stack.cuts().get(i).normal().dot(stack.cuts().get(i - 1).normal()) < 1 - 1e-9) {
                blocks.add(new ArrayList<>());
            }
            blocks.get(blocks.size() - 1).add(i);
        }
        return blocks;
    }

    /** Parallel slices with their masks. */
    private static final class Block {
        private final SliceStack stack;
        private final List<String> instances;
        private final List<SliceMasks> masks = new ArrayList<>();

        Block(Examination examination, PhantomUids uids, List<SliceMasks> all, List<Integer> slices) {
            Stack axial = examination.axial();
            List<SlicePlane> planes = slices.stream().map(axial::plane).toList();
            stack = new SliceStack(axial.matrix(), axial.matrix(), axial.spacing(), axial.thicknessMm(), planes);
            instances = slices.stream()
                    .map(slice -> StudyExport.axialInstanceUid(uids, slice))
                    .toList();
            for (int slice : slices) {
                masks.add(all.get(slice));
            }
        }

        SliceStack stack() {
            return stack;
        }

        List<String> instances() {
            return instances;
        }

        BitSet mask(int segment, int slice) {
            SliceMasks of = masks.get(slice);
            return switch (STRUCTURES.get(segment)) {
                case SPINAL_CORD -> of.cord();
                case CEREBROSPINAL_FLUID -> of.fluid();
                case INTERVERTEBRAL_DISC -> of.disc();
                case VERTEBRA -> of.bone();
                default -> of.canal();
            };
        }

        byte[] labels() {
            int pixels = stack.rows() * stack.columns();
            byte[] labels = new byte[pixels * masks.size()];
            for (int slice = 0; slice < masks.size(); slice++) {
                SliceMasks of = masks.get(slice);
                paint(labels, slice * pixels, of.bone(), (byte) 4);
                paint(labels, slice * pixels, of.disc(), (byte) 3);
                paint(labels, slice * pixels, of.fluid(), (byte) 2);
                paint(labels, slice * pixels, of.cord(), (byte) 1);
            }
            return labels;
        }

        private static void paint(byte[] labels, int from, BitSet mask, byte label) {
            mask.stream().forEach(pixel -> labels[from + pixel] = label);
        }
    }
}
