package org.cordscope.inference.explanation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordscope.nifti.LabelVolume;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.Vector3;

/**
 * Label volumes by patient: {@code PATIENT_dseg.nii.gz}, or several with {@code _block-1} and so on before {@code _dseg}, as
 * the phantom writes them. A volume and a slice meet in the patient's coordinates, whatever their grids are.
 */
public final class MaskFolder {
    private static final Pattern NAME = Pattern.compile("(.+?)(_block-\\d+)?_dseg\\.nii(\\.gz)?");

    private final Map<String, List<Path>> files;
    private final int label;
    private String patient = "";
    private List<LabelVolume> volumes = List.of();

    private MaskFolder(Map<String, List<Path>> files, int label) {
        this.files = files;
        this.label = label;
    }

    /**
     * Looks for volumes.
     *
     * @param patientOf the slices' name of the patient that a file is named after
     * @param label of the structure
     * @throws UserFacingException where there is no volume
     */
    public static MaskFolder open(Path folder, UnaryOperator<String> patientOf, int label) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted().toList()) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    files.computeIfAbsent(patientOf.apply(name.group(1)), p -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        if (files.isEmpty()) {
            throw new UserFacingException(
                    "There is no mask in " + folder + ".", "Masks are named PATIENT_dseg.nii.gz, as the phantom's.");
        }
        return new MaskFolder(files, label);
    }

    /** Pixels of the square that lie in the structure; empty where no volume of the patient holds them. */
    BitSet mask(String ofPatient, SlicePlane plane, SquareField field) throws IOException {
        BitSet mask = new BitSet();
        for (LabelVolume volume : volumes(ofPatient)) {
            for (int row = 0; row < field.size(); row++) {
                for (int column = 0; column < field.size(); column++) {
                    Vector3 place = field.place(plane, row, column);
                    if (volume.at(place) == label) {
                        mask.set(row * field.size() + column);
                    }
                }
            }
        }
        return mask;
    }

    /** Only the patient who was asked for last is held. */
    private List<LabelVolume> volumes(String ofPatient) throws IOException {
        if (!patient.equals(ofPatient)) {
            List<LabelVolume> read = new ArrayList<>();
            for (Path file : files.getOrDefault(ofPatient, List.of())) {
                read.add(LabelVolume.read(SourceFile.of(file)));
            }
            patient = ofPatient;
            volumes = read;
        }
        return volumes;
    }
}
