package org.cordscope.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.cordscope.study.SliceStack;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelVolumeTest {
    @TempDir
    Path folder;

    @Test
    void a_label_is_found_at_its_place_in_the_patient_however_the_stack_lies() throws IOException {
        Random random = new Random(3);
        for (int repeat = 0; repeat < 5; repeat++) {
            SliceStack stack = ObliqueStack.random(random);
            byte[] labels = new byte[stack.rows() * stack.columns() * stack.count()];
            random.nextBytes(labels);
            Path file = folder.resolve("a_dseg.nii.gz");
            NiftiWriter.writeLabels(file, stack, labels);
            LabelVolume volume = LabelVolume.read(SourceFile.of(file));
            for (int i = 0; i < labels.length; i++) {
                int slice = i / (stack.rows() * stack.columns());
                int row = i / stack.columns() % stack.rows();
                Vector3 place = stack.point(slice, row, i % stack.columns());
                assertEquals(labels[i] & 0xff, volume.at(place));
            }
            Vector3 before = stack.planes().get(0).row().times(-stack.spacing().columnMm());
            assertEquals(LabelVolume.OUTSIDE, volume.at(stack.point(0, 0, 0).plus(before)));
        }
    }

    @Test
    void what_is_no_volume_is_refused_with_its_reason() throws IOException {
        Path file = Files.writeString(folder.resolve("b_dseg.nii"), "text".repeat(200));
        assertThrows(UnusableFileException.class, () -> LabelVolume.read(SourceFile.of(file)));
    }
}
